/** What the audit log calls a deed, as a person says it. */
export const deedText = (what: string): string => texts[what] ?? what.replace('.', ': ').replaceAll('_', ' ');

/** What the log can be narrowed down to; each is the beginning of what was done. */
export const deedGroups: readonly { label: string; what: string }[] = [
  { label: 'Everything', what: '' },
  { label: 'Drafts', what: 'draft.' },
  { label: 'Versions', what: 'project.' },
  { label: 'People', what: 'account.' },
  { label: 'Invitations', what: 'invitation.' },
  { label: 'Signing in and out', what: 'session.' },
  { label: 'Decisions', what: 'approval.' },
  { label: 'Conversations', what: 'conversation.' },
  { label: 'Prompt sequences', what: 'sequence.' },
  { label: 'Checkpoints', what: 'checkpoint.' },
  { label: 'Tools that were tried', what: 'tool.' },
];

const texts: Record<string, string> = {
  'session.opened': 'signed in',
  'session.ended': 'signed out',
  'session.revoked': 'ended a session of their own',
  'session.refused': 'was not let in',
  'account.added': 'became a member',
  'account.renamed': 'took another name',
  'account.password_changed': 'changed the password',
  'account.role_changed': 'changed the role of',
  'account.removed': 'removed',
  'invitation.made': 'made an invitation',
  'invitation.withdrawn': 'withdrew an invitation',
  'draft.saved': 'changed the draft',
  'project.published': 'published',
  'approval.decided': 'decided about a call',
  'tool.tried': 'ran a tool',
  'model.tried': 'tried a model',
  'sequence.started': 'started a prompt sequence in',
  'checkpoint.decided': 'decided about a checkpoint of',
  'checkpoint.reverted': 'went back to a checkpoint of',
  'conversation.taken_over': 'took over a conversation',
  'conversation.handed_back': 'handed a conversation back',
  'conversation.closed': 'closed a conversation',
  'conversation.assigned': 'assigned a conversation',
};

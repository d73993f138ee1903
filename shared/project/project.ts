import { z } from 'zod';
import { action, hook } from './action.ts';
import { handoff } from './handoff.ts';
import { playbook } from './playbook.ts';
import { actionSequence, promptSequence, snippet } from './sequence.ts';
import { clarify, limits, model, permission, widget } from './settings.ts';
import { classifier, descriptor, knowledgeItem, stage, transformer } from './stage.ts';
import { projectTest } from './test.ts';
import { tool } from './tool.ts';
import { identifier, language, name, template, text, value } from './words.ts';

/** The one document that an author writes. Everything that a project does stands in it. */
export const project = z.strictObject({
  $schema: z.string().optional(),
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and -, as in data-project="shop"'),
  description: text.optional(),
  language: language.default('en'),
  timezone: z.string().refine(isTimezone, 'a time zone such as "Europe/Berlin"').default('UTC'),
  persona: template.optional(),
  constants: z.record(identifier, value).default({}),
  profile: z.array(descriptor).default([]),
  stages: z.array(stage).min(1),
  globalActions: z.array(action).default([]),
  onConversationStart: hook.optional(),
  onConversationResume: hook.optional(),
  onConversationEnd: hook.optional(),
  onConversationAbort: hook.optional(),
  onConversationFailed: hook.optional(),
  tools: z.array(tool).default([]),
  classifiers: z.array(classifier).default([]),
  defaultClassifier: name.optional(),
  transformers: z.array(transformer).default([]),
  actionSequences: z.array(actionSequence).default([]),
  playbooks: z.array(playbook).default([]),
  promptSequences: z.array(promptSequence).default([]),
  snippets: z.array(snippet).default([]),
  knowledge: z.array(knowledgeItem).default([]),
  models: z.array(model).default([]),
  /** Conversations with what should happen in them; real ones are not influenced by them. */
  tests: z.array(projectTest).max(500).default([]),
  defaultModel: name.optional(),
  /** What is answered where a generated reply is asked for and no model is set. */
  noModelReply: template.default('Sorry, I do not have an answer to that.'),
  /** What is said when a turn fails or a model does not answer (P-28). */
  apology: template.default('Sorry, something went wrong. Please try again.'),
  clarify: clarify.prefault({}),
  /** What is said where a call waits for a yes. */
  permission: permission.prefault({}),
  /** Fetching a human: what is said, when somebody is there, who else is told. */
  handoff: handoff.prefault({}),
  widget: widget.prefault({}),
  limits: limits.prefault({}),
});

/** A validated project, defaults filled in. */
export type Project = z.infer<typeof project>;
/** A project as an author writes it: what has a default may be left out. */
export type AuthoredProject = z.input<typeof project>;

function isTimezone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

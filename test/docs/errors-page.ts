import { problems } from '../../shared/problem.ts';

const groups: Record<string, string> = {
  project: 'Project documents',
  turn: 'Turns and effects',
  script: 'Scripts, conditions and templates',
  http: 'Webhooks',
  model: 'Language models',
  message: 'Messages, commands and conversations',
  sequence: 'Prompt sequences',
  limit: 'The door for visitors',
  server: 'Start and settings',
  store: 'The store',
  admin: 'The admin page',
};

/** Codes whose first word is not the name of the group they belong to. */
const belongs: Record<string, string> = {
  stage: 'project',
  effect: 'turn',
  tool: 'turn',
  approval: 'message',
  template: 'script',
  sandbox: 'script',
  secret: 'http',
  command: 'message',
  COMMAND_NOT_ALLOWED: 'message',
  conversation: 'message',
  file: 'message',
  handoff: 'message',
  contact: 'message',
  form: 'message',
  checkpoint: 'sequence',
  visitor: 'limit',
  origin: 'limit',
  identity: 'limit',
  consent: 'limit',
  protocol: 'limit',
  settings: 'server',
  account: 'admin',
  rehearsal: 'admin',
};

const opening = `# Errors

Everything that can go wrong for a person has a code, which stays, and a sentence, which says what to do and may be reworded.
Programs look at the code, people read the sentence. Words in _italics_ are filled in; they also stand in \`details\`:

\`\`\`json
{
  "code": "message.too_long",
  "message": "The message is longer than 8000 characters; shorten it.",
  "details": { "limit": 8000 }
}
\`\`\`

The status is that of an HTTP answer (the admin API) or says the same where there is no HTTP: in an acknowledgement, in a
refused connection, in a trace. Status 1 is met at start: the code and the sentence are printed and the process ends with exit code 1.
A failing tool, script or model does not stop a turn; its problem stands in the trace, and the turn goes on.

What a check of a project document may find is listed in [project.md](project.md#what-a-check-may-find).

This page is written from \`shared/problem.ts\` by \`node test/docs/write-errors.ts\`; change it there.
`;

/** docs/errors.md as the catalogue has it now. */
export function errorsPage(): string {
  const tables = Object.entries(groups).map(([key, title]) => `## ${title}\n\n| code | status | it says |\n|---|---|---|\n${rowsOf(key)}\n`);
  return [opening, ...tables].join('\n');
}

/** Codes that no group takes in; a new family of codes wants its place on the page. */
export const homeless = (): string[] => Object.keys(problems).filter((code) => !(groupOf(code) in groups));

const rowsOf = (group: string): string =>
  Object.entries(problems)
    .filter(([code]) => groupOf(code) === group)
    .map(([code, { status, say }]) => `| \`${code}\` | ${status} | ${say.replaceAll(/\{(\w+)\}/g, '_$1_')} |`)
    .join('\n');

function groupOf(code: string): string {
  const family = code.split('.')[0] ?? code;
  return belongs[family] ?? family;
}

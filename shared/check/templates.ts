import { type Finding, pathText } from '../finding.ts';
import { parseTemplate } from '../template/parse-template.ts';
import { readParts } from '../template/read-paths.ts';
import { finding } from './catalogue.ts';
import { type Field, fieldsOf } from './fields.ts';
import type { Doc } from './holders.ts';
import { didYouMean } from './nearest.ts';
import { inside } from './partly.ts';

/** What templates of a turn can read; a webhook's also see `secrets`. */
export const templateNames = [
  'vars',
  'userProfile',
  'userInput',
  'originalUserInput',
  'params',
  'stage',
  'stageVars',
  'constants',
  'history',
  'events',
  'actions',
  'results',
  'chain',
  'time',
  'faq',
  'conversationId',
] as const;

/** Templates that do not parse, that read what is not there, or that would show a secret (G-28). */
export const templateFindings = (document: Doc): Finding[] =>
  fieldsOf(document).flatMap((field) => (field.kind === 'template' ? ofTemplate(field, document) : []));

function ofTemplate(field: Field, document: Doc): Finding[] {
  const template = parseTemplate(field.text);
  const path = pathText(field.path);
  if (template.kind === 'fault') {
    const { message: reason, line, column } = template;
    return [finding({ code: 'template.syntax', path, details: { reason, line, column } })];
  }
  const isWebhook = inWebhook(field, document);
  const known: string[] = isWebhook ? [...templateNames, 'secrets'] : [...templateNames];
  const roots = new Map(readParts(template).map((parts) => [parts[0] ?? '', parts]));
  return [...roots].flatMap(([root, [, below]]) => {
    if (root === 'secrets' && !isWebhook) return [finding({ code: 'secret.out_of_place', path, details: { name: below ?? 'NAME' } })];
    // A playbook's variables and a workflow's data have names of their own.
    if (known.includes(root) || field.path[0] === 'playbooks') return [];
    return [finding({ code: 'template.unknown_name', path, details: { name: root, known: known.join(', ') }, suggestion: didYouMean(root, known) })];
  });
}

function inWebhook({ path }: Field, document: Doc): boolean {
  const tool = path.slice(0, 2).reduce<unknown>(inside, document);
  return path[0] === 'tools' && inside(tool, 'type') === 'webhook';
}

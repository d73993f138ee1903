import type { CodeScope, Known } from './code-scope.ts';
import { scriptingMembers, scriptingWords } from './scripting-words.ts';

/** One way to go on typing. `text` is what is put in, from `from` on, where that is not the label itself. */
export type Suggestion = { label: string; kind: 'variable' | 'function' | 'property' | 'text'; detail?: string; info?: string; text?: string };
export type Suggestions = { from: number; options: Suggestion[] };

const stageArgument = /\b(?:goToStage\(\s*|stage\s*[!=]==?\s*)(?:(['"`])([^'"`()]*)|)$/;
const member = /(^|[^\w$.])([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*|\[\s*(?:'[^']*'|"[^"]*")\s*\])*)\s*\??\.([\w$]*)$/;
const word = /(^|[^\w$.'"`])([A-Za-z_$][\w$]*)$/;
const identifier = /^[A-Za-z_$][\w$]*$/;

/** What fits behind the text before the cursor; nothing where nothing of the project does. */
export function suggestionsAt(before: string, scope: CodeScope): Suggestions | null {
  return stageNames(before, scope) ?? members(before, scope) ?? words(before, scope);
}

/** The names of the stages, where one is to be named; with quotes where none are typed yet. */
function stageNames(before: string, { stages }: CodeScope): Suggestions | null {
  const found = stageArgument.exec(before);
  if (!found) return null;
  const [, quote, typed = ''] = found;
  const names = stages.filter(({ name }) => name !== '').map(({ name }) => name);
  const text = (name: string): string => (quote ? name.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) : JSON.stringify(name));
  return { from: before.length - typed.length, options: names.map((name) => ({ label: name, kind: 'text', detail: 'stage', text: text(name) })) };
}

function members(before: string, scope: CodeScope): Suggestions | null {
  const found = member.exec(before);
  if (!found) return null;
  const [, , base = '', typed = ''] = found;
  const known = membersOf(partsOf(base), scope);
  if (!known) return null;
  const from = before.length - typed.length;
  // A name that is no identifier stands in brackets, in place of the dot.
  const isPlain = known.every(({ name }) => identifier.test(name));
  const option = ({ name, detail }: Known): Suggestion => ({
    label: name,
    kind: 'property',
    ...(detail ? { detail } : {}),
    ...(isPlain ? {} : { text: identifier.test(name) ? `.${name}` : `[${JSON.stringify(name)}]` }),
  });
  return { from: isPlain ? from : from - 1, options: known.map(option) };
}

const partsOf = (base: string): string[] =>
  [...base.matchAll(/'([^']*)'|"([^"]*)"|[\w$]+/g)].map(([whole, single, double]) => single ?? double ?? whole);

function membersOf([first = '', second, ...rest]: string[], scope: CodeScope): Known[] | null {
  if (rest.length > 0) return null;
  if (second !== undefined) return first === 'results' || first === 'stageVars' ? inner(first, second, scope) : null;
  switch (first) {
    case 'vars':
    case 'userProfile':
    case 'params':
    case 'constants':
      return scope[first];
    case 'stageVars':
      return scope.stages.map(({ name }) => ({ name, detail: 'stage' }));
    default:
      return Object.hasOwn(scriptingMembers, first) ? (scriptingMembers[first] ?? []).map((name) => ({ name, detail: '' })) : null;
  }
}

function inner(first: 'results' | 'stageVars', second: string, scope: CodeScope): Known[] | null {
  if (first === 'stageVars') return scope.stages.find(({ name }) => name === second)?.vars ?? null;
  return second === 'tools' || second === 'webhooks' ? scope[second] : null;
}

function words(before: string, { params }: CodeScope): Suggestions | null {
  const typed = word.exec(before)?.[2];
  if (typed === undefined) return null;
  const taken = new Set(scriptingWords.map(({ name }) => name));
  const options: Suggestion[] = [
    ...scriptingWords.map(
      ({ name, kind, how, info }): Suggestion => ({ label: name, kind, info, ...(kind === 'function' ? { detail: how.slice(name.length) } : {}) }),
    ),
    // Parameters of a tool call also stand under their own names, where these are free.
    ...params
      .filter(({ name }) => !taken.has(name))
      .map(({ name, detail }): Suggestion => ({ label: name, kind: 'variable', detail: detail || 'parameter' })),
  ];
  return { from: before.length - typed.length, options };
}

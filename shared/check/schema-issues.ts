import type { z } from 'zod';
import { type Finding, pathText } from '../finding.ts';
import { project as projectSchema } from '../project/project.ts';
import { finding } from './catalogue.ts';
import { didYouMean, nearest } from './nearest.ts';
import { inside } from './partly.ts';
import { childOf, keysOf, type Schema } from './schema-nodes.ts';

type Issue = z.core.$ZodIssue;

/** What the schema has against a document, in our words, and the places that are not sound. */
export function schemaFindings(document: unknown, issues: readonly Issue[]): { findings: Finding[]; unsound: PropertyKey[][] } {
  const all = issues.flatMap((issue) => meant(issue));
  const renamed = new Set(all.flatMap((issue) => (issue.code === 'unrecognized_keys' ? renamedIn(issue, document) : [])));
  const told = all.filter((issue) => !(isMissing(issue, document) && renamed.has(pathText(issue.path))));
  return { findings: told.flatMap((issue) => inWords(issue, document)), unsound: all.flatMap(places) };
}

/** Of the branches of a union, the issues of the one that was meant; the issue itself where none stands out. */
function meant(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const branches = issue.errors.map((errors) => ({ errors, unlike: errors.reduce((sum, it) => sum + unlikeness(it), 0) }));
  const [best, second] = branches.toSorted((one, other) => one.unlike - other.unlike);
  if (!best || best.unlike === second?.unlike) return [issue];
  return best.errors.flatMap((it) => meant({ ...it, path: [...issue.path, ...it.path] }));
}

function unlikeness(issue: Issue): number {
  if (issue.path.length === 0) return issue.code === 'unrecognized_keys' ? issue.keys.length : 10;
  return issue.path.length === 1 && issue.code === 'invalid_type' && issue.input === undefined ? 1 : 0;
}

/** What has to be left out because of an issue. A thing whose kind is not known is left out whole: nothing in it was looked at. */
function places(issue: Issue): PropertyKey[][] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...issue.path, key]);
  if (issue.code === 'invalid_union' && issue.discriminator && issue.path.at(-1) === issue.discriminator) return [issue.path.slice(0, -1)];
  return [issue.path];
}

function inWords(issue: Issue, document: unknown): Finding[] {
  const path = pathText(issue.path);
  const value = issue.path.reduce<unknown>(inside, document);
  const received = said(value);
  if (isMissing(issue, document)) return [missing(issue)];
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeys(issue, document);
    case 'invalid_type':
      return [finding({ code: 'schema.wrong_type', path, details: { expected: expectedIn(issue), received: kindOf(value) } })];
    case 'invalid_value':
      return [wrongValue(path, value, issue.values.map(String))];
    case 'invalid_union':
      return [
        issue.discriminator
          ? wrongValue(path, value, optionsOf(issue))
          : finding({ code: 'schema.wrong_type', path, details: { expected: expectedIn(issue), received: kindOf(value) } }),
      ];
    case 'too_small':
      return [finding({ code: 'schema.too_small', path, details: { bound: bound(issue.origin, 'at least', Number(issue.minimum)) } })];
    case 'too_big':
      return [finding({ code: 'schema.too_big', path, details: { bound: bound(issue.origin, 'at most', Number(issue.maximum)) } })];
    case 'invalid_key':
      return [
        finding({ code: 'schema.bad_key', path, details: { key: String(issue.path.at(-1)), expected: issue.issues.map(expectedIn).join(', ') } }),
      ];
    default:
      return [finding({ code: 'schema.malformed', path, details: { received, expected: expectedIn(issue) } })];
  }
}

function isMissing(issue: Issue, document: unknown): boolean {
  if (issue.code === 'unrecognized_keys' || issue.code === 'invalid_key' || issue.path.length === 0) return false;
  return issue.path.reduce<unknown>(inside, document) === undefined;
}

const missing = (issue: Issue): Finding =>
  finding({ code: 'schema.missing', path: pathText(issue.path), details: { key: String(issue.path.at(-1)), expected: expectedIn(issue) } });

function unknownKeys(issue: Extract<Issue, { code: 'unrecognized_keys' }>, document: unknown): Finding[] {
  const known = knownKeys(issue.path, document);
  return issue.keys.map((key) => {
    const meantKey = nearest(key, known);
    return finding({
      code: 'schema.unknown_key',
      path: pathText([...issue.path, key]),
      details: { key, known: known.join(', ') },
      suggestion: didYouMean(key, known),
      ...(meantKey ? { mend: { key: meantKey } } : {}),
    });
  });
}

/** The places of keys that are there under a mistyped name; to call them missing as well would say it twice. */
function renamedIn(issue: Extract<Issue, { code: 'unrecognized_keys' }>, document: unknown): string[] {
  const known = knownKeys(issue.path, document);
  return issue.keys.flatMap((key) => {
    const meantKey = nearest(key, known);
    return meantKey ? [pathText([...issue.path, meantKey])] : [];
  });
}

function knownKeys(path: readonly PropertyKey[], document: unknown): string[] {
  let [schema, value]: [Schema | undefined, unknown] = [projectSchema, document];
  for (const key of path) {
    schema = schema && childOf(schema, value, key);
    value = inside(value, key);
  }
  return schema ? keysOf(schema, value) : [];
}

function wrongValue(path: string, value: unknown, allowed: readonly string[]): Finding {
  const suggestion = typeof value === 'string' ? didYouMean(value, allowed) : undefined;
  return finding({ code: 'schema.wrong_value', path, details: { received: said(value), allowed: allowed.join(', ') }, suggestion });
}

const optionsOf = (issue: Issue): string[] => ('options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : []);

const words: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

function expectedIn(issue: Issue): string {
  if (issue.code === 'invalid_type') return words[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_format' && issue.format === 'url') return 'a URL';
  if (issue.code !== 'invalid_union') return issue.message;
  if (issue.discriminator) return `one of ${optionsOf(issue).join(', ')}`;
  const kinds = issue.errors.flatMap((errors) =>
    errors.flatMap((it) => (it.path.length === 0 && it.code === 'invalid_type' ? [expectedIn(it)] : [])),
  );
  return issue.message === 'Invalid input' ? [...new Set(kinds)].join(' or ') : issue.message;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return words[typeof value] ?? typeof value;
}

const said = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};

function bound(origin: string, which: 'at least' | 'at most', amount: number): string {
  if (origin === 'number' || origin === 'int') return `${which} the value ${amount}`;
  const unit = origin === 'string' ? 'character' : 'item';
  return `${which} ${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

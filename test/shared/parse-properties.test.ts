import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inside, type Path } from '../../shared/check/partly.ts';
import { parseProject } from '../../shared/parse.ts';
import type { Value } from '../../shared/value.ts';
import { richDocument } from './rich-document.ts';

const documents: Value[] = [richDocument, JSON.parse(readFileSync('demo/shop.project.json', 'utf8'))];

/** All places of a document. */
function places(value: Value, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [path, ...keys.flatMap((key) => places(inside(value, key) as Value, [...path, key]))]; // what is inside a Value is one
}

/** The document with something else at a place; without anything there where nothing is given. */
function changed(document: Value, path: Path, other: Value | undefined): Value {
  const copy = structuredClone(document);
  const holder = path.slice(0, -1).reduce<unknown>(inside, copy);
  const last = path.at(-1);
  if (last === undefined) return other ?? null;
  if (other !== undefined)
    Reflect.set(holder as object, last, other); // the path is one of the document's
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else Reflect.deleteProperty(holder as object, last);
  return copy;
}

const other = fc.oneof(
  fc.constant(undefined),
  fc.jsonValue().map((it) => it as Value), // fc's JSON values are what Value names
  fc.constantFrom<Value>('', '{{', '=', 'x'.repeat(30_000), [], {}, [null], -1, 1e9, { type: 'call_tool' }, { type: 'IF_ELSE', branches: [{}] }, [
    { name: 'a' },
    { name: 'a' },
  ]),
);
const mutation = fc
  .constantFrom(...documents)
  .chain((document) =>
    fc.tuple(fc.constant(document), fc.array(fc.tuple(fc.constantFrom(...places(document)), other), { minLength: 1, maxLength: 4 })),
  );

describe('whatever an author does to a document', () => {
  test('it is read or refused with findings that say where and what, and nothing is thrown', () =>
    fc.assert(
      fc.property(mutation, ([document, changes]) => {
        const broken = changes.reduce(
          (it, [path, value]) => (path.slice(0, -1).reduce<unknown>(inside, it) instanceof Object ? changed(it, path, value) : it),
          document,
        );
        const { project, findings } = parseProject(broken);
        expect(project === null).toBe(findings.some(({ level }) => level === 'error'));
        for (const { path, message, suggestion = '' } of findings) {
          expect(typeof path).toBe('string');
          expect(`${message}${suggestion}`).not.toMatch(/Invalid (?:input|option)|\[object|must be undefined|not undefined/);
        }
      }),
      { numRuns: 600 },
    ));

  test('a tool of an unknown kind with unsound parameters is told of its kind, and nothing is thrown', () => {
    const { findings } = parseProject({ name: 'x', stages: [{ name: 'A' }], tools: [{ type: 'call_tool', name: 't', parameters: '' }] });
    expect(findings.map(({ path, level }) => [path, level])).toEqual([['tools[0].type', 'error']]);
  });

  test('anything that is JSON is read or refused', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (document) => {
        expect(parseProject(document).findings.length).toBeGreaterThan(0);
      }),
    ));
});

test('good documents are read without errors, and the demo without a word', () => {
  for (const document of documents) expect(parseProject(document).project).not.toBeNull();
  expect(parseProject(documents[1]).findings).toEqual([]);
});

import { buttonFindings } from '../../shared/check/commands.ts';
import type { Doc } from '../../shared/check/holders.ts';
import { unknownNames } from '../../shared/check/references.ts';
import type { Value } from '../../shared/value.ts';
import { type Path, parsePath, valueAt, withValue } from './path.ts';
import { nameOf } from './read.ts';

/**
 * Where a document refers to a named part. The checks themselves say so: whatever they miss once the part has a name that
 * nobody uses refers to it.
 */
export function referencesTo(document: Value, part: Path): Path[] {
  const name = nameOf(valueAt(document, part));
  if (name === '') return [];
  const key = valueAt(document, [...part, 'name']) === undefined ? 'id' : 'name';
  const hidden = withValue(document, [...part, key], `${name}\u0000`);
  return missedIn(hidden)
    .map(parsePath)
    .filter((path) => valueAt(document, path) === name);
}

/** The document with a part renamed, and with it the given references that still say the old name. */
export function renamed(document: Value, part: Path, { to, references }: { to: string; references: readonly Path[] }): Value {
  const from = nameOf(valueAt(document, part));
  const key = valueAt(document, [...part, 'name']) === undefined && valueAt(document, [...part, 'id']) !== undefined ? 'id' : 'name';
  const named = withValue(document, [...part, key], to);
  return references.reduce((result, path) => (valueAt(result, path) === from ? withValue(result, path, to) : result), named);
}

function missedIn(document: Value): string[] {
  try {
    // The checks expect a document that may lack anything; one whose parts are of the wrong type has no references to follow.
    const doc = document as unknown as Doc;
    return [...unknownNames(doc), ...buttonFindings(doc)].map(({ path }) => path);
  } catch {
    return [];
  }
}

import type { Parameter } from '../../../shared/project/action.ts';
import type { Wanted } from '../../../shared/run.ts';
import type { Value, Values } from '../../../shared/value.ts';
import type { Turn } from '../turn.ts';

/** Values that were found; `guessed` names those that are a whole answer, taken as it is. */
export type Found = { values: Values; guessed: string[] };

/** Reads values out of a text by their type, their accepted values or the author's pattern; an answer may also be one value as a whole. */
export async function readHere(wanted: readonly Wanted[], said: string, { ports, ready }: Turn, { mayGuess = false } = {}): Promise<Found> {
  const { language, timezone } = ready.project;
  const message = { text: said, examples: [], language, timezone, now: ports.clock.now() };
  const { values } = await ports.classifier.extract(wanted.map(asParameter), message);
  const kept = Object.fromEntries(
    Object.entries(values).filter(([name, value]) => isWanted(wanted, name) && !(mayGuess && isQuoted(String(value), said))),
  );
  const open = wanted.filter(({ variable, acceptedValues, validate }) => !(variable in kept) && !acceptedValues && !validate);
  const guesses = mayGuess ? guess(open, rest(said, kept)) : {};
  return { values: { ...kept, ...guesses }, guessed: Object.keys(guesses) };
}

const isWanted = (wanted: readonly Wanted[], name: string): boolean => wanted.some(({ variable }) => variable === name);
// A quotation inside of an answer is a part of it, not the whole.
const isQuoted = (value: string, said: string): boolean => ['"', '“', '„', '«'].some((mark) => said.includes(`${mark}${value}`));

const types = { email: 'email', phone: 'phone', number: 'number', date: 'date', pattern: 'string' } as const;

const asParameter = ({ variable, instructions, acceptedValues, validate, pattern }: Wanted): Parameter => ({
  name: variable,
  type: acceptedValues ? 'enum' : validate ? types[validate] : 'string',
  list: false,
  required: true,
  description: instructions,
  onMissing: 'drop',
  ...(acceptedValues ? { acceptedValues } : {}),
  ...(validate === 'pattern' && pattern !== undefined ? { pattern } : {}),
});

/** What is left of an answer without the values that were found in it. */
function rest(said: string, values: Values): string {
  const without = Object.values(values).reduce<string>((text, value) => text.replace(String(value), ' '), said);
  return without.replaceAll(/^[\s,;.:]+|[\s,;:]+$/g, '');
}

/** One open value takes the whole answer; several take its parts or its words, one each, where there are as many. */
function guess(open: readonly Wanted[], answer: string): Values {
  const [only] = open;
  if (!only || answer === '') return {};
  if (open.length === 1) return { [only.variable]: answer };
  const parts = [answer.split(/\s*[,;\n]\s*/), answer.split(/\s+/)].find(({ length }) => length === open.length) ?? [];
  return Object.fromEntries(open.slice(0, parts.length).map(({ variable }, index) => [variable, parts[index] ?? '']));
}

/** Accepted values that stand in results of tools; a field named like the variable comes first. */
export function readIn(wanted: readonly Wanted[], results: Values): Values {
  const leaves = leavesOf(results, '');
  return Object.fromEntries(
    wanted.flatMap(({ variable, acceptedValues }): [string, Value][] => {
      if (!acceptedValues) return [];
      const near = leaves.toSorted((left, right) => likeness(right.key, variable) - likeness(left.key, variable));
      const found = near.flatMap(({ text }) => acceptedValues.find((it) => it.toLowerCase() === text.trim().toLowerCase()) ?? [])[0];
      return found === undefined ? [] : [[variable, found]];
    }),
  );
}

type Leaf = { key: string; text: string };

function leavesOf(value: Value, key: string): Leaf[] {
  if (typeof value !== 'object' || value === null)
    return typeof value === 'string' || typeof value === 'number' ? [{ key, text: String(value) }] : [];
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, key));
  return Object.entries(value).flatMap(([name, item]) => leavesOf(item, name));
}

/** How many words of a variable's name a field's name has. */
function likeness(key: string, variable: string): number {
  const words = (name: string): string[] =>
    name
      .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .split('_');
  const own = new Set(words(key));
  return words(variable).filter((word) => own.has(word)).length;
}

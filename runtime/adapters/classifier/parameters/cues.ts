import { fold } from '../normalise.ts';
import { slotsOf } from '../slots.ts';
import type { Candidate, Parameter } from './types.ts';

/** The folded words that stand before and after a parameter, nearest last and nearest first. */
export type Cue = { before: readonly string[]; after: readonly string[] };

/** Which other slot an example has right before a parameter's own, or null. */
export function slotBefore(parameter: Parameter, examples: readonly string[]): string | null {
  for (const example of examples) {
    const slots = slotsOf(example);
    const at = slots.indexOf(parameter.name);
    if (at > 0) return slots[at - 1] ?? null;
  }
  return null;
}

const reach = 3;

/** Cues are read off the same examples for every message, so they are kept for as long as those are. */
const known = new WeakMap<readonly string[], Map<Parameter, Cue[]>>();

/** What stands around a parameter's slot in the examples, and how else it may be introduced. */
export function cuesOf(parameter: Parameter, examples: readonly string[]): Cue[] {
  const kept = known.get(examples) ?? new Map<Parameter, Cue[]>();
  const cues = kept.get(parameter) ?? readCues(parameter, examples);
  known.set(examples, kept.set(parameter, cues));
  return cues;
}

function readCues(parameter: Parameter, examples: readonly string[]): Cue[] {
  const marked = examples.filter((example) => slotsOf(example).includes(parameter.name)).map((example) => cueIn(example, parameter.name));
  return [...marked, ...nameCues(parameter)];
}

function cueIn(example: string, name: string): Cue {
  const [left = '', right = ''] = example.split(new RegExp(`\\{\\s*${name}\\s*\\}`, 'u'));
  return { before: literal(left.slice(left.lastIndexOf('}') + 1)).slice(-reach), after: literal(right.split('{')[0] ?? '').slice(0, reach) };
}

const literal = (text: string): string[] => wordsIn(text).map(({ folded }) => folded);

/** "orderNumber" may be introduced as "order number", as its last or as its first word. */
function nameCues({ name }: Parameter): Cue[] {
  const words = splitName(name);
  return [words, words.slice(0, 1), words.slice(-1)].filter((before) => before.join('').length > 2).map((before) => ({ before, after: [] }));
}

/** The words that a parameter's name is made of, folded. */
export const splitName = (name: string): string[] => literal(name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replace(/[_-]+/g, ' '));

/** A word of a text with its place. */
export type PlacedWord = { folded: string; start: number; end: number };

/** The folded words of a text with their places. */
export const wordsIn = (text: string): PlacedWord[] =>
  Array.from(text.matchAll(/[\p{L}\p{N}\p{M}]+/gu), (match) => ({ folded: fold(match[0]), start: match.index, end: match.index + match[0].length }));

const window = 80;

const fillers = new Set(['is', 'was', 'are', 'no', 'nr', 'the', 'my', 'a', 'to', 'be', 'ist', 'es', 'est', 'e', 'number', 'lautet']);

/** How well the surroundings of a candidate agree with one of the cues. */
export function cueStrength({ start, end }: Candidate, text: string, cues: readonly Cue[]): number {
  const before = literal(text.slice(Math.max(0, start - window), start));
  const after = literal(text.slice(end, end + window));
  return Math.max(0, ...cues.map((cue) => agreement(cue.before.toReversed(), before.toReversed()) + 0.5 * agreement(cue.after, after)));
}

/** Counts the cue's words that stand next to the candidate; one small word may stand between. */
function agreement(cue: readonly string[], words: readonly string[]): number {
  const direct = shared(cue, words);
  const first = words[0];
  return direct > 0 || first === undefined || !fillers.has(first) ? direct : 0.8 * shared(cue, words.slice(1));
}

function shared(cue: readonly string[], words: readonly string[]): number {
  let count = 0;
  while (count < cue.length && cue[count] === words[count]) count++;
  return count;
}

// biome-ignore-all lint/style/noNonNullAssertion: every place drawn lies inside its list.
import type { ExampleAction } from '../../../runtime/adapters/classifier/types.ts';
import type { Intents, Sentence } from './intents.ts';

/** Luck that is the same in every run. */
export type Dice = () => number;

/** A stage as an author might build it, with messages for its actions and messages for none of them. */
export type DrawnStage = {
  actions: ExampleAction[];
  asked: { text: string; action: string }[];
  outside: { text: string; kind: 'general' | 'far' | 'near' }[];
};

/** A repeatable source of numbers from 0 to 1. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
  };
}

/** Some of a list, each at most once, in the order drawn. */
export function draw<Item>(roll: Dice, list: readonly Item[], count: number): Item[] {
  const left = [...list];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(Math.floor(roll() * left.length), 1)[0]!);
}

const between = (roll: Dice, least: number, most: number): number => least + Math.floor(roll() * (most - least + 1));

/** Intents as the actions of a stage, with the label an author would give. */
export function actionsOf(sentences: readonly Sentence[]): ExampleAction[] {
  const names = [...new Set(sentences.map(({ intent }) => intent))];
  return names.map((name) => ({
    name,
    trigger: `The user asks about ${name.replaceAll('_', ' ')}`,
    examples: sentences.filter(({ intent }) => intent === name).map(({ text }) => text),
  }));
}

export type StageSize = { actions: readonly [least: number, most: number]; examples: readonly [least: number, most: number] };

/** A random stage; every second one within a single domain, where telling apart is hardest. */
export function drawStage(roll: Dice, intents: Intents, at: number, size: StageSize): DrawnStage {
  const known = [...intents.learn.keys()].filter((name) => intents.ask.has(name));
  const domains = [...new Set(intents.domainOf.values())];
  const domain = at % 2 === 0 && domains.length > 0 ? domains[Math.floor(roll() * domains.length)] : undefined;
  const pool = domain === undefined ? known : known.filter((name) => intents.domainOf.get(name) === domain);
  const chosen = draw(roll, pool, between(roll, ...size.actions));
  const examples = between(roll, ...size.examples);
  const ownDomains = new Set(chosen.map((name) => intents.domainOf.get(name)));
  const others = known.filter((name) => !chosen.includes(name));
  const near = others.filter((name) => ownDomains.has(intents.domainOf.get(name)));
  const far = others.filter((name) => !ownDomains.has(intents.domainOf.get(name)));
  const some = (names: readonly string[], kind: 'near' | 'far') =>
    names.length === 0 ? [] : Array.from({ length: 30 }, () => ({ text: oneOf(roll, intents.ask.get(oneOf(roll, names)) ?? []), kind }));
  return {
    actions: actionsOf(chosen.flatMap((intent) => draw(roll, intents.learn.get(intent) ?? [], examples).map((text) => ({ text, intent })))),
    asked: chosen.flatMap((action) => draw(roll, intents.ask.get(action) ?? [], 8).map((text) => ({ text, action }))),
    outside: [...draw(roll, intents.outside, 30).map((text) => ({ text, kind: 'general' as const })), ...some(far, 'far'), ...some(near, 'near')],
  };
}

/** One of a list that is not empty. */
export const oneOf = <Item>(roll: Dice, list: readonly Item[]): Item => list[Math.floor(roll() * list.length)]!;

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** A text in which each word has a slip with some probability: a letter lost, doubled, exchanged or hit beside. */
export const mistype = (text: string, probability: number, roll: Dice): string =>
  text.replace(/\p{L}{2,}/gu, (word) => (roll() < probability ? slip(word, roll) : word));

function slip(word: string, roll: Dice): string {
  const at = Math.floor(roll() * word.length);
  const kinds = [
    () => word.slice(0, at) + word.slice(at + 1),
    () => word.slice(0, at) + word[at] + word.slice(at),
    () => word.slice(0, at) + neighbour(word[at] ?? '', roll) + word.slice(at + 1),
    () => word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2),
  ];
  return oneOf(roll, kinds)();
}

function neighbour(letter: string, roll: Dice): string {
  const row = rows.find((keys) => keys.includes(letter.toLowerCase()));
  if (!row) return letter;
  const at = row.indexOf(letter.toLowerCase());
  return oneOf(
    roll,
    [row[at - 1], row[at + 1]].filter((key) => key !== undefined),
  );
}

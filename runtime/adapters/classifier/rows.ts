import { type Analysis, analyse } from './analyse.ts';
import type { Language } from './languages/language.ts';
import { recipe } from './recipe.ts';
import { remembered } from './remember.ts';
import { textsOf } from './slots.ts';
import type { ExampleAction } from './types.ts';

/** One text to learn from: which actions it belongs to, which it speaks against, and what an error on it costs. */
export type Row = Analysis & {
  owners: readonly number[];
  /** The only actions that learn from this row as a negative; null means all that do not own it. */
  refusers: readonly number[] | null;
  cost: number;
  kind: 'own' | 'against' | 'background';
};

export type Source = Pick<Row, 'owners' | 'refusers' | 'cost' | 'kind'> & { text: string };

/** Every text a stage learns from; one that stands under several actions becomes one row. */
export function rowsOf(actions: readonly ExampleAction[], against: readonly string[], language: Language): Row[] {
  const own = mergeEqual(actions.flatMap((action, owner) => sourcesOf(action, owner)));
  const texts = new Set(own.map((source) => source.text));
  const others = [...new Set(against.map((text) => text.trim()))].filter((text) => !texts.has(text));
  const ownRows = own.map((source) => rowOf(source, language));
  const againstRows = others.flatMap((text) => textsOf(text, [])).map((text) => rowOf(negative(text, 'against'), language));
  const backgroundRows = language.background.map((text) => rowOf(negative(text, 'background'), language));
  return [...ownRows, ...closest(againstRows, ownRows), ...backgroundRows].filter((row) => row.features.hashes.length > 0);
}

/** Of a large project's texts only those that share most with this stage can mislead it, so only those are learnt. */
function closest(rows: readonly Row[], own: readonly Row[]): readonly Row[] {
  if (rows.length <= recipe.againstRows) return rows;
  const known = new Set(own.flatMap((row) => [...row.features.hashes]));
  const shared = (row: Row) => row.features.hashes.reduce((sum, hash) => sum + (known.has(hash) ? 1 : 0), 0) / row.features.hashes.length;
  return rows
    .map((row) => ({ row, share: shared(row) }))
    .sort((one, other) => other.share - one.share)
    .slice(0, recipe.againstRows)
    .map(({ row }) => row);
}

const negative = (text: string, kind: 'against' | 'background'): Source => ({
  text,
  kind,
  owners: [],
  refusers: null,
  cost: recipe.costOfBackground,
});

function sourcesOf(action: ExampleAction, owner: number): Source[] {
  const own = (text: string, cost: number): Source => ({ text, cost, kind: 'own', owners: [owner], refusers: null });
  const examples = action.examples.flatMap((example) => textsOf(example, action.parameters ?? []));
  const refused = (action.counterExamples ?? []).map(
    (text): Source => ({ text, kind: 'own', owners: [], refusers: [owner], cost: recipe.costOfCounterExample }),
  );
  const label = [action.trigger ?? '', splitName(action.name)].join(' . ');
  return [...examples.map((text) => own(text, recipe.costOfExample)), own(label, recipe.costOfTrigger), ...refused];
}

/** "checkOrder_status" as the words it is made of. */
const splitName = (name: string): string => name.replace(/[_-]+/g, ' ').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');

function mergeEqual(sources: readonly Source[]): Source[] {
  const merged = new Map<string, Source>();
  for (const source of sources) {
    const text = source.text.trim();
    const known = merged.get(text);
    merged.set(text, known ? combine(known, source) : { ...source, text });
  }
  return [...merged.values()];
}

function combine(one: Source, other: Source): Source {
  const owners = [...new Set([...one.owners, ...other.owners])];
  const refusers = owners.length > 0 ? null : [...new Set([...(one.refusers ?? []), ...(other.refusers ?? [])])];
  return { ...one, owners, refusers, cost: Math.max(one.cost, other.cost) };
}

const ready = new WeakMap<Language, Map<string, Analysis>>();

/** Reads a text; the background is the same for every stage of a language, so it is read once. */
export function rowOf({ text, ...source }: Source, language: Language): Row {
  if (source.kind !== 'background') return { ...source, ...analyse(text, language) };
  const known = remembered(ready, language, () => new Map<string, Analysis>());
  return { ...source, ...remembered(known, text, () => analyse(text, language)) };
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A sentence and the intent it was written for. */
export type Sentence = { text: string; intent: string };

/** A data set cut into what may be learnt, what is asked, and what no intent is about. */
export type Intents = { learn: Map<string, string[]>; ask: Map<string, string[]>; outside: string[]; domainOf: ReadonlyMap<string, string> };

type Pairs = readonly (readonly [text: string, intent: string])[];
type Published = {
  train: Pairs;
  val: Pairs;
  test: Pairs;
  oos_test?: Pairs;
  oos_val?: Pairs;
  oosTest?: string[];
  oosVal?: string[];
  domains?: Record<string, string[]>;
};

/** Reads CLINC150 as it is published (data_full.json, and domains.json beside it), or in one file with its domains. */
export function loadIntents(folder: string, part: 'test' | 'validation'): Intents {
  const file = ['data_full.json', 'clinc150.json'].map((name) => join(folder, name)).find((path) => existsSync(path));
  if (!file) throw new Error(`There is no data_full.json or clinc150.json in ${folder}.`);
  // The file's shape is known from where it is published.
  const data = JSON.parse(readFileSync(file, 'utf8')) as Published;
  const asked = part === 'test' ? data.test : data.val;
  const outside = part === 'test' ? (data.oosTest ?? texts(data.oos_test)) : (data.oosVal ?? texts(data.oos_val));
  return { learn: byIntent(data.train), ask: byIntent(asked), outside, domainOf: domainsOf(data, folder) };
}

const texts = (pairs: Pairs = []): string[] => pairs.map(([text]) => text);

function byIntent(pairs: Pairs): Map<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (const [text, intent] of pairs) grouped.set(intent, [...(grouped.get(intent) ?? []), text]);
  return grouped;
}

function domainsOf(data: Published, folder: string): Map<string, string> {
  const path = join(folder, 'domains.json');
  const domains: Record<string, string[]> = data.domains ?? (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {});
  return new Map(
    Object.entries(domains).flatMap(([domain, names]) => names.map((name) => [name.replaceAll(' ', '_'), domain.replaceAll(' ', '_')] as const)),
  );
}

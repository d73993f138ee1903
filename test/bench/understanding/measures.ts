// biome-ignore-all lint/style/noNonNullAssertion: every place drawn lies inside its list.
import type { Classification, ExampleAction } from '../../../runtime/adapters/classifier/types.ts';
import { actionsOf, dice, draw, drawStage, mistype, oneOf, type StageSize } from './draw.ts';
import type { Intents } from './intents.ts';

/** A trained classifier under test. */
export type Trained = { classify(text: string): Classification | Promise<Classification>; bytes?(): number };

/** Something to be measured. */
export type Contestant = { name: string; train(actions: ExampleAction[]): Promise<Trained> };

type Row = Record<string, number>;
type Asked = { score: number; isFirst: boolean; isMatched: boolean; matches: number };
type Outside = { score: number; kind: string; isMatched: boolean };

const usual: StageSize = { actions: [4, 12], examples: [5, 10] };

/** Random stages: right, accepted and falsely triggered messages, in percent. */
export async function measureStages(contestant: Contestant, intents: Intents, { stages, typos }: { stages: number; typos: number }): Promise<Row> {
  const roll = dice(20_26);
  const slips = dice(11);
  const asked: Asked[] = [];
  const outside: Outside[] = [];
  for (let at = 0; at < stages; at++) {
    const stage = drawStage(roll, intents, at, usual);
    const trained = await contestant.train(stage.actions);
    for (const { text, action } of stage.asked) asked.push(judge(await trained.classify(mistype(text, typos, slips)), action));
    for (const { text, kind } of stage.outside) outside.push({ kind, ...fired(await trained.classify(mistype(text, typos, slips))) });
  }
  return { ...summary(asked, outside), ...falseTriggers(outside) };
}

/** All intents of the data set at once, with so many examples of each. */
export async function measureIntents(contestant: Contestant, intents: Intents, examples: number, seeds: number): Promise<Row> {
  const asked: Asked[] = [];
  const outside: Outside[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const roll = dice(seed);
    const trained = await contestant.train(
      actionsOf(
        [...intents.learn].flatMap(([intent, texts]) => draw(roll, texts, Math.min(examples, texts.length)).map((text) => ({ text, intent }))),
      ),
    );
    for (const [intent, texts] of intents.ask) for (const text of texts) asked.push(judge(await trained.classify(text), intent));
    for (const text of intents.outside) outside.push({ kind: 'general', ...fired(await trained.classify(text)) });
  }
  return summary(asked, outside);
}

const joints = [' and ', ' and also ', '. ', '? ', ', then ', ' plus ', '. Also, '];

/** Two requests in one message, and single requests that must not become two. */
export async function measurePairs(contestant: Contestant, intents: Intents, stages: number): Promise<Row> {
  const roll = dice(77);
  const results = { pairs: 0, exact: 0, singles: 0, extra: 0 };
  for (let at = 0; at < stages; at++) {
    const stage = drawStage(roll, intents, at, usual);
    const trained = await contestant.train(stage.actions);
    const matchesOf = async (text: string) => (await trained.classify(text)).matches.map(({ name }) => name);
    for (let turn = 0; turn < 20; turn++) {
      const [one, other] = draw(roll, stage.asked, 2);
      if (!one || !other) continue;
      const wanted = new Set([one.action, other.action]);
      const found = await matchesOf(one.text.replace(/[.?!]+$/, '') + oneOf(roll, joints) + other.text);
      if (wanted.size === 2) {
        results.pairs++;
        if (found.length === 2 && found.every((name) => wanted.has(name))) results.exact++;
      }
      results.singles++;
      if ((await matchesOf(one.text)).length > 1) results.extra++;
    }
  }
  return { exact: (100 * results.exact) / results.pairs, extra: (100 * results.extra) / results.singles };
}

/** How long a stage of twelve actions with ten examples takes, and how large it is. */
export async function measureSpeed(contestant: Contestant, intents: Intents): Promise<Row> {
  const training: number[] = [];
  const predicting: number[] = [];
  let bytes = Number.NaN;
  const roll = dice(5);
  for (let round = 0; round < 8; round++) {
    const stage = drawStage(roll, intents, 1, { actions: [12, 12], examples: [10, 10] });
    const start = performance.now();
    const trained = await contestant.train(stage.actions);
    training.push(performance.now() - start);
    bytes = trained.bytes?.() ?? Number.NaN;
    const texts = [...stage.asked, ...stage.outside].map(({ text }) => text);
    for (const text of texts) await trained.classify(text);
    for (const text of texts) predicting.push(await microseconds(trained, text));
  }
  return { trainMs: at(training, 0.5), predictUs: at(predicting, 0.5), predictP95Us: at(predicting, 0.95), kilobytes: bytes / 1000 };
}

async function microseconds(trained: Trained, text: string): Promise<number> {
  const start = performance.now();
  const result = trained.classify(text);
  if (result instanceof Promise) await result;
  return 1000 * (performance.now() - start);
}

const judge = ({ matches, ranked }: Classification, wanted: string): Asked => ({
  score: ranked[0]?.score ?? 0,
  isFirst: ranked[0]?.name === wanted,
  isMatched: matches.some(({ name }) => name === wanted),
  matches: matches.length,
});

const fired = ({ matches, ranked }: Classification): Omit<Outside, 'kind'> => ({ score: ranked[0]?.score ?? 0, isMatched: matches.length > 0 });

function summary(asked: readonly Asked[], outside: readonly Outside[]): Row {
  return {
    top1: percent(asked, ({ isFirst }) => isFirst),
    auroc:
      100 *
      separation(
        asked.map(({ score }) => score),
        outside.map(({ score }) => score),
      ),
    'right@10%': rightAt(asked, outside, 0.1),
    accepted: percent(asked, ({ isMatched }) => isMatched),
    wrong: percent(asked, ({ isMatched, matches }) => !isMatched && matches > 0),
    false: percent(outside, ({ isMatched }) => isMatched),
  };
}

const falseTriggers = (outside: readonly Outside[]): Row =>
  Object.fromEntries(
    ['general', 'far', 'near'].map((kind) => [
      kind,
      percent(
        outside.filter((one) => one.kind === kind),
        ({ isMatched }) => isMatched,
      ),
    ]),
  );

const percent = <Item>(list: readonly Item[], holds: (item: Item) => boolean): number => (100 * list.filter(holds).length) / list.length;

const at = (list: readonly number[], share: number): number =>
  [...list].sort((one, other) => one - other)[Math.floor(share * list.length)] ?? Number.NaN;

/** How often a message for an action scores higher than one for none, halves for ties. */
function separation(inside: readonly number[], outside: readonly number[]): number {
  const sorted = [...outside].sort((one, other) => one - other);
  const below = (score: number, orEqual: boolean): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const value = sorted[middle]!;
      if (value < score || (orEqual && value === score)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return inside.reduce((sum, score) => sum + (below(score, false) + below(score, true)) / 2, 0) / (inside.length * outside.length);
}

/** The share of messages that are right at the threshold which lets this share of the others through. */
function rightAt(asked: readonly Asked[], outside: readonly Outside[], share: number): number {
  const threshold = outside.map(({ score }) => score).sort((one, other) => other - one)[Math.floor(share * outside.length)] ?? 0;
  return percent(asked, ({ isFirst, score }) => isFirst && score > threshold);
}

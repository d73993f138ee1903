import { describe, expect, test } from 'vitest';
import { axisOf } from '../../../admin/trace/bars.ts';
import type { EffectRow, TurnCard } from '../../../admin/trace/card.ts';
import { turnCards } from '../../../admin/trace/cards.ts';
import { stateRows } from '../../../admin/trace/state-rows.ts';
import type { Event, Fact } from '../../../shared/event.ts';
import { failingTurn, matchedTurn, origin, runningTurn, sampleLog, started } from '../sample-log.ts';

/** Facts at the times, in milliseconds after the start, that stand beside them. */
const timed = (facts: readonly [number, Fact][]): Event[] => facts.map(([at, fact], index) => ({ ...fact, seq: index + 1, at: 1_000 + at, turn: 1 }));
const first = (events: readonly Event[]): TurnCard => turnCards(events)[0] as TurnCard; // each test has a turn
const rowsIn = ({ entries }: TurnCard): EffectRow[] => entries.flatMap((entry) => (entry.kind === 'effect' ? [entry.effect] : []));

const [, begun] = runningTurn as [Fact, Fact]; // its second fact begins the turn
const round: Fact = {
  type: 'effect_done',
  run: 'r',
  position: 1,
  effect: 'ask_model',
  origin: origin('order_status', 'stages[0].actions[0].effects[0]'),
  outcome: { ok: true, value: null },
  changes: [],
  trace: {
    iteration: 2,
    models: [
      { model: 'quick', ok: false, problem: 'The provider was busy.', inputTokens: 0, outputTokens: 0, milliseconds: 30, attempts: 3 },
      { model: 'sure', ok: true, finish: 'stop', inputTokens: 812, outputTokens: 40, cost: 0.0031, milliseconds: 60, attempts: 1 },
    ],
    prompt: 'You are the assistant.\n\nHelp.',
    messages: 4,
    tools: ['find_order'],
  },
  milliseconds: 95,
};
const modelTurn = timed([
  [-5, started],
  [0, begun],
  [9, { type: 'variables_transformed', by: 'tidy', changes: [], milliseconds: 4 }],
  [10, { type: 'turn_matched', candidates: [], conditions: [], matched: [], parameters: {}, milliseconds: 8 }],
  [106, round],
  [110, { type: 'turn_ended', how: 'answered', spent: { effects: 1, steps: 1, toolCalls: 0, modelCalls: 2 }, milliseconds: 110 }],
]);

describe('where the time of a turn went', () => {
  test('each phase stands on one axis, from when it began, by the times of the events themselves', () => {
    expect(first(modelTurn).bars.map(({ name, kind, from, milliseconds, isPart }) => [name, kind, from, milliseconds, isPart])).toEqual([
      ['Matching', 'match', 2, 8, false],
      ['tidy', 'transform', 5, 4, true],
      ['Ask the model', 'model', 11, 95, false],
      ['quick', 'model', 11, 30, true],
      ['sure', 'model', 41, 60, true],
    ]);
    expect(axisOf(first(modelTurn))).toBe(110);
  });

  test('phases have names: the round, the tokens, the tool, what an effect says', () => {
    expect(first(modelTurn).bars.map(({ about }) => about)).toEqual([
      '0 candidates',
      'writes variables',
      'round 2',
      '0 tokens read, 0 written',
      '812 tokens read, 40 written',
    ]);
    expect(first(sampleLog).bars.map(({ name, about }) => `${name}: ${about}`)).toEqual([
      'Matching: 4 candidates',
      'Modify variables: Set vars.retryCount to vars.retryCount + 1',
      'Call tool: find_order',
      'Generate response: Say “Your order is {{vars.status}}.”',
    ]);
  });

  test('what failed is marked, and a phase that says it took longer than the turn does not begin before it', () => {
    expect(first(modelTurn).bars.map(({ ok }) => ok)).toEqual([true, true, true, false, true]);
    const odd = timed([
      [0, begun],
      [3, { type: 'turn_matched', candidates: [], conditions: [], matched: [], parameters: {}, milliseconds: 50 }],
    ]);
    expect(first(odd).bars[0]).toMatchObject({ from: 0, milliseconds: 50 });
    expect(axisOf(first(odd))).toBe(50);
  });

  test('every bar lies inside of the axis', () => {
    for (const card of turnCards([...sampleLog, ...modelTurn])) {
      for (const { from, milliseconds } of card.bars) expect(from + milliseconds).toBeLessThanOrEqual(axisOf(card));
    }
  });

  test('every phase that an event can name is named in words', () => {
    expect(
      turnCards(timed([[0, started], ...[...matchedTurn, ...failingTurn].map((fact, at): [number, Fact] => [at, fact])])).flatMap(({ bars }) => bars),
    ).not.toContainEqual(expect.objectContaining({ name: expect.stringMatching(/_/) }));
  });
});

describe('what an effect asked of models', () => {
  test('is the tokens, cost, time and attempts of each call, and the prompt as it was sent', () => {
    const [row] = rowsIn(first(modelTurn));
    expect(row?.asked).toEqual({
      calls: [
        { model: 'quick', ok: false, end: 'The provider was busy.', input: 0, output: 0, cost: null, milliseconds: 30, attempts: 3 },
        { model: 'sure', ok: true, end: 'stop', input: 812, output: 40, cost: 0.0031, milliseconds: 60, attempts: 1 },
      ],
      prompt: 'You are the assistant.\n\nHelp.',
      messages: 4,
    });
    expect(row?.facts).toEqual([
      ['iteration', 2],
      ['tools', ['find_order']],
    ]);
  });

  test('is nothing where a trace only uses the same words', () => {
    const other = timed([
      [0, begun],
      [1, { ...round, effect: 'call_tool', trace: { prompt: 'p', messages: 2 } } as Fact], // the rest is the round's
    ]);
    expect(rowsIn(first(other))[0]).toMatchObject({
      asked: null,
      facts: [
        ['prompt', 'p'],
        ['messages', 2],
      ],
    });
  });
});

describe('the state around an effect', () => {
  test('lists everything that is known before and after it, what changed first', () => {
    const called = rowsIn(first(sampleLog))[1] as EffectRow; // the second of three
    expect(stateRows(called.states.before, called.states.after)).toEqual([
      { name: 'vars.status', before: undefined, after: 'shipped', isChanged: true },
      { name: 'vars.retryCount', before: 1, after: 1, isChanged: false },
    ]);
  });

  test('names the variables of other stages by their stage, and the profile', () => {
    const state = { isWhole: true, version: 1, stage: 'a', variables: { b: { x: 1 }, a: { y: 2 } }, profile: { tier: 'gold' } };
    expect(stateRows(state, { ...state, profile: {} }).map(({ name, isChanged }) => [name, isChanged])).toEqual([
      ['userProfile.tier', true],
      ['vars.y', false],
      ['stageVars.b.x', false],
    ]);
  });
});

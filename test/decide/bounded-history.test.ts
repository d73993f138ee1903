import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundedHistory } from '../../runtime/decide/bounded-history.ts';
import { costOf } from '../../runtime/decide/cost.ts';
import { estimateTokens } from '../../runtime/decide/tokens.ts';
import type { Message } from '../../shared/conversation.ts';

const message = (turn: number, text: string, more: Partial<Message> = {}): Message => ({
  id: `m${turn}.${text}`,
  role: 'user',
  text,
  at: 0,
  turn,
  stage: 'start',
  ...more,
});

/** As many turns of a question and an answer. */
const turns = (count: number, words = 'hi'): Message[] =>
  Array.from({ length: count }, (_, turn) => [message(turn, words), message(turn, words, { role: 'assistant' })]).flat();

const tokensOf = (messages: Message[]): number => messages.reduce((sum, { text, seen }) => sum + estimateTokens(seen ?? text) + 4, 0);
const turnsOf = (messages: Message[]): number[] => [...new Set(messages.map(({ turn }) => turn))];
const plenty = { tokens: 1_000_000, messages: 1_000 };

describe('P-32: the history that a prompt holds', () => {
  test('is everything where it fits, in its order', () => {
    const all = turns(5);
    expect(boundedHistory(all, plenty)).toEqual(all);
    expect(boundedHistory([], plenty)).toEqual([]);
  });

  test('keeps the newest turns whole: no answer stands without its question', () => {
    const all = turns(5);
    const two = tokensOf(all.slice(-4));
    expect(turnsOf(boundedHistory(all, { ...plenty, tokens: two }))).toEqual([3, 4]);
    expect(turnsOf(boundedHistory(all, { ...plenty, tokens: two - 1 }))).toEqual([4]);
    expect(turnsOf(boundedHistory(all, { ...plenty, messages: 5 }))).toEqual([3, 4]);
  });

  test('keeps the newest turn also where it alone is too much', () => {
    const long = [...turns(3), message(3, 'word '.repeat(9_000)), message(3, 'ok', { role: 'assistant' })];
    expect(turnsOf(boundedHistory(long, { tokens: 100, messages: 1 }))).toEqual([3]);
  });

  test('leaves no gap: what is older than a turn that does not fit is left out too', () => {
    const all = [...turns(2), message(2, 'word '.repeat(900)), message(3, 'hi')];
    expect(turnsOf(boundedHistory(all, { ...plenty, tokens: 200 }))).toEqual([3]);
  });

  test('counts what prompts show of a message, not what it was (P-10)', () => {
    const redacted = [message(0, 'word '.repeat(900), { seen: '[removed]' }), message(1, 'hi')];
    expect(boundedHistory(redacted, { ...plenty, tokens: 100 })).toHaveLength(2);
  });

  test('is as long at turn 800 as at turn 80', () => {
    const budget = { tokens: 400, messages: 50 };
    expect(boundedHistory(turns(800), budget)).toHaveLength(boundedHistory(turns(80), budget).length);
  });

  test('for any conversation is a run of whole turns at its end, within the budget or one turn long', () => {
    const conversation = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.string({ maxLength: 80 })), { maxLength: 40 }).map((steps) => {
      let turn = 0;
      return steps.map(([step, text]) => {
        turn += step;
        return message(turn, text);
      });
    });
    const budgets = fc.record({ tokens: fc.integer({ min: 1, max: 600 }), messages: fc.integer({ min: 1, max: 30 }) });
    fc.assert(
      fc.property(conversation, budgets, (all, budget) => {
        const kept = boundedHistory(all, budget);
        expect(kept).toEqual(all.slice(all.length - kept.length));
        expect(kept.length === 0).toBe(all.length === 0);
        expect(all[all.length - kept.length - 1]?.turn).not.toBe(kept[0]?.turn ?? -1);
        if (turnsOf(kept).length > 1) expect(tokensOf(kept) <= budget.tokens && kept.length <= budget.messages).toBe(true);
      }),
    );
  });
});

/** Counted by the tokenizer o200k_base. */
const counted: [text: string, tokens: number][] = [
  ['Hello, I ordered a pair of running shoes last Tuesday and the tracking page still says that the parcel is waiting for collection.', 25],
  ['Guten Tag, ich habe am vergangenen Dienstag ein Paar Laufschuhe bestellt, und die Sendungsverfolgung zeigt noch nichts.', 26],
  ['Dzień dobry, w zeszły wtorek zamówiłem parę butów do biegania, a strona śledzenia przesyłki wciąż nic nie pokazuje.', 42],
  ['您好，我上周二订购了一双跑鞋，但物流页面仍显示包裹等待揽收。请问什么时候能到？', 30],
  ['Здравствуйте, я заказал пару кроссовок в прошлый вторник. Когда они придут?', 21],
  ['{"id":12345,"items":[{"sku":"RS-42-BLK","price":129.9}],"state":"in_transit"}', 30],
  ['6f9619ff-8b86-d011-b42d-00cf4fc964ff', 21],
];

describe('an estimate of tokens', () => {
  test.for(counted)('is rather too high than too low, and not wildly so: %s', ([text, tokens]) => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(Math.floor(tokens * 0.95));
    expect(estimateTokens(text)).toBeLessThanOrEqual(tokens * 3);
  });

  test('is nothing for nothing, and grows with the text', () => {
    expect(estimateTokens('')).toBe(0);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(estimateTokens(`${text} ${text}`)).toBeGreaterThanOrEqual(estimateTokens(text));
      }),
    );
  });
});

test('a cost is counted by the prices of the model, and is unknown where it has none', () => {
  const used = { inputTokens: 2_000, outputTokens: 500 };
  expect(costOf({ inputCostPerMillion: 3, outputCostPerMillion: 15 }, used)).toBeCloseTo(0.0135);
  expect(costOf({ inputCostPerMillion: 3 }, used)).toBeCloseTo(0.006);
  expect(costOf({ inputCostPerMillion: 0, outputCostPerMillion: 0 }, used)).toBe(0);
  expect(costOf({}, used)).toBeNull();
});

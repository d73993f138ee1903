import { describe, expect, test } from 'vitest';
import type { Entry, TurnCard } from '../../../admin/trace/card.ts';
import { turnCards } from '../../../admin/trace/cards.ts';
import { withValues } from '../../../admin/trace/condition.ts';
import { nothingKnown } from '../../../admin/trace/known-state.ts';
import type { Fact } from '../../../shared/event.ts';
import { failingTurn, logOf, matchedTurn, message, origin, runningTurn, sampleLog, started } from '../sample-log.ts';

const spent = { effects: 0, steps: 0, toolCalls: 0, modelCalls: 0 };
const card = (index: number): TurnCard => turnCards(sampleLog)[index] as TurnCard; // each test asks for a turn that its log holds
const effects = (entries: readonly Entry[]) => entries.flatMap((entry) => (entry.kind === 'effect' ? [entry.effect] : []));

describe('a log as cards', () => {
  test('has one card for each turn, in order', () => {
    expect(turnCards(sampleLog).map(({ turn, state }) => [turn, state])).toEqual([
      [1, 'answered'],
      [2, 'silent'],
      [3, 'running'],
    ]);
  });

  test('tells in one line what was said, what matched, what ran, the reply and the time', () => {
    expect(card(0)).toMatchObject({
      said: { kind: 'message', text: 'has my parcel 12345 shipped?' },
      matched: ['order_status', 'opening_hours'],
      effects: ['Modify variables', 'Call tool', 'Generate response'],
      reply: 'Your order 12345 is shipped.',
      milliseconds: 9,
    });
  });

  test('shows a pressed command with its parameters', () => {
    expect(card(1).said).toEqual({ kind: 'command', text: 'start_return (orderNumber = A7)' });
  });

  test('lists every candidate with score, threshold, reason and evidence (C-07, C-10)', () => {
    const [first, second, third, fourth] = card(0).candidates;
    expect(first).toMatchObject({ action: 'order_status', score: '0.91', threshold: '0.50', matched: true, parameters: 'orderNumber = 12345' });
    expect(first?.evidence).toEqual(['nearest example: “has my parcel 12345 shipped?”', 'for it: parcel, shipped']);
    expect(second).toMatchObject({ action: 'start_return', score: '0.12', matched: false, reason: 'below the threshold' });
    expect(third).toMatchObject({ action: 'opening_hours', by: 'global action' });
    expect(fourth).toMatchObject({ action: 'vip_greeting', score: '', threshold: '', reason: 'hidden: its condition is false' });
  });

  test('puts the values that a condition met beside its names (P-11)', () => {
    expect(card(0).conditions.map(({ condition, value }) => [condition, value])).toEqual([
      ["vars.retryCount (0) < 3 && userProfile.tier (not set) !== 'blocked'", true],
      ['userProfile.tier (not set) === "premium"', false],
    ]);
  });

  test('shows the plan in the order of its tiers, and what was discarded and why (C-18)', () => {
    const [plan] = card(0).plans;
    expect(plan?.steps.map(({ position, tier, sentence }) => [position, tier, sentence])).toEqual([
      [1, 3, 'Set vars.retryCount to vars.retryCount + 1'],
      [2, 6, 'Call find_order with orderNumber = params.orderNumber'],
      [3, 100, 'Say “Your order is {{vars.status}}.”'],
    ]);
    expect(plan?.discarded).toMatchObject([{ origin: 'opening_hours', reason: 'an earlier action answers' }]);
  });

  test('shows of each effect what was before and after it', () => {
    const [counted, called] = effects(card(0).entries);
    expect(counted?.changes).toEqual([{ what: 'vars.retryCount', before: '0', after: '1' }]);
    expect(called?.changes).toEqual([
      { what: 'vars.status', before: 'not set', after: '“shipped”' },
      { what: 'results.tools.find_order', after: '{"status":"shipped"}' },
    ]);
    expect(called).toMatchObject({ logs: ['looking up 12345'], outcome: '{"status":"shipped"}' });
    expect(called?.facts).toEqual([
      ['parameters', { orderNumber: '12345' }],
      ['microseconds', 84],
    ]);
  });

  test('shows a failed tool with its message, line and column, also on the collapsed line (P-29)', () => {
    expect(card(1).problems).toEqual(['Call tool: The script failed: orders is not defined (line 2, column 7).']);
    expect(effects(card(1).entries)[0]).toMatchObject({ ok: false, sentence: 'Call open_return' });
  });

  test('shows which signal was settled, what it won over, and the variables of the new stage (C-08)', () => {
    expect(card(1).entries.slice(1)).toEqual([
      { kind: 'note', text: 'After all effects: go to stage returns; discarded: go to stage start' },
      { kind: 'stage', text: 'Stage start → returns', changes: [{ what: 'vars.reason', before: 'not set', after: '“unknown”' }] },
    ]);
    expect(card(2).stage).toBe('returns');
  });

  test('says what a turn used of its budget (C-47)', () => {
    expect(card(0).spent).toBe('3 effects, 1 tool call, 4 steps');
  });
});

describe('a log that is not whole', () => {
  test('does not claim that a variable was not set where it was only not seen', () => {
    const late = turnCards(logOf(matchedTurn))[0] as TurnCard; // matchedTurn holds one turn
    expect(effects(late.entries)[0]?.changes).toEqual([{ what: 'vars.retryCount', after: '1' }]);
    expect(late.conditions[0]?.condition).toBe("vars.retryCount < 3 && userProfile.tier !== 'blocked'");
  });

  test('gives the same cards whether it came at once or event by event', () => {
    for (let length = 0; length <= sampleLog.length; length += 1) {
      const finished = turnCards(sampleLog.slice(0, length)).slice(0, -1);
      expect(turnCards(sampleLog).slice(0, finished.length)).toEqual(finished);
    }
  });

  test('is empty where nothing has happened', () => {
    expect(turnCards([])).toEqual([]);
    expect(turnCards(logOf([started]))).toEqual([]);
  });
});

describe('what goes wrong', () => {
  const failed: Fact[] = [
    started,
    { type: 'turn_started', input: { kind: 'message', id: 'm-00000009', text: 'loop' } },
    {
      type: 'turn_matched',
      candidates: [],
      conditions: [{ action: 'broken', condition: 'vars.x.y > 1', value: false, problem: { code: 'script.failed', message: 'x is undefined' } }],
      matched: [],
      parameters: {},
      milliseconds: 1,
    },
    {
      type: 'turn_failed',
      problem: { code: 'turn.out_of_budget', message: 'The turn used up its effects (200).' },
      message: message('a9', 'assistant', 'Sorry.', 1),
    },
    { type: 'turn_ended', how: 'failed', spent, milliseconds: 80 },
  ];

  test('what the widget told beside the turns is said where it happened', () => {
    const told: Fact[] = [
      started,
      { type: 'turn_started', input: { kind: 'start' } },
      { type: 'attributes_told', attributes: { plan: 'pro' } },
      { type: 'consented', hash: 'abc' },
      { type: 'rated', value: -1, scale: 'thumbs', message: 'a1' },
      { type: 'rated', value: 4, scale: 'five', comment: 'Kind.' },
      { type: 'invited', name: 'help', message: message('p1', 'assistant', 'Can we help?', 1) },
      { type: 'profile_filled', fields: { colour: 'red' } },
    ];
    expect(turnCards(logOf(told))[0]?.entries).toEqual(
      [
        'The page says {"plan":"pro"}',
        'Agreed to the text abc',
        'Rated an answer not good',
        'Rated the conversation 4 of 5: Kind.',
        'Took up the message "help": Can we help?',
        'Known from before: colour',
      ].map((text) => ({ kind: 'note', text })),
    );
  });

  test('a failed turn tells its problem and the apology that was said (P-20, P-28)', () => {
    const [only] = turnCards(logOf(failed));
    expect(only).toMatchObject({ state: 'failed', reply: 'Sorry.' });
    expect(only?.problems).toEqual(['Condition of broken: x is undefined', 'The turn used up its effects (200).']);
  });

  test('a failing run does not repeat the problem of its failing effect', () => {
    const [, ...rest] = failingTurn;
    const ended: Fact = {
      type: 'run_ended',
      run: 'r2',
      outcome: { ok: false, problem: { code: 'script.failed', message: 'The script failed: orders is not defined (line 2, column 7).' } },
    };
    const [only] = turnCards(logOf([started, ...rest, ended]));
    expect(only?.problems).toHaveLength(1);
  });
});

describe('changes of the profile', () => {
  const profileTurn = (changes: Extract<Fact, { type: 'effect_done' }>['changes']): Fact[] => [
    started,
    { type: 'profile_loaded', profile: { tags: ['a'], name: 'Kim' } },
    ...runningTurn,
    {
      type: 'effect_done',
      run: 'r',
      position: 1,
      effect: 'modify_user_profile',
      origin: origin('x', 'globalActions[0].effects[0]'),
      outcome: { ok: true, value: null },
      changes,
      milliseconds: 0,
    },
  ];

  test('each of the four operations shows the value after it, one on top of the other (R003-20)', () => {
    const [only] = turnCards(
      logOf(
        profileTurn([
          { type: 'profile', field: 'tags', operation: 'add', value: 'b' },
          { type: 'profile', field: 'tags', operation: 'remove', value: 'a' },
          { type: 'profile', field: 'name', operation: 'reset' },
          { type: 'profile', field: 'tier', operation: 'set', value: 'gold' },
        ]),
      ),
    );
    expect(effects(only?.entries ?? [])[0]?.changes).toEqual([
      { what: 'userProfile.tags', before: '["a"]', after: '["a","b"]' },
      { what: 'userProfile.tags', before: '["a","b"]', after: '["b"]' },
      { what: 'userProfile.name', before: '“Kim”', after: 'not set' },
      { what: 'userProfile.tier', before: 'not set', after: '“gold”' },
    ]);
  });
});

describe('a condition with its values', () => {
  const state = { ...nothingKnown, isWhole: true, stage: 's', variables: { s: { retryCount: 4, name: 'Kim "K"' } }, profile: {} };

  test('leaves names inside quoted text alone', () => {
    expect(withValues(`vars.name === 'vars.name'`, state)).toBe(`vars.name ("Kim "K"") === 'vars.name'`);
  });

  test('reads as the variable, its value, and the comparison', () => {
    expect(withValues('vars.retryCount < 3', state)).toBe('vars.retryCount (4) < 3');
  });

  test('does not take inherited names for variables (G-25)', () => {
    expect(withValues('vars.constructor', state)).toBe('vars.constructor (not set)');
  });
});

import type { Conversation, Message } from '../../shared/conversation.ts';
import type { Event, Fact } from '../../shared/event.ts';
import type { Effect } from '../../shared/project/effect.ts';
import type { Origin, PlannedEffect } from '../../shared/run.ts';

const startedAt = Date.UTC(2026, 10, 20, 9, 30);

const conversation: Conversation = {
  id: 'c_sample_1',
  project: 'shop',
  version: 1,
  visitor: 'v_sample_1',
  status: 'active',
  language: 'en',
  stage: 'start',
  stageVars: { start: { retryCount: 0 } },
  profile: {},
  messages: [],
  queue: [],
  turn: null,
  waiting: null,
  counters: {},
  turns: 0,
  seq: 0,
  shown: 0,
  startedAt,
  changedAt: startedAt,
};

/** A message in the sample conversation. */
export const message = (id: string, role: Message['role'], text: string, turn: number): Message => ({
  id,
  role,
  text,
  at: startedAt,
  turn,
  stage: 'start',
});

/** Facts as a log: numbered without a gap, in the turns that `turn_started` opens. */
export function logOf(facts: readonly Fact[]): Event[] {
  let turn = 0;
  return facts.map((fact, index) => {
    if (fact.type === 'turn_started') turn += 1;
    return { ...fact, seq: index + 1, at: startedAt + index * 40, turn };
  });
}

/** Where an effect of the sample project stands. */
export function origin(name: string, path: string, index = 0): Origin {
  return { kind: 'action', name, path, index };
}

/** An effect with its place in a plan. */
const planned = (effect: Effect, tier: number, from: Origin): PlannedEffect => ({ effect, tier, origin: from, parameters: {} });

const orderPath = 'stages[0].actions[0]';
const count = origin('order_status', `${orderPath}.effects[2]`);
const tool = origin('order_status', `${orderPath}.effects[1]`);
const reply = origin('order_status', `${orderPath}.effects[0]`);
const discarded = origin('opening_hours', 'globalActions[0].effects[0]', 1);
const countEffect: Effect = {
  type: 'modify_variables',
  modifications: [{ variable: 'retryCount', operation: 'set', value: '=vars.retryCount + 1' }],
};
const toolEffect: Effect = { type: 'call_tool', tool: 'find_order', parameters: { orderNumber: '=params.orderNumber' } };
const replyEffect: Effect = { type: 'generate_response', mode: 'prescripted', selection: 'random', responses: ['Your order is {{vars.status}}.'] };
const condition = "vars.retryCount < 3 && userProfile.tier !== 'blocked'";
const asked = 'has my parcel 12345 shipped?';

/** Opens the sample conversation. */
export const started: Fact = { type: 'conversation_started', conversation };

/** A turn that matches, is counted, looks an order up and answers. */
export const matchedTurn: Fact[] = [
  { type: 'input_received', input: { kind: 'message', id: 'm-00000001', text: asked }, message: message('u1', 'user', asked, 1) },
  { type: 'turn_started', input: { kind: 'message', id: 'm-00000001', text: asked } },
  {
    type: 'turn_matched',
    candidates: [
      {
        action: 'order_status',
        by: 'classifier',
        score: 0.914,
        threshold: 0.5,
        matched: true,
        reason: 'matched',
        parameters: { orderNumber: '12345' },
        evidence: { nearest: asked, wordsFor: ['parcel', 'shipped'], wordsAgainst: [] },
      },
      { action: 'start_return', by: 'classifier', score: 0.12, threshold: 0.5, matched: false, reason: 'below the threshold' },
      { action: 'opening_hours', by: 'guardrail', score: 0.61, threshold: 0.5, matched: true, reason: 'matched' },
      { action: 'vip_greeting', by: 'classifier', matched: false, reason: 'hidden: its condition is false' },
    ],
    conditions: [
      { action: 'order_status', condition, value: true },
      { action: 'vip_greeting', condition: 'userProfile.tier === "premium"', value: false },
    ],
    matched: ['order_status', 'opening_hours'],
    parameters: { orderNumber: '12345' },
    milliseconds: 3,
  },
  {
    type: 'execution_plan',
    run: {
      program: 'list',
      id: 'r1',
      at: 0,
      effects: [planned(countEffect, 3, count), planned(toolEffect, 6, tool), planned(replyEffect, 100, reply)],
    },
    plan: {
      effects: [
        { effect: 'modify_variables', tier: 3, origin: 'order_status', path: count.path },
        { effect: 'call_tool', tier: 6, origin: 'order_status', path: tool.path },
        { effect: 'generate_response', tier: 100, origin: 'order_status', path: reply.path },
      ],
      discarded: [{ effect: 'generate_response', origin: 'opening_hours', path: discarded.path, reason: 'an earlier action answers' }],
    },
  },
  {
    type: 'effect_done',
    run: 'r1',
    position: 1,
    effect: 'modify_variables',
    origin: count,
    outcome: { ok: true, value: null },
    changes: [{ type: 'variable', stage: 'start', name: 'retryCount', value: 1 }],
    milliseconds: 0.4,
  },
  {
    type: 'effect_done',
    run: 'r1',
    position: 2,
    effect: 'call_tool',
    origin: tool,
    outcome: { ok: true, value: { status: 'shipped' } },
    changes: [
      { type: 'variable', stage: 'start', name: 'status', value: 'shipped' },
      { type: 'result', kind: 'tools', name: 'find_order', value: { status: 'shipped' } },
    ],
    trace: { tool: 'find_order', parameters: { orderNumber: '12345' }, logs: ['looking up 12345'], microseconds: 84 },
    milliseconds: 2.25,
  },
  {
    type: 'effect_done',
    run: 'r1',
    position: 3,
    effect: 'generate_response',
    origin: reply,
    outcome: { ok: true, value: null },
    changes: [{ type: 'message', message: message('a1', 'assistant', 'Your order 12345 is shipped.', 1) }],
    milliseconds: 0.2,
  },
  { type: 'turn_ended', how: 'answered', spent: { effects: 3, steps: 4, toolCalls: 1, modelCalls: 0 }, milliseconds: 9 },
];

/** A pressed button whose tool fails, after which the conversation moves to another stage. */
export const failingTurn: Fact[] = [
  { type: 'input_received', input: { kind: 'command', id: 'm-00000002', command: 'start_return', parameters: { orderNumber: 'A7' } } },
  { type: 'turn_started', input: { kind: 'command', id: 'm-00000002', command: 'start_return', parameters: { orderNumber: 'A7' } } },
  {
    type: 'turn_matched',
    candidates: [{ action: 'start_return', by: 'command', matched: true, reason: 'the command names it' }],
    conditions: [],
    matched: ['start_return'],
    parameters: { orderNumber: 'A7' },
    milliseconds: 0,
  },
  {
    type: 'effect_done',
    run: 'r2',
    position: 1,
    effect: 'call_tool',
    origin: origin('start_return', 'stages[0].actions[1].effects[0]'),
    outcome: {
      ok: false,
      problem: { code: 'script.failed', message: 'The script failed: orders is not defined (line 2, column 7).' },
    },
    changes: [],
    trace: { tool: 'open_return', parameters: { orderNumber: 'A7' }, logs: [] },
    milliseconds: 1.5,
  },
  {
    type: 'signals_settled',
    chosen: { kind: 'go_to_stage', stage: 'returns', origin: origin('start_return', 'stages[0].actions[1].effects[1]') },
    discarded: [{ kind: 'go_to_stage', stage: 'start', origin: origin('other', 'globalActions[0].effects[0]') }],
    run: { program: 'move', id: 'r3', to: 'returns', at: 0 },
  },
  { type: 'stage_changed', from: 'start', to: 'returns', defaults: { reason: 'unknown' }, run: 'r3', position: 1 },
  { type: 'turn_ended', how: 'silent', spent: { effects: 1, steps: 2, toolCalls: 1, modelCalls: 0 }, milliseconds: 4 },
];

/** A message that nothing matches and that is not answered yet. */
export const runningTurn: Fact[] = [
  { type: 'input_received', input: { kind: 'message', id: 'm-00000003', text: 'hm' }, message: message('u3', 'user', 'hm', 3) },
  { type: 'turn_started', input: { kind: 'message', id: 'm-00000003', text: 'hm' } },
];

/** The whole sample conversation. */
export const sampleLog: Event[] = logOf([started, ...matchedTurn, ...failingTurn, ...runningTurn]);

/** The sample conversation with its last message judged: nothing matched it. */
export const unmatchedLog: Event[] = logOf([
  started,
  ...matchedTurn,
  ...failingTurn,
  ...runningTurn,
  { type: 'turn_matched', candidates: [], conditions: [], matched: [], parameters: {}, milliseconds: 2 },
  { type: 'turn_ended', how: 'silent', spent: { effects: 0, steps: 1, toolCalls: 0, modelCalls: 0 }, milliseconds: 3 },
]);

import type { Input } from '../../shared/conversation.ts';
import type { Event } from '../../shared/event.ts';
import type { Expectation, ProjectTest, TestStep } from '../../shared/project/test.ts';
import { saidIn } from '../../shared/said-in.ts';
import { same, type Value, type Values } from '../../shared/value.ts';
import { oneLine } from '../document/read.ts';
import { type KnownState, knownAfter, nothingKnown } from '../trace/known-state.ts';

/** What a value may take as JSON in an expectation; larger ones are left out. */
const largestValue = 2_000;

/** A conversation up to one of its turns as a test that expects what happened; nothing where nobody did anything. */
export function testFrom(events: readonly Event[], lastTurn: number): ProjectTest | null {
  const turns = turnsOf(events).filter(({ number }) => number <= lastTurn);
  const steps = turns.flatMap(({ input, ...turn }) => stepOf(input, expectationOf(turn)) ?? []);
  const said = turns.map(({ input }) => input).find((input) => input.kind === 'message' || input.kind === 'command');
  const name = said?.kind === 'message' ? said.text : said?.kind === 'command' ? said.command : 'a conversation';
  return steps.length === 0 ? null : { name: oneLine(name, 60).trim() || 'a conversation', ...beginningOf(events), steps };
}

type TurnLog = { number: number; input: Input; events: Event[]; before: KnownState; after: KnownState };

function turnsOf(events: readonly Event[]): TurnLog[] {
  const turns: TurnLog[] = [];
  let state = nothingKnown;
  for (const event of events) {
    const before = state;
    state = knownAfter(state, event);
    const last = turns.at(-1);
    if (event.type === 'turn_started') turns.push({ number: event.turn, input: event.input, events: [event], before, after: state });
    else if (last) turns[turns.length - 1] = { ...last, events: [...last.events, event], after: state };
  }
  return turns;
}

/** A conversation that began in its middle, or with something given, begins there in the test as well. */
function beginningOf(events: readonly Event[]): Partial<ProjectTest> {
  const first = events.find((event) => event.type === 'conversation_started');
  if (first?.type !== 'conversation_started') return {};
  const { stage, stageVars, profile, turns } = first.conversation;
  const vars = stageVars[stage] ?? {};
  const isPlain = turns === 0 && Object.keys(vars).length === 0;
  return { ...(isPlain ? {} : { stage, vars }), ...(Object.keys(profile).length > 0 ? { profile } : {}) };
}

function stepOf(input: Input, expect: Expectation): TestStep | null {
  if (input.kind === 'message') return { say: input.text, expect };
  if (input.kind === 'command') {
    const parameters = Object.keys(input.parameters).length > 0 ? { parameters: input.parameters } : {};
    return { fire: { command: input.command, ...parameters }, expect };
  }
  if (input.kind !== 'rehearsal') return null;
  const move = input.effects.find((effect) => effect.type === 'go_to_stage');
  if (move?.type === 'go_to_stage') return { jump: move.stage, expect };
  const set = input.changes.flatMap((change) => (change.type === 'variable' ? [[change.name, change.value ?? null] as const] : []));
  return { set: Object.fromEntries(set), expect };
}

function expectationOf({ events, before, after }: Omit<TurnLog, 'input'>): Expectation {
  const matched = [...new Set(events.flatMap((event) => (event.type === 'turn_matched' ? event.matched : [])))];
  const vars = changed(before.variables[after.stage] ?? {}, after.variables[after.stage] ?? {});
  const reply = isByModel(events) ? '' : saidIn(events);
  const status = events.findLast((event) => event.type === 'status_changed');
  return {
    actions: matched,
    stage: after.stage,
    ...(Object.keys(vars).length > 0 ? { vars } : {}),
    ...(reply ? { reply: { text: reply } } : {}),
    ...(status?.type === 'status_changed' ? { status: status.status } : {}),
  };
}

/** What a model says is never twice the same. */
const isByModel = (events: readonly Event[]): boolean =>
  events.some(
    (event) =>
      event.type === 'effect_done' &&
      (event.trace?.mode === 'generated' || event.trace?.models !== undefined) &&
      event.changes.some(({ type }) => type === 'message'),
  );

function changed(before: Values, after: Values): Values {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.fromEntries(
    names
      .filter((name) => !same(before[name], after[name]))
      .map((name): [string, Value] => [name, after[name] ?? null])
      .filter(([, value]) => JSON.stringify(value).length <= largestValue),
  );
}

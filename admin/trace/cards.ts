import type { Input, Message } from '../../shared/conversation.ts';
import type { Candidate, Event, Evidence, FactOf } from '../../shared/event.ts';
import type { Values } from '../../shared/value.ts';
import { withoutMarks } from '../../shared/without-marks.ts';
import { oneLine } from '../document/read.ts';
import { withBars } from './bars.ts';
import type { CandidateRow, ConditionRow, Entry, Said, TurnCard } from './card.ts';
import { type ShownChange, shownChanges, signalText } from './changes.ts';
import { withValues } from './condition.ts';
import { effectRow, planRows } from './effect-row.ts';
import { type KnownState, knownAfter, nothingKnown } from './known-state.ts';
import { askedIn } from './model-calls.ts';
import { toldText } from './told.ts';
import { type Written, withRun } from './written.ts';

/** A log as one card for each turn, in order; a turn that has not ended yet has the state `running`. */
export function turnCards(events: readonly Event[]): TurnCard[] {
  const start: Reading = { cards: [], state: nothingKnown, written: new Map(), waiting: new Map() };
  return events.reduce(read, start).cards.map(finished);
}

/** How much of a log has been read: the cards so far, what is known of the state, and messages whose turn is still to come. */
type Reading = { cards: TurnCard[]; state: KnownState; written: Written; waiting: Map<string, Message> };

function read(reading: Reading, event: Event): Reading {
  const before = reading.state;
  const written =
    event.type === 'execution_plan' || event.type === 'run_started' || event.type === 'signals_settled'
      ? withRun(reading.written, event.run)
      : reading.written;
  const next: Reading = { ...reading, written, state: knownAfter(before, event) };
  if (event.type === 'input_received') return { ...next, waiting: withWaiting(reading.waiting, event) };
  if (event.type === 'turn_started') return { ...next, cards: [...reading.cards, newCard(event, reading)] };
  const card = reading.cards.at(-1);
  return card === undefined
    ? next
    : {
        ...next,
        cards: [
          ...reading.cards.slice(0, -1),
          { ...card, ...told(card, event, { state: before, written }), bars: withBars(card.bars, event, { start: card.at, written }) },
        ],
      };
}

/** What one event adds to the card of its turn. */
function told(card: TurnCard, event: Event, { state, written }: { state: KnownState; written: Written }): Partial<TurnCard> {
  switch (event.type) {
    case 'turn_matched':
      return matchedPart(event, state);
    case 'execution_plan':
      return { plans: [...card.plans, planRows(event.plan, written)] };
    case 'variables_transformed':
      return {
        entries: [...card.entries, transformedEntry(event, state)],
        ...(event.problem ? { problems: [...card.problems, `${event.by}: ${event.problem.message}`] } : {}),
      };
    case 'effect_done':
      return effectPart(card, event, { state, written });
    case 'stage_changed':
      return { entries: [...card.entries, { kind: 'stage', text: `Stage ${event.from} → ${event.to}`, changes: defaultsShown(event, state) }] };
    case 'signals_settled':
      return { entries: [...card.entries, { kind: 'note', text: settledText(event) }] };
    case 'run_moved':
      return event.reason ? { entries: [...card.entries, { kind: 'note', text: event.reason }] } : {};
    case 'run_ended':
      return event.outcome.ok ? {} : problemPart(card, event.outcome.problem.message);
    case 'status_changed':
      return {
        entries: [...card.entries, { kind: 'note', text: `Status: ${event.status.replaceAll('_', ' ')}${event.reason ? ` (${event.reason})` : ''}` }],
      };
    case 'turn_failed':
      return { ...problemPart(card, event.problem.message), messages: event.message ? [...card.messages, event.message] : card.messages };
    case 'turn_ended':
      return { state: event.how, milliseconds: event.milliseconds, spent: spentText(event) };
    default: {
      const text = toldText(event);
      return text ? { entries: [...card.entries, { kind: 'note', text }] } : {};
    }
  }
}

function newCard(event: FactOf<'turn_started'> & Event, { state, waiting, cards }: Reading): TurnCard {
  const message = 'id' in event.input ? waiting.get(event.input.id) : undefined;
  return {
    turn: event.turn,
    at: event.at,
    said: saidBy(event.input),
    matched: [],
    effects: [],
    reply: '',
    milliseconds: null,
    state: 'running',
    stage: state.stage,
    version: state.version,
    messages: message ? [message] : [],
    candidates: [],
    conditions: [],
    parameters: [],
    matchMilliseconds: null,
    plans: [],
    // A conversation moves right before a turn, which then is the first on the new version.
    entries: movedNote(cards.at(-1)?.version, state.version),
    bars: [],
    problems: [],
    spent: '',
  };
}

function movedNote(before: number | null | undefined, now: number | null): Entry[] {
  return typeof before === 'number' && now !== null && before !== now
    ? [{ kind: 'note', text: `Moved from version ${before} to version ${now}` }]
    : [];
}

function matchedPart(event: FactOf<'turn_matched'>, state: KnownState): Partial<TurnCard> {
  const conditions: ConditionRow[] = event.conditions.map(({ action, condition, value, problem }) => ({
    action,
    condition: withValues(condition, state),
    value,
    problem: problem?.message ?? '',
  }));
  return {
    matched: event.matched,
    matchMilliseconds: event.milliseconds,
    candidates: event.candidates.map(candidateRow),
    conditions,
    parameters: pairs(event.parameters),
    problems: conditions.filter(({ problem }) => problem !== '').map(({ action, problem }) => `Condition of ${action}: ${problem}`),
  };
}

function effectPart(card: TurnCard, event: FactOf<'effect_done'>, { state, written }: { state: KnownState; written: Written }): Partial<TurnCard> {
  const row = effectRow(event, { state, written, userInput: card.said.kind === 'message' ? card.said.text : '' });
  return {
    entries: [...card.entries, { kind: 'effect', effect: row }],
    effects: [...card.effects, row.name],
    messages: [...card.messages, ...event.changes.flatMap((change) => (change.type === 'message' ? [change.message] : []))],
    problems: row.ok ? card.problems : [...card.problems, `${row.name}: ${row.problem}`],
  };
}

const problemPart = (card: TurnCard, text: string): Partial<TurnCard> =>
  card.problems.some((known) => known.endsWith(text))
    ? {}
    : { problems: [...card.problems, text], entries: [...card.entries, { kind: 'problem', text }] };

function candidateRow({ action, by, score, threshold, matched, reason, parameters, evidence }: Candidate): CandidateRow {
  return {
    action,
    by: by === 'guardrail' ? 'global action' : by,
    score: score === undefined ? '' : score.toFixed(2),
    threshold: threshold === undefined ? '' : threshold.toFixed(2),
    matched,
    reason,
    parameters: pairs(parameters ?? {})
      .map(([name, value]) => `${name} = ${value}`)
      .join(', '),
    evidence: evidenceTexts(evidence),
  };
}

/** What spoke for a candidate and what against it, a line each. */
export function evidenceTexts(evidence: Evidence | undefined): string[] {
  return [
    ...(evidence?.nearest ? [`nearest example: “${evidence.nearest}”`] : []),
    ...(evidence?.wordsFor?.length ? [`for it: ${evidence.wordsFor.join(', ')}`] : []),
    ...(evidence?.wordsAgainst?.length ? [`against it: ${evidence.wordsAgainst.join(', ')}`] : []),
  ];
}

function saidBy(input: Input): Said {
  if (input.kind === 'message') return { kind: 'message', text: input.text };
  if (input.kind === 'decision') return { kind: 'decision', text: `${input.by} ${verdictText(input)}` };
  if (input.kind === 'rehearsal') return { kind: 'rehearsal', text: directionText(input) };
  if (input.kind === 'start' || input.kind === 'resume')
    return { kind: input.kind, text: input.kind === 'start' ? 'Conversation started' : 'Conversation resumed' };
  if (input.kind !== 'command') return { kind: 'other', text: otherText(input) };
  const parameters = pairs(input.parameters).map(([name, value]) => `${name} = ${value}`);
  return { kind: 'command', text: parameters.length > 0 ? `${input.command} (${parameters.join(', ')})` : input.command };
}

const verdictText = ({ approve, how }: Extract<Input, { kind: 'decision' }>): string =>
  how === undefined || how === 'approve' ? (approve ? 'approved' : 'refused') : `said ${how.replaceAll('_', ' ')}`;

type OtherInput = Extract<Input, { kind: 'human' | 'deadline' | 'handed_back' | 'sequence' | 'step' | 'revert' }>;

/** What set a turn off that nobody said anything for. */
function otherText(input: OtherInput): string {
  switch (input.kind) {
    case 'human':
      return 'The visitor asked for a human';
    case 'deadline':
      return 'Nobody came in time';
    case 'handed_back':
      return input.stage ? `Handed back, to go on in ${input.stage}` : 'Handed back';
    case 'sequence':
      return `The prompt sequence ${input.run.sequence} starts`;
    case 'step':
      return 'The next step of a prompt sequence';
    case 'revert':
      return `${input.by} reverted a checkpoint`;
  }
}

/** What an author did in a rehearsal: `retryCount = 3`, `jump to Return`. */
function directionText({ changes, effects }: Extract<Input, { kind: 'rehearsal' }>): string {
  const set = changes.flatMap((change) =>
    change.type === 'variable' ? [change.value === undefined ? `${change.name} cleared` : `${change.name} = ${oneLine(change.value, 200)}`] : [],
  );
  return [...set, ...effects.flatMap((effect) => (effect.type === 'go_to_stage' ? [`jump to ${effect.stage}`] : []))].join(', ');
}

/** A stage that was entered before keeps its variables, so only defaults of new ones are a change. */
function defaultsShown({ to, defaults }: FactOf<'stage_changed'>, state: KnownState): ShownChange[] {
  const known = state.variables[to] ?? {};
  const fresh = Object.entries(defaults).filter(([name]) => !Object.hasOwn(known, name));
  return shownChanges(
    fresh.map(([name, value]) => ({ type: 'variable', stage: to, name, value })),
    { ...state, stage: to },
  );
}

function transformedEntry({ by, changes, trace }: FactOf<'variables_transformed'>, state: KnownState): Entry {
  const { asked } = askedIn(trace ?? {});
  return { kind: 'stage', text: `Variables written by ${by}`, changes: shownChanges(changes, state), ...(asked ? { asked } : {}) };
}

function settledText({ chosen, discarded }: FactOf<'signals_settled'>): string {
  const rest = discarded.length === 0 ? '' : `; discarded: ${discarded.map(signalText).join(', ')}`;
  return `After all effects: ${signalText(chosen)}${rest}`;
}

function spentText({ spent }: FactOf<'turn_ended'>): string {
  const parts = [
    [spent.effects, 'effect'],
    [spent.toolCalls, 'tool call'],
    [spent.modelCalls, 'model call'],
    [spent.steps, 'step'],
  ] as const;
  return parts.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}${count === 1 ? '' : 's'}`] : [])).join(', ');
}

const withWaiting = (waiting: Map<string, Message>, { input, message }: FactOf<'input_received'>): Map<string, Message> =>
  message && 'id' in input ? new Map(waiting).set(input.id, message) : waiting;

const finished = (card: TurnCard): TurnCard => ({
  ...card,
  reply: card.messages
    .filter(({ role }) => role !== 'user')
    .map(({ text }) => oneLine(withoutMarks(text), 200))
    .join(' · '),
});

const pairs = (values: Values): [string, string][] => Object.entries(values).map(([name, value]) => [name, oneLine(value, 400)]);

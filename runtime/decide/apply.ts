import { type Conversation, isClosed, isWithHuman, type OpenTurn } from '../../shared/conversation.ts';
import type { Event, FactOf, FactType } from '../../shared/event.ts';
import type { Outcome, Run } from '../../shared/run.ts';
import { change, withMessage } from './apply-change.ts';
import { givenBack, heldBack, inHuman, isHarmless, withWordOf } from './in-human-hands.ts';
import { withPromptRuns } from './prompt-runs.ts';

type Fold<T extends FactType> = (conversation: Conversation, event: FactOf<T> & { at: number }) => Conversation;
type Folds = { [T in Exclude<FactType, 'conversation_started'>]: Fold<T> };

/** The next state of a conversation after one more event. The only writer of conversations. */
export function apply(conversation: Conversation | null, event: Event): Conversation {
  const next = event.type === 'conversation_started' ? event.conversation : withPromptRuns(conversation, event, folded(conversation, event));
  // To look at something changes nothing about it.
  return { ...next, seq: event.seq, shown: event.shown ?? next.shown, changedAt: event.type === 'seen' ? next.changedAt : event.at };
}

/** The state that a whole log leads to. */
export const fold = (events: readonly Event[], from: Conversation | null = null): Conversation | null => events.reduce(apply, from);

function folded(conversation: Conversation | null, event: Exclude<Event, { type: 'conversation_started' }>): Conversation {
  if (!conversation) throw new Error(`event ${event.seq} (${event.type}) stands before the conversation started`);
  // The table is typed by the union, so the entry under event.type takes exactly this event.
  return (folds[event.type] as Fold<typeof event.type>)(conversation, event);
}

const folds: Folds = {
  version_moved: (it, { version }) => ({ ...it, version }),
  profile_loaded: (it, { profile }) => ({ ...it, profile }),
  input_received: (it, event) =>
    heldBack(it, event) ?? {
      ...it,
      queue: [...it.queue, event.input],
      ...(event.message ? { messages: withMessage(it.messages, event.message), unread: (it.unread ?? 0) + 1 } : {}),
    },
  turn_started: (it, { input, at }) => ({ ...it, turns: it.turns + 1, queue: it.queue.slice(1), turn: newTurn(it.turns + 1, input, at) }),
  variables_transformed: (it, { changes }) => changes.reduce(change, it),
  turn_matched: (it, { matched, parameters, knowledge }) => inTurn(it, { actions: matched, parameters, knowledge: knowledge ?? [] }),
  execution_plan: (it, { run, isAlternative }) =>
    inTurn(it, { phase: 'executing', ...(isAlternative ? { alternative: run } : { runs: [...runsOf(it), run] }) }),
  run_started: (it, { run, parent }) =>
    inTurn(it, {
      phase: 'executing',
      runs: [...(parent ? standing(runsOf(it), parent.run, parent.position) : runsOf(it)), run],
      lastOutcome: null,
      ...(isPart(run) ? {} : fresh),
    }),
  run_moved: (it, { run, position }) => inTurn(it, { runs: standing(runsOf(it), run, position) }),
  effect_done: (it, event) => {
    const changed = event.changes.reduce(change, it);
    return inTurn(changed, {
      runs: told(standing(runsOf(changed), event.run, event.position), event.outcome),
      lastOutcome: event.outcome,
      ...(isHarmless(event.effect) ? {} : { resumed: null }),
    });
  },
  run_ended: (it, { run, outcome }) =>
    inTurn(it, {
      runs: told(
        runsOf(it).filter((other) => other.id !== run),
        outcome,
      ),
      lastOutcome: outcome,
    }),
  run_waits: (it, { run, position, wait }) => {
    const runs = standing(runsOf(it), run, position);
    if (wait.for !== 'message' && wait.for !== 'confirmation')
      return inTurn({ ...it, approvals: [...(it.approvals ?? []), { runs, wait }] }, { runs: [], ...fresh });
    const instead = wait.declined && it.turn?.alternative ? [it.turn.alternative] : [];
    return inTurn({ ...it, waiting: { runs, wait } }, { runs: instead, alternative: null, ...fresh });
  },
  run_resumed: (it, { approval }) => (approval === undefined ? resumed(it) : approved(it, approval)),
  wait_dropped: (it) => ({ ...it, waiting: null }),
  signals_settled: (it, { run, kept }) => inTurn(it, { signals: kept ?? [], runs: [...runsOf(it), run], ...fresh }),
  stage_changed: (it, { to, defaults, run, position }) => {
    const { [to]: _left, ...workflows } = it.workflows ?? {};
    const moved = {
      ...it,
      ...(it.workflows ? { workflows } : {}),
      stage: to,
      stageVars: { ...it.stageVars, [to]: { ...defaults, ...it.stageVars[to] } },
    };
    return inTurn(moved, { runs: standing(runsOf(it), run, position) });
  },
  status_changed: (it, event) => {
    const { status, run, position } = event;
    if (isWithHuman(status)) return inHuman(it, event);
    const { human: _human, ...free } = it;
    const changed = { ...free, status, ...(isClosed(status) ? { queue: [], waiting: null, approvals: [] } : {}) };
    // Ended from outside: what runs is dropped.
    if (run === undefined && isClosed(status)) return inTurn(changed, { runs: [], signals: [], alternative: null, isDropped: true });
    return run === undefined || position === undefined ? changed : inTurn(changed, { runs: standing(runsOf(it), run, position) });
  },
  attributes_told: (it, { attributes }) => ({ ...it, profile: { ...it.profile, page: attributes } }),
  profile_filled: (it, { fields }) => ({ ...it, profile: { ...fields, ...it.profile } }),
  invited: (it, { message }) => ({ ...it, messages: withMessage(it.messages, message) }),
  rated: (it) => it,
  consented: (it, { hash }) => ({ ...it, consented: hash }),
  operator_said: (it, { message }) => withWordOf(it, message),
  handed_back: givenBack,
  wait_overdue: (it) => {
    if (!it.human) return it;
    const { until: _until, ...human } = it.human;
    return { ...it, human };
  },
  contact_left: (it, { email, message, at }) => ({
    ...it,
    contact: { email, at },
    profile: { ...it.profile, email },
    messages: message ? withMessage(it.messages, message) : it.messages,
  }),
  seen: (it) => ({ ...it, unread: 0 }),
  turn_failed: (it, { message }) =>
    inTurn({ ...it, waiting: null, messages: message ? withMessage(it.messages, message) : it.messages }, { runs: [], signals: [] }),
  turn_ended: (it) => ({ ...it, turn: null }),
};

const resumed = (it: Conversation): Conversation =>
  inTurn({ ...it, waiting: null }, { phase: 'executing', runs: [...runsOf(it), ...(it.waiting?.runs ?? [])], resumed: it.waiting, ...fresh });

/** The runs that waited for an operator's decision go on. */
function approved(it: Conversation, id: string): Conversation {
  const { approvals = [] } = it;
  const meant = approvals.find(({ wait }) => 'id' in wait && wait.id === id);
  const resumed = meant?.wait.for === 'approval' ? meant : null;
  const left = { ...it, approvals: approvals.filter((waiting) => waiting !== meant) };
  return inTurn(left, { phase: 'executing', runs: [...runsOf(it), ...(meant?.runs ?? [])], resumed, ...fresh });
}

/** A part of a list does not answer for itself. */
const isPart = ({ program }: Run): boolean => program === 'action_sequence' || program === 'reply';

/** A sequence on top keeps how each of its effects turned out. */
const told = (runs: Run[], outcome: Outcome): Run[] =>
  runs.map((run, index) => (index === runs.length - 1 && run.program === 'action_sequence' ? { ...run, outcomes: [...run.outcomes, outcome] } : run));

/** Each list of effects answers for itself: a stage that is entered may speak after an action has. */
const fresh = { reply: null, responded: false, suppressed: false } as const;

function newTurn(number: number, input: OpenTurn['input'], startedAt: number): OpenTurn {
  const said = input.kind === 'message' ? input.text : '';
  return {
    number,
    input,
    startedAt,
    phase: 'collecting',
    userInput: said,
    originalUserInput: said,
    actions: [],
    parameters: {},
    runs: [],
    knowledge: [],
    alternative: null,
    signals: [],
    results: { tools: {}, webhooks: {} },
    lastOutcome: null,
    ...fresh,
    answered: false,
    visibility: null,
  };
}

const runsOf = (conversation: Conversation): Run[] => conversation.turn?.runs ?? [];

const inTurn = (conversation: Conversation, changes: Partial<OpenTurn>): Conversation =>
  conversation.turn ? { ...conversation, turn: { ...conversation.turn, ...changes } } : conversation;

/** The runs with one of them moved to where it stands now. */
const standing = (runs: Run[], id: string, at: Run['at']): Run[] =>
  // A position comes from the program of the run that it is given back to, so the pair fits.
  runs.map((run) => (run.id === id ? ({ ...run, at } as Run) : run));

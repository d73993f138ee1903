import type { Input } from '../../shared/conversation.ts';
import type { Candidate, FactOf } from '../../shared/event.ts';
import { checkParameters } from '../decide/check-parameters.ts';
import { type Conditions, isAvailable, type Match, type Matched, matchMessage, refusal } from '../decide/match.ts';
import { type Offer, offersOf } from '../decide/offers.ts';
import { conditionsOf } from './conditions.ts';
import type { Turn } from './turn.ts';

type Collected = { match: Match; conditions: Conditions };

/** What a turn's input triggers: conditions in one trip, then all classifiers side by side (R003-32, R003-34). */
export async function collect(turn: Turn, input: Input): Promise<Matched[]> {
  const started = turn.ports.clock.now();
  const offers = offersOf(turn.ready.project, turn.ledger.now.stage);
  const { match, conditions } = await (input.kind === 'command' ? onCommand(turn, offers, input) : onMessage(turn, offers));
  turn.ledger.record({ ...traceOf(match, conditions), milliseconds: turn.ports.clock.now() - started });
  return match.matched;
}

async function onMessage(turn: Turn, offers: readonly Offer[]): Promise<Collected> {
  const spoken = offers.filter(({ action }) => action.triggerOnUserInput);
  const conditions = await conditionsOf(turn, spoken);
  const available = new Set(spoken.filter((offer) => isAvailable(offer, conditions)).map(({ action }) => action.name));
  const tasks = turn.ready.tasks.get(turn.ledger.now.stage) ?? [];
  const text = turn.ledger.now.turn?.originalUserInput ?? '';
  const now = turn.ports.clock.now();
  const answers = await Promise.all(tasks.map((task) => turn.ports.classifier.classify(task, { text, available, now })));
  return { match: matchMessage(offers, conditions, answers.flat()), conditions };
}

/** A command is checked again here: the conversation may have moved on since it was accepted (C-14). */
async function onCommand(turn: Turn, offers: readonly Offer[], input: Extract<Input, { kind: 'command' }>): Promise<Collected> {
  const named = offers.filter(({ action }) => action.name === input.command);
  const conditions = await conditionsOf(turn, named);
  const offer = named[0];
  const refused = refusal(named, input.command, conditions);
  if (!offer || refused) return { match: unmatched(input.command, `refused: ${refused}`), conditions };
  const checked = checkParameters(offer.action.parameters, input.parameters);
  if (!checked.ok) return { match: unmatched(input.command, `refused: ${checked.reason}`), conditions };
  const candidate: Candidate = { action: input.command, by: 'command', matched: true, reason: 'the command was fired', parameters: checked.values };
  return { match: { matched: [{ offer, parameters: checked.values, missing: [] }], candidates: [candidate] }, conditions };
}

const unmatched = (action: string, reason: string): Match => ({ matched: [], candidates: [{ action, by: 'command', matched: false, reason }] });

const traceOf = ({ matched, candidates }: Match, conditions: Conditions): Omit<FactOf<'turn_matched'>, 'milliseconds'> => ({
  type: 'turn_matched',
  candidates,
  conditions: [...conditions.values()],
  matched: matched.map(({ offer }) => offer.action.name),
  parameters: Object.assign({}, ...matched.map(({ parameters }) => parameters).reverse()),
});

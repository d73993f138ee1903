import type { Found, Input } from '../../shared/conversation.ts';
import type { Candidate, ConditionTrace, FactOf } from '../../shared/event.ts';
import type { ClarifyOption } from '../../shared/run.ts';
import type { Values } from '../../shared/value.ts';
import { checkParameters } from '../decide/check-parameters.ts';
import { clarifyOptions } from '../decide/clarify.ts';
import { leftToForm } from '../decide/form-fields.ts';
import { type Conditions, isAvailable, type Match, type Matched, matchMessage, refusal } from '../decide/match.ts';
import { type Offer, offersOf } from '../decide/offers.ts';
import { promptMessages } from '../decide/prompt.ts';
import { matchWatching, watching } from '../decide/watch.ts';
import type { ClassifierAnswer } from '../ports.ts';
import { conditionsOf } from './conditions.ts';
import { hiddenMessages } from './hidden.ts';
import { transform } from './transform.ts';
import type { Turn } from './turn.ts';

/** The actions that a message means, or those to offer where that is not sure. */
export type Understood = { matched: Matched[]; options: ClarifyOption[] };

type Collected = { match: Match; conditions: Conditions; knowledge: Found[] };

/** What a turn's input triggers: conditions in one trip, then all classifiers side by side (R003-32, R003-34). */
export async function collect(turn: Turn, input: Input): Promise<Understood> {
  const started = turn.ports.clock.now();
  const offers = offersOf(turn.ready.project, turn.ledger.now.stage);
  const { match, conditions, knowledge } = await (input.kind === 'command' ? onCommand(turn, offers, input) : onMessage(turn, offers));
  turn.ledger.record({ ...traceOf(match, conditions, knowledge), milliseconds: turn.ports.clock.now() - started });
  const options = input.kind === 'message' ? clarifyOptions(turn.ready.project, match, offers) : [];
  return { matched: match.matched, options };
}

/** Classifiers, transformers and the knowledge side by side; then the actions that watch what the transformers changed (C-07). */
async function onMessage(turn: Turn, offers: readonly Offer[]): Promise<Collected> {
  const spoken = offers.filter(({ action }) => action.triggerOnUserInput);
  const conditions = await conditionsOf(turn, spoken);
  const [scores, transformed, knowledge] = await Promise.all([classified(turn, spoken, conditions), transform(turn), known(turn)]);
  const match = matchMessage(offers, conditions, scores);
  const before = variables(turn);
  for (const fact of transformed) turn.ledger.record(fact);
  const triggered = watching(offers, before, variables(turn)).filter(
    ({ action }) => !match.matched.some(({ offer }) => offer.action.name === action.name),
  );
  const later = triggered.length > 0 ? await conditionsOf(turn, triggered) : new Map<string, ConditionTrace>();
  const watched = matchWatching(triggered, later);
  return {
    match: { matched: [...match.matched, ...watched.matched], candidates: [...match.candidates, ...watched.candidates] },
    conditions: new Map([...conditions, ...later]),
    knowledge,
  };
}

const variables = ({ ledger }: Turn): Values => ledger.now.stageVars[ledger.now.stage] ?? {};

async function classified(turn: Turn, spoken: readonly Offer[], conditions: Conditions): Promise<ClassifierAnswer[]> {
  const available = new Set(spoken.filter((offer) => isAvailable(offer, conditions)).map(({ action }) => action.name));
  const tasks = turn.ready.tasks.get(turn.ledger.now.stage) ?? [];
  if (tasks.length === 0 || available.size === 0) return [];
  const text = turn.ledger.now.turn?.originalUserInput ?? '';
  const now = turn.ports.clock.now();
  const history = tasks.some(({ model }) => model) ? promptMessages(turn.ready.project, turn.ledger.now, await hiddenMessages(turn)) : [];
  const answers = await Promise.all(tasks.map((task) => turn.ports.classifier.classify(task, { text, available, now, history })));
  return answers.flat();
}

/** What the knowledge says to the message, for prompts and for answers without a model. */
async function known({ ready, ports, ledger }: Turn): Promise<Found[]> {
  if (!ready.library) return [];
  const tags = ready.project.stages.find(({ name }) => name === ledger.now.stage)?.knowledgeTags;
  const found = await ports.knowledge.find(ready.library, { text: ledger.now.turn?.originalUserInput ?? '', ...(tags ? { tags } : {}) });
  return found.map(({ item: { id, question, answer, source }, score }) => ({ id, question, answer, score, ...(source ? { source } : {}) }));
}

/** A command is checked again here: the conversation may have moved on since it was accepted (C-14). */
async function onCommand(turn: Turn, offers: readonly Offer[], input: Extract<Input, { kind: 'command' }>): Promise<Collected> {
  const named = offers.filter(({ action }) => action.name === input.command);
  const conditions = await conditionsOf(turn, named);
  const offer = named[0];
  const refused = refusal(named, input.command, conditions);
  if (!offer || refused) return { match: unmatched(input.command, `refused: ${refused}`), conditions, knowledge: [] };
  const missing = leftToForm(offer.action, input.parameters);
  const declared = offer.action.parameters.filter(({ name }) => !missing.includes(name));
  const checked = checkParameters(declared, input.parameters);
  if (!checked.ok) return { match: unmatched(input.command, `refused: ${checked.reason}`), conditions, knowledge: [] };
  const candidate: Candidate = { action: input.command, by: 'command', matched: true, reason: 'the command was fired', parameters: checked.values };
  return { match: { matched: [{ offer, parameters: checked.values, missing }], candidates: [candidate] }, conditions, knowledge: [] };
}

const asCandidate = ({ id, score }: Found): Candidate => ({ action: id, by: 'knowledge', score, matched: true, reason: 'it answers the message' });

const unmatched = (action: string, reason: string): Match => ({ matched: [], candidates: [{ action, by: 'command', matched: false, reason }] });

const traceOf = ({ matched, candidates }: Match, conditions: Conditions, knowledge: Found[]): Omit<FactOf<'turn_matched'>, 'milliseconds'> => ({
  type: 'turn_matched',
  candidates: [...candidates, ...knowledge.map(asCandidate)],
  ...(knowledge.length > 0 ? { knowledge } : {}),
  conditions: [...conditions.values()],
  matched: matched.map(({ offer }) => offer.action.name),
  parameters: Object.assign({}, ...matched.map(({ parameters }) => parameters).reverse()),
});

import type { Message } from '../../../shared/conversation.ts';
import type { Wanted } from '../../../shared/run.ts';
import type { Value, Values } from '../../../shared/value.ts';
import { isRecord } from '../../decide/fits.ts';
import { history } from '../../decide/history.ts';
import { inferOutput, inferPrompt } from '../../decide/playbook-prompt.ts';
import { promptMessages } from '../../decide/prompt.ts';
import { askModel, modelFor } from '../ask-model.ts';
import { hiddenMessages } from '../hidden.ts';
import type { Done, Handler, OperationOf, Task, Turn } from '../turn.ts';
import { groundOf } from './playbook-ground.ts';
import { type Found, readHere, readIn } from './playbook-read.ts';
import { filledText } from './playbook-scope.ts';

type Infer = Task<OperationOf<'infer'>>;

/**
 * Takes values out of an answer or the conversation: by the model where one is set, else, and where it fails, by the
 * typed extractors and the accepted values. Nothing is written that is not accepted or not valid (R004-18, R004-35).
 */
export const infer: Handler<'infer'> = async (task, turn): Promise<Done> => {
  const { given } = task.effect;
  if (given) return done(task, { found: await filledIn(task, given, turn), trace: { reason: 'a form was sent' } });
  const model = modelFor(turn, turn.ready.project.stages.find(({ name }) => name === turn.ledger.now.stage)?.model);
  const asked = model ? await byModel(task, turn, model) : { found: null, trace: { reason: 'no model is set' } };
  return done(task, { found: asked.found ?? (await offline(task, turn)), trace: asked.trace });
};

function done(task: Infer, { found, trace }: { found: Found; trace: Values }): Done {
  const value = {
    values: found.values,
    missing: task.effect.wanted.map(({ variable }) => variable).filter((name) => !(name in found.values)),
    guessed: found.guessed,
  };
  return { outcome: { ok: true, value }, changes: [], trace: { ...value, ...trace } };
}

/** What the fields of a form say, as far as it is accepted and valid. */
async function filledIn({ effect: { wanted } }: Infer, given: Values, turn: Turn): Promise<Found> {
  const values: Values = {};
  for (const it of wanted) {
    const said = given[it.variable];
    const value = typeof said === 'string' || typeof said === 'number' ? await fitting(it, String(said), turn) : undefined;
    if (value !== undefined) values[it.variable] = value;
  }
  return { values, guessed: [] };
}

type Asked = { found: Found | null; trace: Values };

async function byModel(task: Infer, turn: Turn, model: NonNullable<ReturnType<typeof modelFor>>): Promise<Asked> {
  const { wanted, effort, from } = task.effect;
  const said = await heard(task, turn);
  if (from === 'transcript' && said.length === 0) return { found: { values: {}, guessed: [] }, trace: { reason: 'nothing was said' } };
  const filled = wanted.map((it) => ({ ...it, instructions: filledText(it.instructions, task, turn) }));
  const system = inferPrompt(groundOf(task, turn), filled, from === 'everything' ? resultsOf(turn) : {});
  const hidden = await hiddenMessages(turn);
  const messages = promptMessages(turn.ready.project, { ...turn.ledger.now, messages: readable(task, turn) }, hidden);
  const question = {
    system,
    messages: messages.length > 0 ? messages : [{ role: 'user' as const, text: '…' }],
    tools: [],
    output: inferOutput(wanted),
    effort,
  };
  const { answer, trace } = await askModel(turn, question, { model });
  if (!answer.ok || !isRecord(answer.object))
    return { found: null, trace: { ...trace, reason: answer.ok ? 'the model gave no object' : answer.problem.message } };
  const evidence = [...said.map(({ text }) => text), ...(from === 'everything' ? [JSON.stringify(resultsOf(turn))] : [])].join('\n');
  return { found: await checked(answer.object, { wanted, evidence }, turn), trace };
}

/** What a model reads: for an answer the question before it and the answer, for a repeated ASK what was said since, else everything. */
function readable({ effect }: Infer, { ledger }: Turn): Message[] {
  const { messages, turn } = ledger.now;
  if (effect.from !== 'message') return messages.filter((it) => it.turn > effect.since);
  const question = messages.findLastIndex((it) => it.role === 'assistant' && it.turn < (turn?.number ?? 0));
  return messages.slice(Math.max(question, 0));
}

/** A model's values, without what is not accepted, not valid, or said to be verbatim and was never said. */
async function checked(object: Values, { wanted, evidence }: { wanted: Wanted[]; evidence: string }, turn: Turn): Promise<Found> {
  const values: Values = {};
  for (const it of wanted) {
    const given = object[it.variable];
    const value = given === null || given === undefined || given === '' ? undefined : await fitting(it, given, turn);
    const isSaid = it.capture === 'mapped' || it.acceptedValues || it.validate || squeezed(evidence).includes(squeezed(String(value)));
    if (value !== undefined && isSaid) values[it.variable] = value;
  }
  return { values, guessed: [] };
}

/** The value in the form that is wanted; nothing where it does not fit. */
async function fitting(wanted: Wanted, given: Value, turn: Turn): Promise<Value | undefined> {
  if (wanted.acceptedValues) return wanted.acceptedValues.find((it) => it.toLowerCase() === String(given).trim().toLowerCase());
  return wanted.validate ? (await readHere([wanted], String(given), turn)).values[wanted.variable] : given;
}

const squeezed = (text: string): string => text.toLowerCase().replaceAll(/\s+/g, ' ').trim();

/** Without a model: an answer may be taken as a whole, the transcript and results only where their shape or value is sure. */
async function offline(task: Infer, turn: Turn): Promise<Found> {
  const { wanted, from } = task.effect;
  if (from === 'message') return readHere(wanted, turn.ledger.now.turn?.originalUserInput ?? '', turn, { mayGuess: true });
  const known = from === 'everything' ? readIn(wanted, resultsOf(turn)) : {};
  const values: Values = { ...known };
  for (const { text } of (await heard(task, turn)).toReversed()) {
    const open = wanted.filter(({ variable }) => !(variable in values));
    if (open.length > 0) Object.assign(values, (await readHere(open, text, turn)).values);
  }
  return { values, guessed: [] };
}

/** What the user said and prompts may see, oldest first; a repeated ASK leaves out what it has read already. */
async function heard({ effect }: Infer, turn: Turn): Promise<Message[]> {
  const { now } = turn.ledger;
  if (effect.from === 'message') return now.messages.filter(({ role, turn: of }) => role === 'user' && of === now.turn?.number);
  const hidden = await hiddenMessages(turn);
  return history(now, turn.ready.project.limits.historyMessages).filter((it) => it.role === 'user' && it.turn > effect.since && !hidden.has(it.id));
}

/** What tools answered in this turn, by name. */
const resultsOf = ({ ledger }: Turn): Values => ({ ...ledger.now.turn?.results.tools, ...ledger.now.turn?.results.webhooks });

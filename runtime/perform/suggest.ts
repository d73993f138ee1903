import type { Conversation, Input } from '../../shared/conversation.ts';
import { Problem } from '../../shared/problem.ts';
import { promptMessages, systemPrompt } from '../decide/prompt.ts';
import { askModel, modelFor } from './ask-model.ts';
import { budgetOf } from './budget.ts';
import { forgetfulLedger } from './forgetful-ledger.ts';
import { hiddenMessages } from './hidden.ts';
import { type House, roomOf } from './rooms.ts';
import type { Task, Turn } from './turn.ts';
import { templateScope } from './values.ts';

/** What the bot would say: words, or why there are none. */
export type Suggestion = { text: string; reason?: string };

/** The bot's draft of the next reply, for whoever holds the conversation. Nothing of it is recorded, and no tool is called. */
export async function suggest(house: House, conversation: string, by: string): Promise<Suggestion> {
  const { ledger } = await roomOf(house, conversation);
  const { now } = ledger;
  if (now.human?.operator?.id !== by) throw new Problem('handoff.not_yours', { holder: now.human?.operator?.name ?? 'nobody has it' });
  const ready = await house.versions.at(now.project, now.version);
  const stage = ready.project.stages.find(({ name }) => name === now.stage);
  const model = modelFor({ ready }, stage?.model);
  if (!model) return { text: '', reason: 'No model is set, so there is nothing to suggest.' };
  const { clock } = house.ports;
  const copy = forgetfulLedger(ledger.now, lastSaid(ledger.now), clock);
  const turn: Turn = { ports: house.ports, ready, ledger: copy, budget: budgetOf(ready.project.limits, clock) };
  const task: Task<never> = { effect: undefined as never, origin, parameters: {}, key: 'suggestion' }; // a template reads the turn and the parameters alone
  const system = systemPrompt(ready.project, stage, { scope: templateScope(task, turn), instruction, colleagues: now.colleagues });
  const messages = promptMessages(ready.project, turn.ledger.now, await hiddenMessages(turn));
  const { answer } = await askModel(turn, { system, messages, tools: [] }, { model });
  return answer.ok && answer.text.trim() !== '' ? { text: answer.text.trim() } : { text: '', reason: 'The model gave no answer just now.' };
}

const origin = { kind: 'guard' as const, name: 'a suggestion', path: 'handoff', index: 0 };
const instruction = 'A colleague from the team is talking to the user now. Draft the next message for this colleague, and nothing else.';

/** What the visitor said last is what is to be answered. */
const lastSaid = ({ messages }: Conversation): Input => ({
  kind: 'message',
  id: 'suggestion',
  text: messages.findLast(({ role }) => role === 'user')?.text ?? '',
});

import type { Change } from '../../../shared/conversation.ts';
import type { EffectOf } from '../../../shared/project/effect.ts';
import type { Model } from '../../../shared/project/settings.ts';
import { promptMessages, systemPrompt } from '../../decide/prompt.ts';
import { type Asked, askModel, problemOf } from '../ask-model.ts';
import { hiddenMessages } from '../hidden.ts';
import { type Done, did, type Task, type Turn } from '../turn.ts';
import { templateScope, text } from '../values.ts';
import { type Beside, messageId, messageOf } from './message-of.ts';

type Response = EffectOf<'generate_response'>;

/** A reply that a model writes, piece by piece; where none can, the author's apology, and the conversation goes on (P-28). */
export async function byModel(task: Task<Response>, turn: Turn, { model, beside }: { model: Model; beside: Beside }): Promise<Done> {
  const { project } = turn.ready;
  const stage = project.stages.find(({ name }) => name === turn.ledger.now.stage);
  const system = systemPrompt(project, stage, {
    scope: templateScope(task, turn),
    instruction: task.effect.instruction,
    colleagues: turn.ledger.now.colleagues,
  });
  const messages = promptMessages(project, turn.ledger.now, await hiddenMessages(turn));
  const id = messageId(task, turn);
  const asked = await askModel(
    turn,
    { system, messages, tools: [] },
    { model, onText: (piece, from) => turn.ports.outlet.delta(turn.ledger.now, { message: id, from, text: piece }) },
  );
  return spoken(asked, { task, turn, beside });
}

/** Without a model: the best answer of the knowledge with its source, else what the project says then. */
export function withoutModel(task: Task<Response>, turn: Turn, beside: Beside): Done {
  const [found] = turn.ledger.now.turn?.knowledge ?? [];
  const said = (reply: string): Change => ({ type: 'message', message: messageOf(reply, { task, turn, ...beside }) });
  if (!found)
    return did([said(text(turn.ready.project.noModelReply, task, turn))], {
      mode: 'generated',
      reason: 'no model is set and nothing is known: noModelReply is sent',
    });
  const answer = text(found.answer, task, turn);
  return did([said(found.source ? `${answer}\n\n${found.source}` : answer)], {
    mode: 'generated',
    reason: 'no model is set: the knowledge answers',
    item: found.id,
    score: found.score,
  });
}

/** A model's words as the reply; the author's apology where there are none. */
export function spoken({ answer, trace }: Asked, { task, turn, beside }: { task: Task; turn: Turn; beside: Beside }): Done {
  const said = (reply: string): Change => ({ type: 'message', message: messageOf(reply, { task, turn, ...beside }) });
  if (answer.ok && answer.text.trim() !== '') return did([said(answer.text)], { mode: 'generated', ...trace });
  // A visitor who pressed stop keeps what was written so far.
  if (!answer.ok && answer.problem.code === 'model.stopped')
    return did(answer.text ? [said(answer.text)] : [], { mode: 'generated', stopped: true, ...trace });
  const problem = answer.ok ? { code: 'model.broken' as const, message: 'the model gave an empty answer' } : problemOf(answer);
  return { outcome: { ok: false, problem }, changes: [said(text(turn.ready.project.apology, task, turn))], trace: { mode: 'generated', ...trace } };
}

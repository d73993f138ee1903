import type { Change } from '../../../shared/conversation.ts';
import type { EffectOf } from '../../../shared/project/effect.ts';
import type { ShownButton } from '../../../shared/run.ts';
import { type Done, did, type Handler, type Task, type Turn } from '../turn.ts';
import { text } from '../values.ts';
import { messageOf } from './message-of.ts';
import { buttonsOf } from './reply-buttons.ts';

type Response = EffectOf<'generate_response'>;

/** Answers: with one of the author's texts, or, where a generated answer is asked for and no model is set, with the project's stand-in. */
export const generateResponse: Handler<'generate_response'> = async (task, turn) => {
  const buttons = await buttonsOf(task.effect.buttons ?? [], task, turn);
  if (task.effect.mode === 'prescripted') return prescripted(task, turn, buttons);
  const reply = text(turn.ready.project.noModelReply, task, turn);
  return did([{ type: 'message', message: messageOf(reply, { task, turn, buttons }) }], {
    mode: 'generated',
    reason: 'no model is set: noModelReply is sent',
  });
};

/** One of several texts, by chance or in turn, filled in once (R003-25, P-16). A script's own words are taken as they are (P-17). */
function prescripted(task: Task<Response>, turn: Turn, buttons: ShownButton[]): Done {
  const responses = task.effect.responses ?? [];
  const { index, changes } = choose(task, turn, responses.length);
  const chosen = responses[index] ?? '';
  const reply = task.origin.kind === 'script' ? chosen : text(chosen, task, turn);
  return did([...changes, { type: 'message', message: messageOf(reply, { task, turn, buttons }) }], { mode: 'prescripted', chosen: index });
}

function choose({ effect, origin }: Task<Response>, { ledger, ports }: Turn, count: number): { index: number; changes: Change[] } {
  if (count < 2) return { index: 0, changes: [] };
  if (effect.selection === 'random') return { index: Math.floor(ports.dice.roll() * count), changes: [] };
  const given = ledger.now.counters[origin.path] ?? 0;
  return { index: given % count, changes: [{ type: 'counter', key: origin.path, value: given + 1 }] };
}

import type { Change } from '../../../shared/conversation.ts';
import type { EffectOf } from '../../../shared/project/effect.ts';
import { modelFor } from '../ask-model.ts';
import { type Done, did, type Handler, type Task, type Turn } from '../turn.ts';
import { text } from '../values.ts';
import { byModel, withoutModel } from './generate.ts';
import { type Beside, messageOf } from './message-of.ts';
import { besideOf } from './reply-beside.ts';

type Response = EffectOf<'generate_response'>;

/** Answers: with one of the author's texts, or with one that a model writes, or with what is known where there is no model. */
export const generateResponse: Handler<'generate_response'> = async (task, turn) => {
  const beside = await besideOf(task.effect, task, turn);
  if (task.effect.mode === 'prescripted') return prescripted(task, turn, beside);
  const stage = turn.ready.project.stages.find(({ name }) => name === turn.ledger.now.stage);
  const model = modelFor(turn, stage?.model);
  return model ? byModel(task, turn, { model, beside }) : withoutModel(task, turn, beside);
};

/** One of several texts, by chance or in turn, filled in once (R003-25, P-16). A script's own words are taken as they are (P-17). */
function prescripted(task: Task<Response>, turn: Turn, beside: Beside): Done {
  const responses = task.effect.responses ?? [];
  const { index, changes } = choose(task, turn, responses.length);
  const chosen = responses[index] ?? '';
  const reply = task.origin.kind === 'script' ? chosen : text(chosen, task, turn);
  return did([...changes, { type: 'message', message: messageOf(reply, { task, turn, ...beside }) }], { mode: 'prescripted', chosen: index });
}

function choose({ effect, origin }: Task<Response>, { ledger, ports }: Turn, count: number): { index: number; changes: Change[] } {
  if (count < 2) return { index: 0, changes: [] };
  if (effect.selection === 'random') return { index: Math.floor(ports.dice.roll() * count), changes: [] };
  const given = ledger.now.counters[origin.path] ?? 0;
  return { index: given % count, changes: [{ type: 'counter', key: origin.path, value: given + 1 }] };
}

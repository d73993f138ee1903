import { did, type Handler } from '../turn.ts';
import { text } from '../values.ts';
import { messageOf } from './message-of.ts';
import { buttonsOf } from './reply-buttons.ts';

/** Says what a program has to say. */
export const say: Handler<'say'> = async (task, turn) => {
  const buttons = await buttonsOf(task.effect.buttons ?? [], task, turn);
  return did([
    {
      type: 'message',
      message: messageOf(text(task.effect.text, task, turn), { task, turn, buttons, ...(task.effect.form ? { form: task.effect.form } : {}) }),
    },
  ]);
};

/** Takes values out of what the visitor said this turn. */
export const extractValues: Handler<'extract_values'> = async ({ effect }, { ports, ready, ledger }) => {
  const { language, timezone } = ready.project;
  const message = { text: ledger.now.turn?.originalUserInput ?? '', examples: effect.examples, language, timezone, now: ports.clock.now() };
  const { values, missing } = await ports.classifier.extract(effect.parameters, message);
  return { outcome: { ok: true, value: { values, missing } }, changes: [], trace: { values, missing } };
};

import { did, type Handler } from '../turn.ts';
import { text } from '../values.ts';

/** Asks for the end of the conversation; it comes after all effects (R003-26, R003-36). */
export const endConversation: Handler<'end_conversation'> = (task, turn) =>
  did([{ type: 'signal', signal: { kind: 'end', reason: text(task.effect.reason ?? '', task, turn), origin: task.origin } }]);

/** Asks for the end at once, without a response of any kind (R003-27). */
export const abortConversation: Handler<'abort_conversation'> = (task, turn) =>
  did([{ type: 'signal', signal: { kind: 'abort', reason: text(task.effect.reason ?? '', task, turn), origin: task.origin } }]);

/** Asks for a move to another stage; it comes after all effects (R003-15, R003-36). */
export const goToStage: Handler<'go_to_stage'> = (task) =>
  did([{ type: 'signal', signal: { kind: 'go_to_stage', stage: task.effect.stage, origin: task.origin } }]);

/** Says which later prompts may see the messages of this turn (C-03). The last one wins. */
export const changeVisibility: Handler<'change_visibility'> = ({ effect }) =>
  did([
    {
      type: 'visibility',
      visibility: { visibility: effect.visibility, ...(effect.visibilityCondition ? { condition: effect.visibilityCondition } : {}) },
    },
  ]);

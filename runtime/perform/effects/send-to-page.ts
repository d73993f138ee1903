import { did, type Handler } from '../turn.ts';
import { resolve } from '../values.ts';

/** Sends an event that the page can listen to. */
export const sendToPage: Handler<'send_to_page'> = async (task, turn) => {
  const data = await resolve(task.effect.data ?? null, task, turn);
  return did([{ type: 'page', event: task.effect.event, data }]);
};

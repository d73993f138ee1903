import type { ReplyForm } from '../../../shared/project/effect.ts';
import type { ShownForm } from '../../../shared/run.ts';
import type { Values } from '../../../shared/value.ts';
import { parameterFields } from '../../decide/form-fields.ts';
import { offersOf } from '../../decide/offers.ts';
import type { Task, Turn } from '../turn.ts';
import { resolveAll, text } from '../values.ts';

/** The form of a client command with the parameters that are still to be given; none where this stage does not offer it. */
export async function formOf({ command, fields, parameters = {}, submit }: ReplyForm, task: Task, turn: Turn): Promise<ShownForm | null> {
  const offer = offersOf(turn.ready.project, turn.ledger.now.stage).find(({ action }) => action.name === command);
  if (!offer?.action.triggerOnClientCommand) return null;
  // What the schema accepts as parameters is a record of authored values.
  const given = await resolveAll(parameters as Values, task, turn);
  const asked = offer.action.parameters.filter(({ name, required }) => !(name in given) && (required || !fields || fields.includes(name)));
  return {
    command,
    ...(Object.keys(given).length > 0 ? { parameters: given } : {}),
    fields: parameterFields(asked),
    ...(submit ? { submit: text(submit, task, turn) } : {}),
  };
}

import type { ReplyButton } from '../../../shared/project/effect.ts';
import type { ShownButton } from '../../../shared/run.ts';
import type { Values } from '../../../shared/value.ts';
import type { Task, Turn } from '../turn.ts';
import { resolveAll, text } from '../values.ts';

/** Reply buttons with their labels and parameters filled in. */
export async function buttonsOf(buttons: readonly ReplyButton[], task: Task, turn: Turn): Promise<ShownButton[]> {
  return Promise.all(
    buttons.map(async ({ label, command, parameters }) => ({
      label: text(label, task, turn),
      ...(command ? { command } : {}),
      // What the schema accepts as parameters is a record of authored values.
      ...(parameters ? { parameters: await resolveAll(parameters as Values, task, turn) } : {}),
    })),
  );
}

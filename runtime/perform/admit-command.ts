import type { Input } from '../../shared/conversation.ts';
import { Problem } from '../../shared/problem.ts';
import { answersQuestion } from '../decide/answers-question.ts';
import { checkParameters } from '../decide/check-parameters.ts';
import { refusal } from '../decide/match.ts';
import { offersOf } from '../decide/offers.ts';
import { conditionsOf } from './conditions.ts';
import type { Turn } from './turn.ts';

/**
 * Lets a client command in, or throws why not, before anything is stored (C-14, P-14, P-15). While a turn runs, the stage
 * may still change, so then only what no turn can change is checked; the rest is checked when its turn comes.
 */
export async function admit(
  turn: Pick<Turn, 'ports' | 'ready' | 'ledger'>,
  { command, parameters }: Extract<Input, { kind: 'command' }>,
): Promise<void> {
  const { project } = turn.ready;
  if (answersQuestion(turn.ledger.now, { command, parameters })) return;
  const everywhere = project.stages.flatMap((stage) => offersOf(project, stage.name)).filter(({ action }) => action.name === command);
  if (everywhere.length === 0) throw new Problem('command.unknown', { command });
  if (!everywhere.some(({ action }) => action.triggerOnClientCommand)) throw new Problem('COMMAND_NOT_ALLOWED', { command });
  if (turn.ledger.now.turn || turn.ledger.now.queue.length > 0) return;
  const here = offersOf(project, turn.ledger.now.stage).filter(({ action }) => action.name === command);
  if (refusal(here, command, await conditionsOf(turn, here))) throw new Problem('COMMAND_NOT_ALLOWED', { command });
  const checked = checkParameters(here[0]?.action.parameters ?? [], parameters);
  if (!checked.ok) throw new Problem('command.parameters', { command, reason: checked.reason });
}

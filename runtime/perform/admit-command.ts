import type { Conversation, Input } from '../../shared/conversation.ts';
import { Problem } from '../../shared/problem.ts';
import type { Parameter } from '../../shared/project/action.ts';
import type { Values } from '../../shared/value.ts';
import { answersQuestion, questionParameters } from '../decide/answers-question.ts';
import { checkParameters } from '../decide/check-parameters.ts';
import { formCommand, formMessage, leftToForm, sentValues } from '../decide/form-fields.ts';
import { refusal } from '../decide/match.ts';
import { offersOf } from '../decide/offers.ts';
import { conditionsOf } from './conditions.ts';
import type { Turn } from './turn.ts';

/**
 * Lets a client command in, or throws why not, before anything is stored (C-14, P-14, P-15). While a turn runs, the stage
 * may still change, so then only what no turn can change is checked; the rest is checked when its turn comes.
 */
export async function admit(turn: Pick<Turn, 'ports' | 'ready' | 'ledger'>, fired: Extract<Input, { kind: 'command' }>): Promise<void> {
  const { project } = turn.ready;
  const { command, parameters } = fired;
  if (isSent(turn.ledger.now, fired)) throw new Problem('form.over');
  if (answersQuestion(turn.ledger.now, { command, parameters }))
    return check(command, command === formCommand ? questionParameters(project, turn.ledger.now) : [], sentValues(fired) ?? {});
  const everywhere = project.stages.flatMap((stage) => offersOf(project, stage.name)).filter(({ action }) => action.name === command);
  if (everywhere.length === 0 && command === formCommand) throw new Problem('form.over');
  if (everywhere.length === 0) throw new Problem('command.unknown', { command });
  if (!everywhere.some(({ action }) => action.triggerOnClientCommand)) throw new Problem('COMMAND_NOT_ALLOWED', { command });
  if (turn.ledger.now.turn || turn.ledger.now.queue.length > 0) return;
  const here = offersOf(project, turn.ledger.now.stage).filter(({ action }) => action.name === command);
  if (refusal(here, command, await conditionsOf(turn, here))) throw new Problem('COMMAND_NOT_ALLOWED', { command });
  const action = here[0]?.action;
  const later = action ? leftToForm(action, parameters) : [];
  check(command, action?.parameters.filter(({ name }) => !later.includes(name)) ?? [], parameters);
}

/** Whether this form was sent already, such as from another tab. */
function isSent({ messages }: Conversation, fired: Extract<Input, { kind: 'command' }>): boolean {
  const message = formMessage(messages, fired);
  return message !== undefined && messages.some(({ answers }) => answers === message.id);
}

/** Throws where the values are not those that are declared; which one it is, a form shows beside its field. */
function check(command: string, declared: readonly Parameter[], given: Values): void {
  const checked = checkParameters(declared, given);
  if (!checked.ok) throw new Problem('command.parameters', { command, reason: checked.reason, parameter: checked.parameter ?? '' });
}

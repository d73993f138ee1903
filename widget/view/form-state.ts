import type { ProblemReport } from '../../shared/problem.ts';
import type { VisitorForm } from '../../shared/protocol.ts';
import { questionKey } from '../../shared/question-key.ts';
import type { State } from '../connection/state.ts';

/** How a form stands: to be filled in, on its way, refused, sent, or over without having been sent. */
export type FormState = { is: 'open' | 'sending' | 'sent' | 'over' } | { is: 'failed'; id: string; problem: ProblemReport | undefined };

/**
 * What a conversation says of the form under one of its messages; the same in every tab and after a reload. The form of a
 * question is over once the visitor has said something else or was asked again; any other one when it is shown anew.
 */
export function formState(talk: Pick<State, 'messages' | 'outbox' | 'status'>, id: string, form: VisitorForm): FormState {
  if (talk.messages.some(({ answers }) => answers === id)) return { is: 'sent' };
  const item = talk.outbox.find((each) => each.kind === 'command' && each.form === id);
  if (item?.problem?.code === 'form.over') return { is: 'over' };
  if (item) return item.stage === 'failed' ? { is: 'failed', id: item.id, problem: item.problem } : { is: 'sending' };
  const later = talk.messages.slice(talk.messages.findIndex((each) => each.id === id) + 1);
  const isQuestion = form.parameters?.[questionKey] !== undefined;
  const isPassed = later.some((each) => (isQuestion && each.role === 'user') || each.form?.command === form.command);
  return { is: isPassed || talk.status === 'closed' ? 'over' : 'open' };
}

/** The same state twice is one for whoever draws it. */
export const asKey = (state: FormState): string => (state.is === 'failed' ? `failed ${state.id} ${state.problem?.code}` : state.is);

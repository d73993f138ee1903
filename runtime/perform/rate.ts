import type { FactOf } from '../../shared/event.ts';
import { Problem } from '../../shared/problem.ts';
import type { Telling } from './telling.ts';

export type Rating = { kind: 'rate'; value: number; message?: string | undefined; comment?: string | undefined };

/** A visitor's rating of the conversation or of one message, on the scale that the project asks on; throws where it asks for none. */
export function ratedFact({ value, message, comment }: Rating, telling: Telling): FactOf<'rated'> {
  const scale = message === undefined ? scaleOf(telling) : messageScale(message, telling);
  if (!(scale === 'thumbs' ? [-1, 1] : [1, 2, 3, 4, 5]).includes(value))
    throw new Problem('message.invalid', { reason: `value: not on the scale ${scale}` });
  const takesComment = message === undefined && telling.project.widget.rating?.comment;
  return { type: 'rated', value, scale, ...(message === undefined ? {} : { message }), ...(takesComment && comment ? { comment } : {}) };
}

function scaleOf({ project: { widget } }: Telling): 'thumbs' | 'five' {
  if (!widget.rating || widget.rating.ask === 'never') throw new Problem('message.invalid', { reason: 'this project asks for no rating' });
  return widget.rating.scale;
}

function messageScale(id: string, { project, conversation }: Telling): 'thumbs' {
  if (!project.widget.messageRating) throw new Problem('message.invalid', { reason: 'this project asks for no ratings of messages' });
  const isTheirs = conversation.messages.some((message) => message.id === id && message.role !== 'user');
  if (!isTheirs) throw new Problem('message.invalid', { reason: 'message: no such answer among the latest' });
  return 'thumbs';
}

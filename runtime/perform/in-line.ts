import { Problem } from '../../shared/problem.ts';
import { type House, type Room, roomOf } from './rooms.ts';
import { kick, leave } from './work.ts';

/** One at a time per conversation: looks, records, and resolves once that is durable; what is left to do is done by itself. */
export async function inLine<T>(house: House, id: string, what: (room: Room) => Promise<T> | T): Promise<T> {
  const room = await roomOf(house, id);
  const entered = room.gate.then(async () => {
    // Another room has taken this one's place meanwhile; what is asked for goes there, at the end of its line.
    if (room.isLeft) return inLine(house, id, what);
    if (house.isClosing) throw new Problem('server.closing');
    const answer = await what(room);
    await room.ledger.commit().catch((thrown: unknown) => {
      leave(house, room);
      throw thrown;
    });
    return answer;
  });
  room.gate = entered.catch(() => undefined);
  const answer = await entered;
  kick(house, room);
  return answer;
}

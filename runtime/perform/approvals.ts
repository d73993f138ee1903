import { isClosed } from '../../shared/conversation.ts';
import { Problem } from '../../shared/problem.ts';
import type { Consent } from '../../shared/run.ts';
import { type House, roomOf } from './rooms.ts';
import { kick } from './work.ts';

/** What an operator says to a call that waits: `wait` is its id. */
export type Decision = { wait: string; approve: boolean; by: string };
/** A call that waits for an operator, with exactly what it would be called with. */
export type Waiting = Pick<Consent, 'id' | 'tool' | 'arguments'> & { conversation: string; visitor: string; stage: string };

/** Takes a decision: resolves once stored; of two, the second gets a conflict. The run goes on by itself. */
export async function decide(house: House, conversation: string, { wait, approve, by }: Decision): Promise<void> {
  const room = await roomOf(house, conversation);
  const entered = room.gate.then(async () => {
    const { approvals = [], queue, turn, status } = room.ledger.now;
    if (house.isClosing) throw new Problem('server.closing');
    if (isClosed(status)) throw new Problem('conversation.ended');
    const isWaiting = approvals.some((it) => it.wait.for === 'approval' && it.wait.id === wait);
    const isDecided = [...queue, ...(turn ? [turn.input] : [])].some((it) => it.kind === 'decision' && it.wait === wait);
    if (!isWaiting || isDecided) throw new Problem('approval.decided');
    room.ledger.record({ type: 'input_received', input: { kind: 'decision', id: `decision ${wait}`, wait, approve, by } });
    await room.ledger.commit();
  });
  room.gate = entered.catch(() => undefined);
  await entered;
  kick(house, room);
}

/** The calls of a project that wait. Only what is stored of them is read: a wait costs no memory. */
export async function waitingIn(house: House, project: string): Promise<Waiting[]> {
  const ids = await house.ports.store.unfinished();
  const rooms = await Promise.all(ids.map((id) => roomOf(house, id)));
  return rooms.flatMap(({ id: conversation, ledger: { now } }) =>
    now.project !== project
      ? []
      : (now.approvals ?? []).flatMap(({ runs, wait }) => {
          if (wait.for !== 'approval') return [];
          const reply = runs.findLast((run) => run.program === 'reply');
          return [
            {
              conversation,
              visitor: now.visitor,
              stage: reply?.program === 'reply' ? reply.stage : now.stage,
              id: wait.id,
              tool: wait.tool,
              arguments: wait.arguments,
            },
          ];
        }),
  );
}

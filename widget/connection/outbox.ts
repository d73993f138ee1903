import type { ProblemReport } from '../../shared/problem.ts';
import type { Acknowledgement } from '../../shared/protocol.ts';
import type { Action, Outgoing, State, Step } from './state.ts';

/** Problems that pass by themselves: what was said is sent again without asking. */
const passing = new Set<string>(['limit.rate', 'conversation.busy', 'conversation.moved', 'server.closing', 'store.unavailable', 'store.full']);

/** Sends the oldest waiting item, one at a time: its acknowledgement lets the next one go, so that order is kept. */
export function flush(state: State, actions: Action[] = []): Step {
  const isReady = state.link.is === 'open' && !state.isResting && state.status !== 'closed';
  if (!isReady || state.outbox.some((item) => item.stage === 'sending')) return [state, actions];
  const next = state.outbox.find((item) => item.stage === 'waiting');
  if (!next) return [state, actions];
  const outgoing: Outgoing = { ...next, stage: 'sending' };
  return [{ ...state, outbox: replace(state.outbox, next.id, outgoing) }, [...actions, { type: 'send', outgoing }]];
}

/** The server's word on one item: stored, to be said again later, or not taken. */
export function acknowledged(state: State, id: string, acknowledgement: Acknowledgement): Step {
  const item = state.outbox.find((candidate) => candidate.id === id);
  if (!item) return flush(state);
  if (acknowledgement.ok) return flush({ ...state, outbox: stored(state.outbox, item) });
  const { problem } = acknowledgement;
  if (passing.has(problem.code)) return rest(change(state, item, { stage: 'waiting' }), problem);
  const status = problem.code === 'conversation.ended' ? 'closed' : state.status;
  return flush({ ...change(state, item, { stage: 'failed', problem }), status });
}

/** The visitor asks for a failed item to be sent again; under a new id where the old one was taken for something else. */
export function retried(state: State, id: string, freshId: string): Step {
  const item = state.outbox.find((candidate) => candidate.id === id && candidate.stage === 'failed');
  if (!item) return [state, []];
  const isTaken = item.problem?.code === 'message.conflict';
  return flush(change(state, item, { stage: 'waiting', problem: undefined, id: isTaken ? freshId : id }));
}

/** What was under way when the connection broke is said again under the same id, which the server knows to be the same (G-02). */
export const unsent = (outbox: Outgoing[]): Outgoing[] => outbox.map((item) => (item.stage === 'sending' ? { ...item, stage: 'waiting' } : item));

/** In a new conversation everything that the old one did not take may be said. */
export const forNewConversation = (outbox: Outgoing[]): Outgoing[] =>
  outbox.filter((item) => item.stage !== 'sent').map((item) => ({ ...item, stage: 'waiting', problem: undefined }));

/** A stored message stays until its event shows it; a stored command has nothing to show. */
const stored = (outbox: Outgoing[], item: Outgoing): Outgoing[] =>
  item.kind === 'command' ? outbox.filter((other) => other !== item) : replace(outbox, item.id, { ...item, stage: 'sent' });

function rest(state: State, problem: ProblemReport): Step {
  const actions: Action[] = [{ type: 'rest', milliseconds: secondsOf(problem, 1) * 1000 }];
  if (problem.code === 'conversation.moved') actions.push({ type: 'reconnect' });
  return [{ ...state, isResting: true }, actions];
}

/** How long a problem asks to wait. */
export function secondsOf(problem: ProblemReport, otherwise: number): number {
  const seconds = Number(problem.details?.seconds);
  return seconds > 0 ? Math.min(seconds, 300) : otherwise;
}

const change = (state: State, item: Outgoing, what: Partial<Pick<Outgoing, 'id' | 'stage' | 'problem'>>): State => ({
  ...state,
  outbox: replace(state.outbox, item.id, { ...item, ...what }),
});

const replace = (outbox: Outgoing[], id: string, by: Outgoing): Outgoing[] => outbox.map((item) => (item.id === id ? by : item));

import type { ProblemReport } from '../../shared/problem.ts';
import type { Acknowledgement } from '../../shared/protocol.ts';
import type { Action, Outgoing, State, Step } from './state.ts';

/** One thing more to be said; what the page says of itself waits as one. */
export function composed(state: State, outgoing: Outgoing): Step {
  const waiting = outgoing.kind === 'attributes' ? state.outbox.find((item) => item.kind === 'attributes' && item.stage === 'waiting') : undefined;
  if (!waiting || !('packet' in waiting) || !('packet' in outgoing)) return flush({ ...state, outbox: [...state.outbox, outgoing] });
  const attributes = Object.assign({}, waiting.packet.attributes, outgoing.packet.attributes);
  return flush({ ...state, outbox: replace(state.outbox, waiting.id, { ...waiting, packet: { attributes } }) });
}

/** Whether the visitor has yet to agree to the text as it stands now. */
export const awaitsConsent = ({ widget, consented }: Pick<State, 'widget' | 'consented'>): boolean =>
  widget?.consent?.required === true && widget.consent.hash !== consented;

/** A conversation that has ended can still be rated; before the visitor agrees nothing is said in their name. */
function maySend(state: State, { kind, stage }: Outgoing): boolean {
  if (stage !== 'waiting') return false;
  if (kind === 'rate' || kind === 'consent' || kind === 'attributes') return true;
  return kind === 'proactive' || (state.status !== 'closed' && !awaitsConsent(state));
}

/** Problems that pass by themselves: what was said is sent again without asking. */
const passing = new Set<string>(['limit.rate', 'conversation.busy', 'conversation.moved', 'server.closing', 'store.unavailable', 'store.full']);

/** Sends the oldest waiting item, one at a time: its acknowledgement lets the next one go, so that order is kept. */
export function flush(state: State, actions: Action[] = []): Step {
  const isReady = state.link.is === 'open' && !state.isResting;
  if (!isReady || state.outbox.some((item) => item.stage === 'sending')) return [state, actions];
  const next = state.outbox.find((item) => maySend(state, item));
  if (!next) return [state, actions];
  const outgoing: Outgoing = { ...next, stage: 'sending' };
  // The new conversation's welcome lets it go.
  const action: Action = next.kind === 'proactive' && state.status === 'closed' ? { type: 'restart' } : { type: 'send', outgoing };
  return [{ ...state, outbox: replace(state.outbox, next.id, outgoing) }, [...actions, action]];
}

/** The server's word on one item: stored, to be said again later, or not taken. */
export function acknowledged(state: State, id: string, acknowledgement: Acknowledgement): Step {
  const item = state.outbox.find((candidate) => candidate.id === id);
  if (!item) return flush(state);
  if (acknowledgement.ok) return flush({ ...state, ...known(state, item), outbox: stored(state.outbox, item) });
  const { problem } = acknowledgement;
  if (passing.has(problem.code)) return rest(change(state, item, { stage: 'waiting' }), problem);
  const status = problem.code === 'conversation.ended' ? 'closed' : state.status;
  if ('packet' in item) return untold({ ...state, status }, item);
  return flush({ ...change(state, item, { stage: 'failed', problem }), status });
}

/** What the server has taken stands before its event comes. */
function known({ ratings }: State, item: Outgoing): Partial<State> {
  if (!('packet' in item)) return {};
  const { hash, value, message = '' } = item.packet;
  if (item.kind === 'consent') return { consented: String(hash) };
  return item.kind === 'rate' ? { ratings: { ...ratings, [String(message)]: Number(value) } } : {};
}

/** What was told and not taken is nothing that a visitor could mend; a message that came by itself wants a new conversation, a yes the text as it is now. */
function untold(state: State, item: Outgoing): Step {
  if (item.kind === 'proactive' && state.status === 'closed') return flush(change(state, item, { stage: 'waiting' }));
  const without = { ...state, outbox: state.outbox.filter((other) => other !== item) };
  return item.kind === 'consent' ? [without, [{ type: 'reconnect' }]] : flush(without);
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
  item.kind !== 'message' ? outbox.filter((other) => other !== item) : replace(outbox, item.id, { ...item, stage: 'sent' });

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

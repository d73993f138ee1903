import type { Checkpoint } from '../../../shared/checkpoint.ts';
import type { Conversation } from '../../../shared/conversation.ts';
import { Problem, report } from '../../../shared/problem.ts';
import type { PromptSequenceRun } from '../../../shared/run.ts';
import { carriedBy, checkpointOf, outgoingOf } from '../../decide/checkpoint.ts';
import { literals } from '../../decide/programs/prompt-sequence.ts';
import { rejected, settled, takenBack } from '../../decide/settle-checkpoint.ts';
import { profileOf } from '../profile-of.ts';
import { type Done, did, type Handler, type OperationOf, type Task, type Turn } from '../turn.ts';
import { replyRun } from './ask-loop.ts';
import { callTool } from './call-tool.ts';
import { callHuman } from './handoff.ts';
import { messageOf } from './message-of.ts';
import { follow, resultOf } from './run-call.ts';

/** A step stands still: what was said and done so far is kept, and goes on once its calls are made. */
export const suspendStep: Handler<'suspend_step'> = ({ effect }, turn) =>
  did([{ type: 'suspended', run: effect.run, rounds: replyRun(turn, effect.run).rounds }], { waitsFor: 'its calls' });

/** Makes a checkpoint of what a step has done to its copy. */
export const makeCheckpoint: Handler<'make_checkpoint'> = ({ effect }, { ledger, ports }) => {
  const checkpoint = checkpointOf(ledger.now, sequenceRun(ledger.now, effect.run), { id: effect.checkpoint, at: ports.clock.now() });
  return did([{ type: 'checkpoint', checkpoint }], { checkpoint: checkpoint.id, items: checkpoint.items.map(({ id }) => id) });
};

/** Changes the state as a checkpoint says, in one; or keeps what is in the way. */
export const applyCheckpoint: Handler<'apply_checkpoint'> = async ({ effect, origin }, { ledger, ports, ready }) => {
  const { type: _type, checkpoint, ...verdict } = effect;
  const profile = await profileOf(ports, ledger.now);
  const now = { project: ready.project, conversation: { ...ledger.now, profile } };
  return did(settled(checkpointIn(ledger.now, checkpoint), verdict, { now, origin, at: ports.clock.now() }), {
    checkpoint,
    by: verdict.by,
    how: verdict.how,
  });
};

export const rejectCheckpoint: Handler<'reject_checkpoint'> = ({ effect }, { ledger, ports }) => {
  const { type: _type, checkpoint, ...verdict } = effect;
  return did([rejected(checkpointIn(ledger.now, checkpoint), verdict, ports.clock.now())], { checkpoint, by: verdict.by, how: verdict.how });
};

/** Says words of an applied checkpoint with what they carry, tells the page, or fetches a human. */
export const deliver: Handler<'deliver'> = (task, turn) => {
  const item = itemIn(turn.ledger.now, task.effect);
  if (item?.kind === 'message') return did([{ type: 'message', message: { ...messageOf(item.text, { task, turn }), ...carriedBy(item) } }]);
  if (item?.kind === 'handoff') return fetched(item, task, turn);
  return did(item?.kind === 'page' ? [{ type: 'page', event: item.event, data: item.data }] : []);
};

/** Outside of the hours nobody is fetched, also where somebody was there when the step asked; the checkpoint then says so. */
function fetched({ id, reason }: { id: string; reason: string }, task: Task<OperationOf<'deliver'>>, turn: Turn): Done {
  const done = callHuman(reason, task, turn);
  if (done.outcome.ok) return done;
  const checkpoint = checkpointIn(turn.ledger.now, task.effect.checkpoint);
  const notDone = { ...checkpoint.notDone, [id]: done.outcome.problem.message };
  return did([...done.changes, { type: 'checkpoint', checkpoint: { ...checkpoint, notDone } }], done.trace);
}

/** Makes a call of an applied checkpoint under the key of its place (G-05), and keeps how it turned out. */
export const makeCall: Handler<'make_call'> = async (task, turn) => {
  const checkpoint = checkpointIn(turn.ledger.now, task.effect.checkpoint);
  const item = itemIn(turn.ledger.now, task.effect);
  if (item?.kind !== 'call') throw new Problem('effect.failed', { effect: 'make_call', reason: 'there is no such call' });
  const { tool, arguments: given } = item;
  const { outcome } = task.effect;
  const done: Done = outcome ? { outcome, changes: [] } : await called({ task, tool, given }, turn);
  const { stage } = checkpoint.base;
  const workflow = await follow(done.outcome, { name: tool, given, run: { stage }, turn });
  const value = resultOf(done.outcome, outcome !== undefined);
  const kept = { ok: done.outcome.ok, value, ...(done.outcome.ok ? {} : { problem: done.outcome.problem }) };
  // The checkpoint as it is now: nothing else is done while a call is under way.
  const calls = { ...checkpoint.calls, [item.id]: kept };
  return { ...done, changes: [...done.changes, ...workflow, { type: 'checkpoint', checkpoint: { ...checkpoint, calls } }] };
};

type Call = { task: Task<OperationOf<'make_call'>>; tool: string; given: Parameters<typeof literals>[0] };

/** What a call throws is its outcome, which is kept as well; but for a spent budget. */
async function called({ task, tool, given }: Call, turn: Turn): Promise<Done> {
  try {
    return await callTool({ ...task, effect: { type: 'call_tool', tool, parameters: literals(given) } }, turn);
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'turn.out_of_budget') throw thrown;
    return { outcome: { ok: false, problem: report(thrown) }, changes: [] };
  }
}

/** Takes back what an applied checkpoint did, as far as that can be undone. */
export const revertCheckpoint: Handler<'revert_checkpoint'> = ({ effect, origin }, { ledger, ports, ready }) => {
  const checkpoint = checkpointIn(ledger.now, effect.checkpoint);
  // A human may have stepped in while it was done.
  if (checkpoint.status === 'reverted') return did([]);
  const { changes, notReverted } = takenBack(checkpoint, { now: { project: ready.project, conversation: ledger.now }, origin });
  const reverted: Checkpoint = { ...checkpoint, status: 'reverted', revertedAt: ports.clock.now(), revertedBy: effect.by, notReverted };
  return did([...changes, { type: 'checkpoint', checkpoint: reverted }], { checkpoint: checkpoint.id, by: effect.by, notReverted });
};

function checkpointIn({ checkpoints = [] }: Conversation, id: string): Checkpoint {
  const found = checkpoints.find((it) => it.id === id);
  if (!found) throw new Problem('checkpoint.not_waiting', { checkpoint: id, reason: 'there is none' });
  return found;
}

const itemIn = (now: Conversation, { checkpoint, item }: { checkpoint: string; item: string }) =>
  outgoingOf(checkpointIn(now, checkpoint)).find(({ id }) => id === item);

function sequenceRun({ turn }: Conversation, id: string): PromptSequenceRun {
  const run = turn?.runs.find((it) => it.id === id);
  if (run?.program !== 'prompt_sequence') throw new Error(`there is no run ${id}`);
  return run;
}

import type { Message } from '../../../shared/conversation.ts';
import { Problem, report } from '../../../shared/problem.ts';
import type { ShownButton } from '../../../shared/run.ts';
import { callablesOf } from '../../decide/callables.ts';
import { permissionCommand } from '../../decide/programs/reply-consent.ts';
import { type Done, did, type Handler } from '../turn.ts';
import { text } from '../values.ts';
import { messageOf } from './message-of.ts';

/** Asks the visitor for a yes to exactly this call, or says that an operator is asked (G-31). */
export const askPermission: Handler<'ask_permission'> = (task, turn) => {
  const { run, said, kind, tool: wire, arguments: given, wait } = task.effect;
  const { permission, stages } = turn.ready.project;
  const stage = stages.find(({ name }) => name === turn.ledger.now.stage);
  const callable = callablesOf(turn.ready.project, stage).find((it) => it.wire === wire);
  const tool = callable?.name ?? wire;
  const asked = { ...task, parameters: { tool, description: callable?.description || tool, arguments: given } };
  const trace = { kind, tool, arguments: given, wait };
  const words = text(kind === 'approval' ? permission.waiting : permission.question, asked, turn);
  // Under the reply's own id, so that it takes the place of what was streamed so far.
  const speak = (shown: ShownButton[]): Done =>
    did([{ type: 'message', message: messageOf([said, words].filter(Boolean).join('\n\n'), { task: { key: run }, turn, buttons: shown }) }], trace);
  if (kind === 'approval') return speak([]);
  const buttons = [
    { label: permission.yes, command: permissionCommand, parameters: { wait, yes: true } },
    { label: permission.no, command: permissionCommand, parameters: { wait, yes: false } },
  ];
  return speak(buttons);
};

/** The author's sentence where a reply does not come to an end; under the reply's own id, so that it replaces what was streamed. */
export const giveUp: Handler<'give_up'> = (task, turn) => {
  const { run, reason } = task.effect;
  const message: Message = messageOf(text(turn.ready.project.apology, task, turn), { task: { key: run }, turn });
  const problem = report(new Problem('effect.failed', { effect: 'generate_response', reason }));
  return { outcome: { ok: false, problem }, changes: [{ type: 'message', message }], trace: { reason } };
};

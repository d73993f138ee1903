import type { Consent, LoopCall, ReplyRun } from '../../../shared/run.ts';
import type { Value } from '../../../shared/value.ts';
import { act, jump, type View, type Want } from '../program.ts';
import { later, planned, refusal, waitId } from './reply-place.ts';

type Kind = Consent['for'];

/** The command that the buttons of a question fire, with the id of what they answer. */
export const permissionCommand = 'permission';

/** Asks, then waits, then goes by the answer: the visitor's by a button, an operator's by the API (G-31). */
export function consent(run: ReplyRun, view: View): Want {
  const kind: Kind = run.at[1].phase.startsWith('approv') ? 'approval' : 'confirmation';
  switch (run.at[1].phase) {
    case 'confirm':
    case 'approve':
      return ask(run, kind);
    case 'confirming':
    case 'approving':
      return { want: 'wait', at: later(run, { phase: kind === 'approval' ? 'approved' : 'confirmed' }), wait: waitFor(run, kind, false) };
    default:
      return kind === 'approval' ? decided(run, view) : answered(run, view);
  }
}

function ask(run: ReplyRun, kind: Kind): Want {
  const { tool, arguments: given } = openCall(run);
  const effect = {
    type: 'ask_permission' as const,
    run: run.id,
    said: run.rounds.at(-1)?.text ?? '',
    kind,
    tool,
    arguments: given,
    wait: waitId(run),
  };
  return act(later(run, { phase: kind === 'approval' ? 'approving' : 'confirming' }), planned(run, effect));
}

/** A button says it for certain; words only where they are those of a button. Anything else is no yes. */
function answered(run: ReplyRun, { project, turn, conversation }: View): Want {
  if (conversation.stage !== run.stage) return refuse(run, 'the conversation has gone on to something else');
  const { input } = turn;
  if (input.kind === 'command' && input.command === permissionCommand)
    return input.parameters.yes === true ? agree(run, 'confirmation') : refuse(run, saidNo);
  const words = plain(turn.originalUserInput);
  if (input.kind === 'message' && words === plain(project.permission.yes)) return agree(run, 'confirmation');
  if (input.kind === 'message' && words === plain(project.permission.no)) return refuse(run, saidNo);
  // What the visitor means instead is done first; then the question comes back (C-43).
  if (turn.alternative) return { want: 'wait', at: later(run, { phase: 'confirm' }), wait: waitFor(run, 'confirmation', true) };
  return refuse(run, 'the user did not say yes, but wrote something else');
}

const saidNo = 'the user said no';
const plain = (text: string): string => text.trim().toLowerCase();

function decided(run: ReplyRun, { turn: { input } }: View): Want {
  if (input.kind !== 'decision') return refuse(run, 'nobody decided');
  return input.approve ? agree(run, 'approval') : refuse(run, 'it was not approved');
}

const agree = (run: ReplyRun, kind: Kind): Want =>
  jump(later(run, { phase: 'calls', agreed: [...run.at[1].agreed, `${kind} ${run.at[1].call}`] }), 'it was agreed to');

function refuse(run: ReplyRun, reason: string): Want {
  const { tool, arguments: given } = openCall(run);
  const outcome = refusal(tool, reason);
  return act(later(run, { phase: 'calls' }), planned(run, { type: 'run_call', run: run.id, call: run.at[1].call, tool, arguments: given, outcome }));
}

const waitFor = (run: ReplyRun, kind: Kind, declined: boolean): Consent => {
  const { tool, arguments: given } = openCall(run);
  return { for: kind, declined, id: waitId(run), tool, arguments: given };
};

const openCall = (run: ReplyRun): Pick<LoopCall, 'tool' | 'arguments'> =>
  run.rounds.at(-1)?.calls[run.at[1].call] ?? { tool: '', arguments: null as Value };

import { isWithHuman } from '../../../shared/conversation.ts';
import { Problem, report } from '../../../shared/problem.ts';
import type { ShownForm } from '../../../shared/run.ts';
import { leaveContact } from '../../decide/in-human-hands.ts';
import { isOpen } from '../../decide/is-open.ts';
import { type Done, did, type Handler, type Task, type Turn } from '../turn.ts';
import { text } from '../values.ts';
import { messageOf } from './message-of.ts';

/**
 * Asks for a human, after all other effects of the turn. Where nobody is there the visitor is told, with a form for an address; a
 * playbook says that in its own words (`handoffUnavailable`).
 */
export const handoff: Handler<'handoff'> = (task, turn) => callHuman(text(task.effect.reason ?? '', task, turn), task, turn);

/** The same for a reason that nobody fills in any more. */
export function callHuman(reason: string, task: Task, turn: Turn): Done {
  const { handoff: rules, timezone } = turn.ready.project;
  const { status, turn: open } = turn.ledger.now;
  if (isWithHuman(status) || open?.signals.some(({ kind }) => kind === 'handoff')) return did([]);
  if (isOpen(rules.schedule, timezone, turn.ports.clock.now()))
    return did([{ type: 'signal', signal: { kind: 'handoff', reason, origin: task.origin } }]);
  const message = { ...messageOf(text(rules.closed, task, turn), { task, turn }), ...(rules.askEmail ? { form: contactForm } : {}) };
  return {
    outcome: { ok: false, problem: report(new Problem('handoff.closed')) },
    changes: task.origin.kind === 'playbook' ? [] : [{ type: 'message', message }],
    trace: { reason, open: false },
  };
}

/** Widgets show the label in their own language. */
const contactForm: ShownForm = { command: leaveContact, fields: [{ name: 'email', label: 'email', type: 'email', required: true }] };

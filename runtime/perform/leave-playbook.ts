import type { Matched } from '../decide/match.ts';
import type { Turn } from './turn.ts';

/** A wish for a human ends the playbook that waits, unless its author wants it to stay (C-43). */
export function leavePlaybook({ ledger, ready }: Turn, matched: readonly Matched[]): void {
  const waiting = ledger.now.waiting?.runs.findLast(({ program }) => program === 'playbook');
  if (waiting?.program !== 'playbook' || !matched.some(({ offer }) => offer.action.interrupts)) return;
  const rule = ready.project.playbooks.find(({ name }) => name === waiting.playbook)?.onHumanRequest ?? 'exit';
  if (rule === 'exit') ledger.record({ type: 'wait_dropped', reason: `a human is wanted: the playbook ${waiting.playbook} is left` });
}

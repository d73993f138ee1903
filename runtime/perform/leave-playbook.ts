import type { Matched } from '../decide/match.ts';
import type { Turn } from './turn.ts';

/** A wish for a human ends the playbook that waits, unless its author wants it to stay (C-43). */
export function leavePlaybook(turn: Turn, matched: readonly Matched[]): void {
  if (matched.some(({ offer }) => offer.action.interrupts)) leaveForHuman(turn);
}

/** What a wish for a human does to the playbook that waits, by its author's rule. */
export function leaveForHuman({ ledger, ready }: Turn): void {
  const waiting = ledger.now.waiting?.runs.findLast(({ program }) => program === 'playbook');
  if (waiting?.program !== 'playbook') return;
  const rule = ready.project.playbooks.find(({ name }) => name === waiting.playbook)?.onHumanRequest ?? 'exit';
  if (rule === 'exit') ledger.record({ type: 'wait_dropped', reason: `a human is wanted: the playbook ${waiting.playbook} is left` });
}

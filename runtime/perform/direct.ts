import type { Input } from '../../shared/conversation.ts';
import type { Values } from '../../shared/value.ts';
import type { Matched } from '../decide/match.ts';
import { offersOf } from '../decide/offers.ts';
import { plan, planTrace, type Source } from '../decide/plan.ts';
import { matchWatching, watching } from '../decide/watch.ts';
import { conditionsOf } from './conditions.ts';
import type { Turn } from './turn.ts';

/** Who an author is in the trace of a rehearsal. */
export const author = 'the author';

/**
 * What an author does in a rehearsal: variables change as a transformer changes them, so that the actions that watch
 * them are triggered as in production (C-12), and the effects that were asked for are planned together with theirs.
 */
export async function direct(turn: Turn, { changes, effects }: Extract<Input, { kind: 'rehearsal' }>): Promise<void> {
  const { ledger, ports, ready } = turn;
  const startedAt = ports.clock.now();
  const offers = offersOf(ready.project, ledger.now.stage);
  const before = variables(turn);
  if (changes.length > 0) ledger.record({ type: 'variables_transformed', by: author, changes, milliseconds: 0 });
  const triggered = watching(offers, before, variables(turn));
  const conditions = await conditionsOf(turn, triggered);
  const { matched, candidates } = matchWatching(triggered, conditions);
  ledger.record({
    type: 'turn_matched',
    candidates,
    conditions: [...conditions.values()],
    matched: matched.map(({ offer }) => offer.action.name),
    parameters: {},
    milliseconds: ports.clock.now() - startedAt,
  });
  const own: Source = { effects, origin: { kind: 'guard', name: author }, path: 'rehearsal', parameters: {} };
  const planned = plan(ready.project, [own, ...matched.map(sourceOf)]);
  const run = { program: 'list' as const, id: `${ledger.now.turn?.number ?? 0}`, effects: planned.effects, at: 0 };
  ledger.record({ type: 'execution_plan', run, plan: planTrace(planned) });
}

const sourceOf = ({ offer, parameters }: Matched): Source => ({
  effects: offer.action.effects,
  origin: { kind: offer.kind, name: offer.action.name },
  path: offer.path,
  parameters,
});

const variables = ({ ledger }: Turn): Values => ledger.now.stageVars[ledger.now.stage] ?? {};

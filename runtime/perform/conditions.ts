import type { ConditionTrace } from '../../shared/event.ts';
import type { Conditions } from '../decide/match.ts';
import type { Offer } from '../decide/offers.ts';
import { scopeOf, trimmed } from '../decide/scope.ts';
import type { ScriptCall } from '../ports.ts';
import type { Turn } from './turn.ts';

/** The values of all conditions of these actions, in one trip to the sandbox. One that fails counts as false (C-15). */
export async function conditionsOf(turn: Pick<Turn, 'ports' | 'ready' | 'ledger'>, offers: readonly Offer[]): Promise<Conditions> {
  const conditional = offers.flatMap(({ action, path }) => (action.condition ? [{ action: action.name, condition: action.condition, path }] : []));
  if (conditional.length === 0) return new Map();
  const calls = conditional.map(({ condition, path }): ScriptCall => ({ kind: 'expression', code: condition, path: `${path}.condition` }));
  const results = await inSandbox(turn, calls);
  return new Map(conditional.map(({ action, condition }, index) => [action, conditionTrace(action, condition, results[index])]));
}

/** Runs code with what this turn's scripts see; one result for each call. */
export async function inSandbox({ ports, ready, ledger }: Pick<Turn, 'ports' | 'ready' | 'ledger'>, calls: ScriptCall[], parameters = {}) {
  const now = ports.clock.now();
  const { scriptMilliseconds: milliseconds, scriptMegabytes: megabytes } = ready.project.limits;
  const scope = trimmed(
    scopeOf(ready.project, ledger.now, { parameters, now }),
    calls.map((call) => call.code),
  );
  return ports.sandbox.run({ scope, calls, seed: Math.floor(ports.dice.roll() * 2 ** 32), now, limits: { milliseconds, megabytes } });
}

function conditionTrace(action: string, condition: string, result: Awaited<ReturnType<typeof inSandbox>>[number] | undefined): ConditionTrace {
  if (result?.ok) return { action, condition, value: Boolean(result.value) };
  return { action, condition, value: false, ...(result ? { problem: result.problem } : {}) };
}

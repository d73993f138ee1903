import { Problem } from '../../../shared/problem.ts';
import type { Values } from '../../../shared/value.ts';
import { openRun } from '../../decide/prompt-runs.ts';
import { promptRunOf } from '../../decide/resolve-prompts.ts';
import { did, type Handler } from '../turn.ts';
import { resolveAll } from '../values.ts';

/** Starts a prompt sequence in a turn of its own; what cannot be started is refused here, before anything is stored (C-24). */
export const runPromptSequence: Handler<'run_prompt_sequence'> = async (task, turn) => {
  const { effect, origin } = task;
  const { ledger, ports, ready } = turn;
  const given = { ...declared(task.parameters, namesOf(ready.project, effect.sequence)), ...(await resolveAll(effect.variables ?? {}, task, turn)) };
  const isCommand = ledger.now.turn?.input.kind === 'command' && origin.name === effect.sequence;
  const startedBy = { kind: isCommand ? ('command' as const) : ('effect' as const), name: origin.name };
  const run = promptRunOf(ready.project, effect.sequence, { given, start: { id: `s${task.key}`, startedBy, startedAt: ports.clock.now() } });
  const open = openRun(ledger.now);
  if (open) throw new Problem('sequence.busy', { name: open.sequence });
  return did([{ type: 'enqueue', input: { kind: 'sequence', id: run.id, run } }], { run: run.id, sequence: run.sequence, variables: run.variables });
};

type Sequences = { promptSequences: { name: string; variables: { name: string }[] }[] };
const namesOf = ({ promptSequences }: Sequences, name: string): string[] =>
  (promptSequences.find((it) => it.name === name)?.variables ?? []).map((it) => it.name);

/** Of an action's parameters, those that the sequence knows. */
const declared = (parameters: Values, names: readonly string[]): Values =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => names.includes(name)));

import { type Change, isSilenced } from '../../shared/conversation.ts';
import { Problem, report } from '../../shared/problem.ts';
import type { HookName, PlannedEffect, Run } from '../../shared/run.ts';
import type { Values } from '../../shared/value.ts';
import { next } from '../decide/next.ts';
import type { Want } from '../decide/program.ts';
import { settle } from '../decide/settle.ts';
import { placeOf } from '../decide/starts.ts';
import { handlers } from './effects/handlers.ts';
import { recorderOf, stagedTurn } from './staged-turn.ts';
import type { Done, Handler, Task, Turn } from './turn.ts';

/** Carries out what the runs of a turn want, until none is left and no signal is open. The only loop. */
export async function execute(turn: Turn): Promise<void> {
  for (;;) {
    const open = turn.ledger.now.turn;
    // A human has stepped in: what is left of the turn is dropped (P-44).
    if (!open || isSilenced(turn.ledger.now)) return;
    const run = open.runs.at(-1);
    if (run) {
      turn.budget.spend('steps');
      const { now } = stagedTurn(turn).ledger;
      await grant(turn, run, next(run, { project: turn.ready.project, conversation: now, turn: now.turn ?? open }));
      continue;
    }
    const settled = settle(open);
    if (settled) turn.ledger.record({ type: 'signals_settled', ...settled });
    // Whoever waited in vain asks again once the others have answered.
    else if (turn.ledger.now.waiting?.wait.declined) turn.ledger.record({ type: 'run_resumed' });
    else return;
  }
}

/** Does what one run wants and puts it on record together with where the run then stands. */
async function grant(turn: Turn, run: Run, want: Want): Promise<void> {
  const { ledger } = turn;
  switch (want.want) {
    case 'effects':
      return doEffects(turn, run, want);
    case 'start':
      return ledger.record({ type: 'run_started', run: want.run, parent: { run: run.id, position: want.at } });
    case 'stage':
      return ledger.record({
        type: 'stage_changed',
        from: ledger.now.stage,
        to: want.to,
        defaults: defaultsOf(turn, want.to),
        run: run.id,
        position: want.at,
      });
    case 'status':
      return ledger.record({
        type: 'status_changed',
        status: want.status,
        reason: want.reason,
        run: run.id,
        position: want.at,
        ...(want.status === 'waiting_for_human' ? { human: waitFor(turn, want.reason) } : {}),
      });
    case 'wait':
      return ledger.record({ type: 'run_waits', run: run.id, position: want.at, wait: want.wait });
    case 'jump':
      return ledger.record({ type: 'run_moved', run: run.id, position: want.at, reason: want.reason });
    case 'end':
      return ledger.record({ type: 'run_ended', run: run.id, outcome: want.outcome });
  }
}

/** Several effects at once stand side by side; they go on record in their authored order (P-27). */
async function doEffects(turn: Turn, run: Run, want: Extract<Want, { want: 'effects' }>): Promise<void> {
  const hook = 'hook' in run ? run.hook : undefined;
  const started = turn.ports.clock.now();
  const seen = stagedTurn(turn);
  const asRecorded = recorderOf(turn);
  const all = await Promise.all(
    want.effects.map((planned, index) => attempt(seen, taskOf(planned, `${run.id}.${placeOf(want.at[index] ?? index)}`, hook))),
  );
  for (const [index, done] of all.entries()) {
    const { effect, origin } = want.effects[index] ?? {};
    const position = want.at[index];
    if (!effect || !origin || position === undefined) continue;
    turn.ledger.record({
      type: 'effect_done',
      run: run.id,
      position,
      effect: effect.type,
      origin,
      ...done,
      changes: asRecorded(isSilenced(turn.ledger.now) ? done.changes.filter(isInward) : done.changes),
      milliseconds: turn.ports.clock.now() - started,
    });
  }
}

/** What an effect did that nobody outside notices: the rest of one that a human overtook is dropped. */
const isInward = ({ type }: Change): boolean => type !== 'message' && type !== 'page';

/** From when a conversation waits for a human, and until when somebody has to come. */
function waitFor({ ready, ports }: Turn, reason: string) {
  const { waitMinutes } = ready.project.handoff;
  const since = ports.clock.now();
  return { since, reason, operator: null, ...(waitMinutes === undefined ? {} : { until: since + Math.round(waitMinutes * 60_000) }) };
}

const taskOf = ({ effect, origin, parameters, chain }: PlannedEffect, key: string, hook: HookName | undefined): Task => ({
  effect,
  origin,
  parameters,
  key,
  hook,
  ...(chain ? { chain } : {}),
});

/** One effect; whatever it throws is a failed outcome, and the turn goes on (C-16), but for a spent budget. */
async function attempt(turn: Turn, task: Task): Promise<Done> {
  turn.budget.spend('effects');
  try {
    // The table is typed by the union, so the entry under the effect's type takes exactly this effect.
    return await (handlers[task.effect.type] as Handler<typeof task.effect.type>)(task as never, turn);
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'turn.out_of_budget') throw thrown;
    return { outcome: { ok: false, problem: report(thrown) }, changes: [] };
  }
}

/** What a stage's variables are when it is entered for the first time. */
function defaultsOf({ ready }: Turn, name: string): Values {
  const variables = ready.project.stages.find((stage) => stage.name === name)?.variables ?? [];
  return Object.fromEntries(variables.flatMap((it) => (it.default === undefined ? [] : [[it.name, it.default]])));
}

import type { AuthoredProject } from '../../shared/project/project.ts';
import { sharedSandbox, world } from '../world.ts';

/** What one step of a playbook costs, and a turn that has one alone. */
export type StepFigure = { name: string; value: number; unit: string; floor?: number };

const steps = 150;
const turns = 60;

/** A turn of many SET steps against a turn of one, over a store in memory: the difference is what steps cost. */
export async function measureSteps(): Promise<StepFigure[]> {
  const [one, many] = [await turnOf(1), await turnOf(steps)];
  await sharedSandbox().close();
  return [
    { name: 'playbook: a turn of one step', value: one, unit: 'µs' },
    { name: `playbook: one step (of ${steps} in a turn)`, value: (many - one) / (steps - 1), unit: 'µs' },
  ];
}

/** The median microseconds of a turn that runs so many steps. */
async function turnOf(count: number): Promise<number> {
  const project: AuthoredProject = {
    name: 'test',
    limits: { steps: 2_000, effects: 2_000 },
    playbooks: [
      {
        name: 'Long',
        sections: [
          { name: 'All', steps: Array.from({ length: count }, (_, index) => ({ type: 'SET' as const, variable: `v${index}`, value: index })) },
        ],
      },
    ],
    stages: [{ name: 'Main', actions: [{ name: 'Go', effects: [{ type: 'start_playbook', playbook: 'Long' }] }] }],
  };
  const w = await world(project, { intents: { go: ['Go'] } });
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const from = performance.now();
    await w.say('go');
    times.push((performance.now() - from) * 1_000);
  }
  return times.toSorted((left, right) => left - right)[Math.floor(turns / 2)] ?? Number.NaN;
}

if (import.meta.main) for (const { name, value, unit } of await measureSteps()) console.log(`${name}: ${value.toFixed(1)} ${unit}`);

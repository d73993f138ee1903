import { report } from '../../../shared/problem.ts';
import type { ProjectTest, TestStep } from '../../../shared/project/test.ts';
import type { ProjectTestRun, TestRun, TestStepRun } from '../../../shared/test-run.ts';
import type { Clock, Sandbox } from '../../ports.ts';
import { judge } from './judge.ts';
import type { Act, Scene } from './scene.ts';

type Needs = { tests: readonly ProjectTest[]; newScene: () => Scene; sandbox: Sandbox; clock: Clock };

/** Runs tests one after another, each in a conversation of its own that is forgotten afterwards. */
export async function runTests({ tests, newScene, sandbox, clock }: Needs): Promise<TestRun> {
  const runs: ProjectTestRun[] = [];
  for (const test of tests) {
    const scene = newScene();
    const startedAt = clock.now();
    const { steps, problem } = await played(scene, test, sandbox);
    scene.close();
    const ok = problem === undefined && steps.length === test.steps.length && steps.every((step) => step.ok);
    runs.push({ name: test.name, ok, steps, ...(problem ? { problem } : {}), milliseconds: clock.now() - startedAt });
  }
  const passed = runs.filter(({ ok }) => ok).length;
  return { tests: runs, passed, failed: runs.length - passed };
}

async function played(
  scene: Scene,
  { stage, vars, profile, steps }: ProjectTest,
  sandbox: Sandbox,
): Promise<Pick<ProjectTestRun, 'steps' | 'problem'>> {
  try {
    await scene.begin({ ...(stage ? { stage } : {}), ...(vars ? { vars } : {}), ...(profile ? { profile } : {}) });
  } catch (thrown) {
    return { steps: [], problem: report(thrown).message };
  }
  const done: TestStepRun[] = [];
  for (const step of steps) {
    const run = await playedStep(scene, step, sandbox);
    done.push(run);
    // What follows a step that could not be done would be judged by something else than what was meant.
    if (run.problem !== undefined && run.checks.length === 0) break;
  }
  return { steps: done };
}

async function playedStep(scene: Scene, step: TestStep, sandbox: Sandbox): Promise<TestStepRun> {
  const { seq } = await scene.now();
  try {
    await scene.act(actOf(step));
  } catch (thrown) {
    return { step: inWords(step), ok: false, checks: [], problem: report(thrown).message };
  }
  const happened = { conversation: await scene.now(), events: await scene.events(seq) };
  const checks = await judge(step.expect ?? {}, happened, sandbox);
  const failure = happened.events.find((event) => event.type === 'turn_failed');
  const problem = failure?.type === 'turn_failed' ? failure.problem.message : undefined;
  return { step: inWords(step), ok: problem === undefined && checks.every(({ ok }) => ok), checks, ...(problem ? { problem } : {}) };
}

function actOf(step: TestStep): Act {
  if ('say' in step) return { kind: 'say', text: step.say };
  if ('fire' in step) return { kind: 'fire', command: step.fire.command, parameters: step.fire.parameters ?? {} };
  return 'set' in step ? { kind: 'set', values: step.set } : { kind: 'jump', stage: step.jump };
}

/** A step as a person would tell it. */
export function inWords(step: TestStep): string {
  if ('say' in step) return `say “${step.say}”`;
  if ('fire' in step) return `fire ${step.fire.command}${parametersOf(step.fire.parameters ?? {})}`;
  if ('set' in step) return `set${parametersOf(step.set)}`;
  return `jump to ${step.jump}`;
}

const parametersOf = (values: Record<string, unknown>): string =>
  Object.entries(values)
    .map(([key, value]) => ` ${key}=${JSON.stringify(value)}`)
    .join('');

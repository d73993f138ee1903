import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { childSandbox } from '../../runtime/adapters/sandbox/child-sandbox.ts';
import type { Sandbox, ScriptCall, ScriptScope } from '../../runtime/ports.ts';

/** One figure, what the machine itself needs for the bare part of it in the same run, and whether it keeps what was promised. */
export type SandboxFigure = { name: string; value: number; unit: string; floor?: number; goal: string; holds: boolean };

/** Fresh children, each measured beside a fresh hop. */
const pairs = 5;
const rounds = 10;
const perRound = 200;
const pipelined = 20_000;

/** Measures what a script costs over a bare hop, how many one child serves, and how fast it is back after a runaway. Takes about six seconds. */
export async function measureSandbox(): Promise<SandboxFigure[]> {
  const lone: Lone[] = [];
  const release = onOneCore();
  for (let pair = 0; pair < pairs; pair += 1) lone.push(await withSandbox(lonePair));
  release();
  const rest = await withSandbox(async (sandbox) => {
    await run(sandbox, [condition]);
    const memory = memoryFigures();
    return [await pipelinedFigure(sandbox), await recoveryFigure(sandbox), ...memory];
  });
  return [...loneFigures(lone), ...rest];
}

/**
 * Keeps this process and the children it starts on one core until it is released: else the system's choice of core decides
 * between 11 and 42 µs for one and the same hop. Without `taskset` the figures are as they fall.
 */
function onOneCore(): () => void {
  const pin = (cores: string): boolean => spawnSync('taskset', ['-apc', cores, String(process.pid)], { stdio: 'ignore' }).status === 0;
  return pin('0') ? () => void pin(`0-${availableParallelism() - 1}`) : () => undefined;
}

async function withSandbox<T>(measure: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  const sandbox = childSandbox();
  try {
    return await measure(sandbox);
  } finally {
    await sandbox.close();
  }
}

const scope: ScriptScope = {
  vars: { retryCount: 1, order: { id: 7 } },
  userProfile: { tier: 'premium' },
  userInput: 'has my parcel 12345 shipped?',
  originalUserInput: 'has my parcel 12345 shipped?',
  params: { orderNumber: '12345' },
  stage: 'support',
  stageVars: {},
  constants: {},
  history: [],
  events: [],
  actions: ['track_order'],
  results: {},
  time: {},
  faq: [],
  conversationId: 'c1',
};
const condition: ScriptCall = { kind: 'expression', code: "vars.retryCount < 3 && userProfile.tier === 'premium'", path: '' };
const script: ScriptCall = { kind: 'script', code: 'vars.retryCount += 1; return { number: params.orderNumber }', path: '' };
const hang: ScriptCall = { kind: 'script', code: 'Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)', path: '' };

const run = (sandbox: Sandbox, calls: ScriptCall[], milliseconds = 1_000) =>
  sandbox.run({ scope, calls, seed: 1, now: 0, limits: { milliseconds, megabytes: 32 } });

type Lone = { hop: number; script: number; condition: number; conditions: number };

/**
 * Medians of all kinds by turns, so that whatever else the machine does falls on all of them; a row of each, so that each
 * runs warm. One pair says little, as not every child starts the same.
 */
async function lonePair(sandbox: Sandbox): Promise<Lone> {
  const hop = bareHop();
  for (let round = 0; round < 1_500; round += 1) await run(sandbox, [script, condition]);
  const many = Array.from({ length: 20 }, () => condition);
  const works = {
    hop: hop.go,
    script: () => run(sandbox, [script]),
    condition: () => run(sandbox, [condition]),
    conditions: () => run(sandbox, many),
  };
  const taken = Object.values(works).map((work) => ({ work, times: [] as number[] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { times, work } of taken) for (let count = 0; count < perRound; count += 1) times.push(await timed(work));
  }
  hop.stop();
  const [bare = 0, ofScript = 0, ofCondition = 0, ofConditions = 0] = taken.map(({ times }) => median(times));
  return { hop: bare, script: ofScript, condition: ofCondition, conditions: ofConditions };
}

/** The pair in the middle, by its own ratio: a script is compared with the hop that ran beside it. */
function loneFigures(all: readonly Lone[]): SandboxFigure[] {
  const middle = (kind: 'script' | 'condition' | 'conditions'): Lone =>
    all.toSorted((left, right) => left[kind] / left.hop - right[kind] / right.hop)[Math.floor(all.length / 2)] ?? {
      hop: 0,
      script: 0,
      condition: 0,
      conditions: 0,
    };
  const small = (name: string, kind: 'script' | 'condition'): SandboxFigure => {
    const pair = middle(kind);
    return { name, value: pair[kind], unit: 'µs', floor: pair.hop, goal: 'at most 2.5 × a bare hop', holds: pair[kind] <= 2.5 * pair.hop };
  };
  const many = middle('conditions');
  return [
    small('sandbox: a small script, seen from the parent', 'script'),
    small('sandbox: a condition, seen from the parent', 'condition'),
    {
      name: 'sandbox: 20 conditions in one trip',
      value: many.conditions,
      unit: 'µs',
      floor: many.hop,
      goal: 'less than 20 trips',
      holds: many.conditions < 20 * many.condition,
    },
  ];
}

async function pipelinedFigure(sandbox: Sandbox): Promise<SandboxFigure> {
  const started = performance.now();
  await Promise.all(Array.from({ length: pipelined }, () => run(sandbox, [condition])));
  const value = (pipelined / (performance.now() - started)) * 1_000;
  return { name: 'sandbox: scripts a second, one child', value, unit: '/s', goal: 'at least 10,000', holds: value >= 10_000 };
}

async function recoveryFigure(sandbox: Sandbox): Promise<SandboxFigure> {
  const back: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    await run(sandbox, [hang], 100);
    back.push(await timed(() => run(sandbox, [condition])));
  }
  const value = Math.max(...back) / 1_000;
  return { name: 'sandbox: the next script after a kill, worst of 5', value, unit: 'ms', goal: 'less than 300 ms', holds: value < 300 };
}

function memoryFigures(): SandboxFigure[] {
  if (process.platform !== 'linux') return [];
  const value = Math.max(...children().map((pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024));
  return [{ name: 'sandbox: memory of a fresh child', value, unit: 'MB', goal: 'at most 64 MB', holds: value <= 64 }];
}

const children = (): string[] =>
  readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter((pid) => readdirSync('/proc').includes(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('sandbox/child.js'));

/** The least that any child process costs: a few bytes there and back over the same kind of pipe, with the same blocking reads. */
function bareHop(): { go: () => Promise<void>; stop: () => void } {
  const code =
    "const fs = require('node:fs'); const bytes = Buffer.alloc(65536); for (;;) { const size = fs.readSync(0, bytes); if (!size) break; fs.writeSync(1, bytes, 0, size); }";
  const child = spawn(process.execPath, ['-e', code], { stdio: ['pipe', 'pipe', 'ignore'] });
  let back = () => {};
  child.stdout.on('data', () => back());
  const message = Buffer.alloc(64, 'x');
  const go = () =>
    new Promise<void>((resolve) => {
      back = resolve;
      child.stdin.write(message);
    });
  return { go, stop: () => child.kill() };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) * 1_000;
}

const median = (figures: number[]): number => figures.toSorted((left, right) => left - right)[Math.floor(figures.length / 2)] ?? Number.NaN;

if (import.meta.main) {
  for (const { name, value, unit, floor, goal, holds } of await measureSandbox()) {
    const over = floor === undefined ? '' : ` (${(value / floor).toFixed(2)} × ${floor.toFixed(1)} ${unit})`;
    console.log(`${holds ? 'holds' : 'FAILS'}  ${name}: ${value.toFixed(1)} ${unit}${over}; goal: ${goal}`);
  }
}

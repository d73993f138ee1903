import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generous, root } from '../server/stand.ts';
import { benchProject, conditional } from './bench-project.ts';
import { type Client, connect, exchange, exchangeAll, median } from './clients.ts';
import { cpuOf, type Measured, measured, memoryOf, tree } from './processes.ts';
import { measureSandbox } from './sandbox.ts';
import { measureSteps } from './steps.ts';
import { measureStore } from './store.ts';
import { measureToolLoop } from './tool-loop.ts';

type Row = { name: string; value: number; floor?: number; unit: string; goal?: string };
const rows: Row[] = [];
const folder = mkdtempSync(join(tmpdir(), 'promptside-bench-'));
const environment = (name: string): Record<string, string> => {
  writeFileSync(join(folder, 'project.json'), JSON.stringify(benchProject));
  return { ...generous, PORT: '0', PROMPTSIDE_PROJECT: join(folder, 'project.json'), PROMPTSIDE_DATABASE: join(folder, `${name}.sqlite`) };
};
const echo = await measured(join(root, 'test/bench/echo-server.ts'), {});
const own = await measured(join(root, 'test/bench/own-server.ts'), environment('own'));

await turns();
await conditions();
await acknowledgements();
await memory();
await Promise.all([echo.end(), own.end()]);
await starting();
print(rows);
console.log('\nsandbox');
for (const row of await measureSandbox()) console.log(`  ${figure(row)}`);
console.log('\nstore');
for (const row of await measureStore()) console.log(`  ${figure(row)}`);
console.log('\ntool loop');
for (const row of await measureToolLoop()) console.log(`  ${JSON.stringify(row)}`);
console.log('\nplaybooks');
for (const row of await measureSteps()) console.log(`  ${figure(row)}`);
rmSync(folder, { recursive: true, force: true });
process.exit(0);

/** CPU and rate of whole turns over bare echoes, early and late in a conversation, and the event loop under load. */
async function turns(): Promise<void> {
  const [echoes, others, visitors] = await Promise.all([connect(echo.port, 16, false), connect(own.port, 16, true), connect(own.port, 16, true)]);
  // Both servers run warm before anything is compared: else a slow start would hide a turn that grows.
  await Promise.all([exchangeAll(echoes, 600), exchangeAll(others, 600)]);
  const early = await cost(own, visitors, 10, 60);
  const floor = await cost(echo, echoes, 0, 800);
  const full = await cost(own, visitors, 0, 200);
  await exchangeAll(visitors, 530);
  const late = await cost(own, visitors, 0, 60);
  const many = await connect(own.port, 64, true);
  await exchangeAll(many, 5);
  await own.ask('reset');
  const busy = await cost(own, many, 0, 40);
  const lag = await own.ask('lag');
  rows.push(
    { name: 'CPU of a whole turn over an echo', value: full.cpu, floor: floor.cpu, unit: 'µs', goal: '≤ 20 ×' },
    { name: 'turns a second (16 conversations) and echoes a second', value: full.rate, floor: floor.rate, unit: '/s' },
    { name: 'CPU of a turn after 800 of a conversation over one after 10', value: late.cpu, floor: early.cpu, unit: 'µs', goal: '≤ 1.2 ×' },
    { name: 'event-loop lag p99 at 64 busy conversations', value: lag, unit: 'ms', goal: '≤ 10' },
    { name: 'turns a second at 64 busy conversations', value: busy.rate, unit: '/s' },
  );
  for (const client of [...echoes, ...others, ...visitors, ...many]) client.close();
}

/** What thirty conditions add to a turn: they are asked in one trip to the sandbox. */
async function conditions(): Promise<void> {
  const many = conditional(30);
  writeFileSync(join(folder, 'conditional.json'), JSON.stringify(many));
  const server = await measured(join(root, 'test/bench/own-server.ts'), {
    ...environment('conditional'),
    PROMPTSIDE_PROJECT: join(folder, 'conditional.json'),
  });
  const [plain, visitors] = [await connect(own.port, 16, true), await connect(server.port, 16, true)];
  const floor = await cost(own, plain, 30, 60);
  const value = await cost(server, visitors, 30, 60);
  rows.push({ name: 'CPU of a turn with 30 more conditional actions, over one without', value: value.cpu, floor: floor.cpu, unit: 'µs' });
  for (const client of [...plain, ...visitors]) client.close();
  await server.end();
}

async function cost(server: Measured, clients: Client[], warm: number, rounds: number): Promise<{ cpu: number; rate: number }> {
  await exchangeAll(clients, warm);
  const pid = server.process.pid ?? 0;
  const [cpu, from] = [cpuOf(pid), performance.now()];
  await exchangeAll(clients, rounds);
  const count = rounds * clients.length;
  return { cpu: (cpuOf(pid) - cpu) / count, rate: (count / (performance.now() - from)) * 1_000 };
}

/** One visitor, one message after another: how long until it is acknowledged, stored and unstored. */
async function acknowledgements(): Promise<void> {
  const [[bare], [visitor]] = await Promise.all([connect(echo.port, 1, false), connect(own.port, 1, true)]);
  if (!bare || !visitor) throw new Error('nobody came');
  const [floor, stored]: [number[], number[]] = [[], []];
  for (let round = 0; round < 300; round += 1) {
    floor.push(await exchange(bare));
    stored.push(await exchange(visitor));
  }
  rows.push({
    name: 'send → stored → acknowledged over an unstored acknowledgement',
    value: median(stored),
    floor: median(floor),
    unit: 'ms',
    goal: '≤ 3 ×',
  });
  bare.close();
  visitor.close();
}

/** What an idle conversation costs, over an idle connection that has none; held in and beside the heap after a collection. */
async function memory(): Promise<void> {
  const [bare, fresh] = await Promise.all([
    measured(join(root, 'test/bench/echo-server.ts'), {}),
    measured(join(root, 'test/bench/own-server.ts'), environment('memory')),
  ]);
  const perClient = async (server: Measured, isOwn: boolean): Promise<number> => {
    const settle = async (): Promise<number> => {
      await new Promise((later) => setTimeout(later, 500));
      for (let round = 0; round < 3; round += 1) await server.ask('collect');
      return (await server.ask('collect')) / 1_024;
    };
    const first = await connect(server.port, 50, isOwn);
    await exchangeAll(first, 4);
    const before = await settle();
    const clients = await connect(server.port, 800, isOwn);
    await exchangeAll(clients, 1);
    const after = await settle();
    for (const client of [...first, ...clients]) client.close();
    return (after - before) / clients.length;
  };
  const floor = await perClient(bare, false);
  rows.push({ name: 'memory of an idle conversation over an idle connection', value: await perClient(fresh, true), floor, unit: 'KB', goal: '≤ 48' });
  await Promise.all([bare.end(), fresh.end()]);
}

/** Milliseconds to listening, and the memory of all processes some time after. */
async function starting(): Promise<void> {
  const settings = environment('start');
  await listening('promptside.js', ['start'], settings);
  const own = await fastest(() => listening('promptside.js', ['start'], settings));
  const floor = await fastest(() => listening('test/bench/packages-alone.ts', [], settings));
  rows.push({
    name: 'milliseconds from the start of the process to listening, over the packages alone',
    value: own.milliseconds,
    floor: floor.milliseconds,
    unit: 'ms',
    goal: '≤ 300',
  });
  rows.push({ name: 'memory after start, all processes (what they share counted once)', value: own.pss / 1_024, unit: 'MB', goal: '≤ 160' });
  rows.push({ name: 'memory after start, all processes (what they share counted each time)', value: own.rss / 1_024, unit: 'MB' });
}

type Start = { milliseconds: number; pss: number; rss: number };

async function fastest(start: () => Promise<Start>): Promise<Start> {
  const all: Start[] = [];
  for (let round = 0; round < 7; round += 1) all.push(await start());
  return all.toSorted((left, right) => left.milliseconds - right.milliseconds)[3] ?? { milliseconds: Number.NaN, pss: 0, rss: 0 };
}

async function listening(program: string, parameters: string[], settings: Record<string, string>): Promise<Start> {
  const from = performance.now();
  const child = spawn(process.execPath, [join(root, program), ...parameters], {
    cwd: root,
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve) => child.stdout.on('data', (chunk: Buffer) => String(chunk).includes('listening') && resolve()));
  const milliseconds = performance.now() - from;
  if (program !== 'promptside.js') return { milliseconds, pss: 0, rss: 0 };
  await new Promise((later) => setTimeout(later, 1_500));
  const pid = child.pid ?? 0;
  const found = { milliseconds, pss: memoryOf(pid, 'Pss'), rss: memoryOf(pid, 'Rss'), processes: tree(pid).length };
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
  return found;
}

function print(all: Row[]): void {
  for (const row of all) console.log(figure(row));
}

function figure({ name, value, floor, unit, goal }: Row): string {
  const round = (number: number): string => (number >= 100 ? number.toFixed(0) : number.toFixed(2));
  const ratio = floor === undefined ? '' : `, floor ${round(floor)} ${unit}, ratio ${round(value / floor)} ×`;
  return `${name}: ${round(value)} ${unit}${ratio}${goal ? ` (goal ${goal})` : ''}`;
}

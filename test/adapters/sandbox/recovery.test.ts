import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { childSandbox } from '../../../runtime/adapters/sandbox/child-sandbox.ts';
import type { Sandbox } from '../../../runtime/ports.ts';
import { expression, one, outcome, script, trip } from './trip.ts';

const open: Sandbox[] = [];
const started = (...options: Parameters<typeof childSandbox>): Sandbox => {
  const sandbox = childSandbox(...options);
  open.push(sandbox);
  return sandbox;
};
afterEach(() => Promise.all(open.splice(0).map((sandbox) => sandbox.close())));

const short = { limits: { milliseconds: 100, megabytes: 32 } };
const hang = script('Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)');
const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('G-32 a script that cannot be interrupted costs its own call and no other', () => {
  test('trips that waited behind it are answered by the spare', async () => {
    const sandbox = started();
    await one(sandbox, expression('1'));
    const trips = [one(sandbox, hang, short), ...[1, 2, 3, 4, 5].map((count) => one(sandbox, expression(`vars.count + ${count}`), short))];
    expect((await Promise.all(trips)).map(outcome)).toEqual(['script.time: ', 2, 3, 4, 5, 6]);
  });

  test('calls of its own trip keep their answers, and each gets its own luck wherever it runs', async () => {
    const sandbox = started();
    const luck = expression('Math.random()');
    const calm = await sandbox.run(trip([luck, expression('1'), luck, luck], short));
    const disturbed = await sandbox.run(trip([luck, hang, luck, luck], short));
    expect(disturbed.map(outcome)).toEqual([outcome(calm[0]), 'script.time: ', outcome(calm[2]), outcome(calm[3])]);
  });

  test('several of them in one trip each end, and the rest is answered', async () => {
    const loop = script('for (;;);');
    const answers = await started().run(trip([hang, expression('1'), loop, hang, expression('2'), loop], short));
    expect(answers.map(outcome)).toEqual(['script.time: ', 1, 'script.time: ', 'script.time: ', 2, 'script.time: ']);
  });

  test('one hanging script after the other, each before its spare is up', async () => {
    const sandbox = started();
    const answers = await Promise.all([1, 2, 3, 4].flatMap((it) => [one(sandbox, hang, short), one(sandbox, expression(`${it}`), short)]));
    expect(answers.map(outcome)).toEqual([1, 2, 3, 4].flatMap((it) => ['script.time: ', it]));
  });

  test('a slow neighbour that stays within its limit is no runaway', async () => {
    const slow = script('const until = 3e6; let sum = 0; for (let i = 0; i < until; i++) sum += i % 7; return sum > 0');
    const answers = await started().run(trip([slow, slow, slow, expression('4')]));
    expect(answers.map(outcome)).toEqual([true, true, true, 4]);
  });

  test('several children share the work', async () => {
    const sandbox = started({ children: 2 });
    const trips = Array.from({ length: 40 }, (_, count) => one(sandbox, expression(`${count} + vars.count`)));
    expect((await Promise.all(trips)).map(outcome)).toEqual(Array.from({ length: 40 }, (_, count) => count + 1));
  });

  test('limits differ from trip to trip', async () => {
    const sandbox = started();
    const wide = script('return Array.from({ length: 1.5e6 }, (_, i) => i + 0.5).length');
    const [small, large] = await Promise.all([8, 128].map((megabytes) => one(sandbox, wide, { limits: { milliseconds: 3_000, megabytes } })));
    expect([outcome(small), outcome(large)]).toEqual(['script.memory: ', 1_500_000]);
    expect(outcome(small && (await one(sandbox, expression('1'), { limits: { milliseconds: 500, megabytes: 64 } })))).toBe(1);
  });
});

describe.runIf(process.platform === 'linux')('the processes', () => {
  test('a child that is killed from outside costs no answer', async () => {
    const sandbox = started();
    await one(sandbox, expression('1'));
    const busy = Promise.all(Array.from({ length: 50 }, () => one(sandbox, script('let sum = 0; for (let i = 0; i < 2e5; i++) sum += i; return 1'))));
    for (const pid of sandboxPids().slice(0, 1)) process.kill(pid, 'SIGKILL');
    expect((await busy).map(outcome)).toEqual(Array(50).fill(1));
    for (const pid of sandboxPids()) process.kill(pid, 'SIGKILL');
    await after(50);
    expect(outcome(await one(sandbox, expression('2')))).toBe(2);
  });

  test('an interrupt or a stop that reaches the whole group leaves the sandbox at work', async () => {
    const sandbox = started();
    await one(sandbox, expression('1'));
    const pids = sandboxPids();
    for (const pid of pids) for (const signal of ['SIGINT', 'SIGTERM'] as const) process.kill(pid, signal);
    expect(outcome(await one(sandbox, expression('2')))).toBe(2);
    expect(sandboxPids()).toEqual(expect.arrayContaining(pids.slice(0, 1)));
  });

  test('the child sees nothing of the environment, opens no file but its own, and starts nothing', async () => {
    const sandbox = started();
    await one(sandbox, expression('1'));
    const [pid = 0] = sandboxPids();
    expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).toBe('TZ=UTC\0');
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    expect(words).toContain('--permission');
    const allowed = words.filter((word) => word.startsWith('--allow'));
    expect(allowed).toHaveLength(3);
    expect(allowed).toEqual(
      expect.arrayContaining([
        '--allow-addons',
        expect.stringMatching(/^--allow-fs-read=.*isolated-vm.*\.node$/),
        expect.stringMatching(/^--allow-fs-read=.*\/runtime\/adapters\/sandbox$/),
      ]),
    );
  });

  test('one child starts by itself, the spare with the first use, and closing ends both', async () => {
    const sandbox = started();
    await expect.poll(() => sandboxPids().length, { timeout: 5_000 }).toBe(1);
    await after(200);
    expect(sandboxPids()).toHaveLength(1);
    await one(sandbox, expression('1'));
    await expect.poll(() => sandboxPids().length, { timeout: 5_000 }).toBe(2);
    await sandbox.close();
    expect(sandboxPids()).toEqual([]);
  });

  test('a server that is killed leaves no child behind', async () => {
    const code = `import { childSandbox } from './runtime/adapters/sandbox/child-sandbox.ts';
      const sandbox = childSandbox();
      await sandbox.run({ scope: {}, calls: [{ kind: 'expression', code: '1', path: '' }], seed: 1, now: 0, limits: { milliseconds: 1000, megabytes: 32 } });
      setInterval(() => {}, 1000);
      setTimeout(() => console.log('up'), 300);`;
    const server = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => server.stdout.once('data', resolve));
    const children = sandboxPids(server.pid);
    expect(children).toHaveLength(2);
    server.kill('SIGKILL');
    await expect.poll(() => children.filter(isAlive), { timeout: 5_000 }).toEqual([]);
  });

  test('a process that only made a sandbox may end', () => {
    const code = `import { childSandbox } from './runtime/adapters/sandbox/child-sandbox.ts';
      const sandbox = childSandbox();
      const [it] = await sandbox.run({ scope: { vars: { a: 2 } }, calls: [{ kind: 'expression', code: 'vars.a', path: '' }], seed: 1, now: 0, limits: { milliseconds: 1000, megabytes: 32 } });
      console.log(it.value);`;
    expect(execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8', timeout: 20_000 })).toBe('2\n');
  });
});

test('a process that cannot be started is told, and the next call starts one', async () => {
  const sandbox = started();
  const node = process.execPath;
  process.execPath = '/nonexistent/node';
  const lost = await one(sandbox, expression('1'));
  process.execPath = node;
  expect(lost).toMatchObject({ ok: false, problem: { code: 'sandbox.unavailable' } });
  expect(outcome(await one(sandbox, expression('1')))).toBe(1);
});

test('what is under way when the sandbox closes is told so, and what comes later too', async () => {
  const sandbox = childSandbox();
  const running = one(sandbox, hang, short);
  await sandbox.close();
  expect([outcome(await running), outcome(await one(sandbox, expression('1')))]).toEqual([
    'sandbox.unavailable: it is closing',
    'sandbox.unavailable: it is closed',
  ]);
});

/** The sandbox processes that a process started. */
function sandboxPids(parent = process.pid): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isSandboxOf(name, parent))
    .map(Number)
    .sort((left, right) => left - right);
}

function isSandboxOf(pid: string, parent: number): boolean {
  try {
    const found = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return found === String(parent) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('sandbox/child.js');
  } catch {
    return false;
  }
}

/** A process that has ended and was not fetched by its parent yet is not alive. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

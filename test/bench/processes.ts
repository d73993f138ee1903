import { type ChildProcess, fork } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A server under measurement: a process that says its port and answers questions about itself. */
export type Measured = { port: number; process: ChildProcess; ask(question: 'lag' | 'reset' | 'collect'): Promise<number>; end(): Promise<void> };

/** Starts a module that sends `{ port }` when it listens and `{ answer }` for each question. */
export async function measured(module: string, environment: Record<string, string>): Promise<Measured> {
  const child = fork(module, {
    env: { PATH: process.env.PATH, ...environment },
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const next = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      child.once('message', (message) => resolve(message as T)); // our own modules send just what is asked for
      child.once('exit', (code) => reject(new Error(`${module} ended with ${code}`)));
    });
  const { port } = await next<{ port: number }>();
  child.setMaxListeners(100);
  return {
    port,
    process: child,
    async ask(question) {
      const answer = next<{ answer: number }>();
      child.send(question);
      return (await answer).answer;
    },
    async end() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** A process and all that it started. */
export function tree(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [[Number(name), Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1])] as const];
      } catch {
        return [];
      }
    });
  const below = (of: number): number[] => [of, ...parents.flatMap(([child, parent]) => (parent === of ? below(child) : []))];
  return below(pid);
}

/** Microseconds of CPU that a process and all that it started have used, threads included. The kernel counts in hundredths of a second. */
export const cpuOf = (pid: number): number => tree(pid).reduce((sum, one) => sum + cpuOfOne(one), 0);

function cpuOfOne(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10_000;
  } catch {
    return 0;
  }
}

/** Kilobytes of memory of a process and all that it started: `Pss` counts what they share once, `Rss` each time. */
export const memoryOf = (pid: number, kind: 'Pss' | 'Rss'): number =>
  tree(pid).reduce((sum, one) => {
    try {
      return sum + Number(new RegExp(`^${kind}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${one}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      return sum;
    }
  }, 0);

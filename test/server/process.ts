import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generous, root } from './stand.ts';

export type Ended = { code: number | null; signal: string | null; output: string };
export type Running = { address: string; link: string; process: ChildProcess; ended: Promise<Ended>; output(): string };

/** A folder of its own for one test's database and files. */
export function scratch(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'promptside-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** `npm start`, without npm: the real program as a process of its own. Answers once it is listening, or with how it ended. */
export async function start(environment: Record<string, string>): Promise<Running> {
  const child = spawn(process.execPath, [join(root, 'promptside.js'), 'start'], {
    cwd: root,
    env: { PATH: process.env.PATH, ...generous, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<Ended>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal, output })));
  const listening = new Promise<{ address: string; link: string }>((resolve) => {
    const read = (chunk: Buffer): void => {
      output += chunk;
      const address = /listening: (\S+)/.exec(output)?.[1];
      const link = /(http\S+#token=\S+)/.exec(output)?.[1];
      if (address && link) resolve({ address: address.replace('localhost', '127.0.0.1'), link: link.replace('localhost', '127.0.0.1') });
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
  });
  const first = await Promise.race([listening, ended]);
  if ('code' in first) throw Object.assign(new Error(first.output), first);
  return { ...first, process: child, ended, output: () => output };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { sqliteStore } from '../../../runtime/adapters/store/sqlite.ts';
import type { Store } from '../../../runtime/ports.ts';

/** What became of a file whose writer was killed again and again. */
export type KillReport = {
  rounds: number;
  acknowledged: number;
  /** Commits that are stored although their acknowledgement never left: why ids have to be known again (G-02). */
  storedUnheard: number;
  /** In words; empty where every promise held. */
  broken: string[];
};

/** Kills a committing process at random moments, so many times, and looks at the file after each (G-01). */
export async function killRounds(file: string, rounds: number, conversations = 8): Promise<KillReport> {
  const report: KillReport = { rounds, acknowledged: 0, storedUnheard: 0, broken: [] };
  for (let round = 0; round < rounds; round++) {
    const heard = await killedWhileCommitting(file, conversations);
    report.acknowledged += heard.length;
    report.broken.push(...(await faults(file, heard, report)).map((fault) => `round ${round}: ${fault}`));
  }
  return report;
}

/** What a child said was acknowledged (`conversation seq`) or refused (`! code`), as far as it got out before it was killed. */
async function killedWhileCommitting(file: string, conversations: number): Promise<string[]> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./committing-child.ts', import.meta.url)), file, String(conversations)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  let isTimed = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    // Counted from the first acknowledged commit, so that the kill falls into the work also where the start takes long.
    if (isTimed || !said.includes('\n', 'ready\n'.length)) return;
    isTimed = true;
    setTimeout(() => child.kill('SIGKILL'), Math.random() * 150);
  });
  await once(child, 'close');
  // The first line is `ready`; the last one may be cut, and was not heard then.
  return said.split('\n').slice(1, -1);
}

async function faults(file: string, lines: string[], report: KillReport): Promise<string[]> {
  const found = lines.filter((line) => line.startsWith('!')).map((line) => `refused: ${line}`);
  const store = await sqliteStore(file);
  try {
    const heard = new Map(
      lines
        .filter((line) => !line.startsWith('!'))
        .map((line) => line.split(' '))
        .map(([id = '', seq]) => [id, Number(seq)]),
    );
    for (const { id } of await store.conversations('shop', { limit: 1_000 })) {
      const stored = await wholeConversation(store, id, found);
      const last = heard.get(id);
      if (last !== undefined && stored < last) found.push(`${id}: ${last} was acknowledged, ${stored} is stored`);
      if (last !== undefined && stored > last) report.storedUnheard += 1;
      heard.delete(id);
    }
    for (const id of heard.keys()) found.push(`${id} is gone`);
  } finally {
    await store.close();
  }
  return integrity(file) === 'ok' ? found : [...found, integrity(file)];
}

/** The number of the last event; adds what is not as it should be. */
async function wholeConversation(store: Store, id: string, found: string[]): Promise<number> {
  const events = await store.events(id, 0, 1_000_000);
  const shown = await store.shown(id, 0, 1_000_000);
  const last = events.length;
  if (!events.every(({ seq }, index) => seq === index + 1)) found.push(`${id}: its events have a gap`);
  if (!shown.every((event, index) => event.shown === index + 1)) found.push(`${id}: its visible events have a gap`);
  const row = await store.conversation(id);
  const { seq } = await store.profile('shop', id);
  if (row?.turns !== last || seq !== last) found.push(`${id}: row ${row?.turns}, profile ${seq}, events ${last} are not of one commit`);
  const loaded = await store.load(id);
  if ((loaded?.snapshot?.seq ?? 0) + (loaded?.events.length ?? 0) !== last) found.push(`${id}: snapshot and events do not meet`);
  return last;
}

/** What SQLite itself says of a file: `ok`, or what is wrong. */
export function integrity(file: string): string {
  const database = new DatabaseSync(file);
  try {
    return String(database.prepare('pragma integrity_check').get()?.integrity_check);
  } finally {
    database.close();
  }
}

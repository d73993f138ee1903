import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteStore } from '../../runtime/adapters/store/sqlite.ts';
import type { Store } from '../../runtime/ports.ts';
import { type Place, sampleCommit, startOf } from '../adapters/store/sample-commits.ts';

/** One figure, and what the machine itself needs for the bare part of it, measured in the same run. */
export type Measured = { name: string; value: number; unit: string; floor?: number };

const conversations = 64;
const groupSize = 32;
/** What a turn of eight events weighs. */
const marks = '...s...s';
const pad = 250;

/** What the store costs: under load, alone, and for the two lookups of each turn. Takes about three seconds. */
export async function measureStore(): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'promptside-bench-'));
  const openedAt = performance.now();
  const store = await sqliteStore(join(folder, 'bench.db'));
  const opening = performance.now() - openedAt;
  try {
    const floor = groupFloor(join(folder, 'group-floor'));
    await work(store, 'warm', 300);
    const idle = await whileWatched(() => new Promise((resolve) => setTimeout(resolve, 500)));
    const load = await whileWatched(() => work(store, 'busy', 1_000));
    const lone = await loneCommit(store, join(folder, 'lone-floor'));
    return [
      { name: 'store: opening a new file', value: opening, unit: 'ms' },
      {
        name: 'store: durable commits of 8 events, 64 conversations',
        value: load.done.perSecond,
        unit: '/s',
        floor,
      },
      { name: 'store: CPU of such a commit, both threads', value: load.done.cpuMicroseconds, unit: 'µs' },
      { name: 'store: event-loop lag p99 meanwhile', value: load.lag, unit: 'ms', floor: idle.lag },
      { name: 'store: a lone commit, median', value: lone.commit, unit: 'ms', floor: lone.append },
      { name: 'store: profile lookup', value: await lookup(() => store.profile('shop', 'busy-1')), unit: 'µs' },
      { name: 'store: input lookup', value: await lookup(() => store.input('busy-1', 'input-1')), unit: 'µs' },
    ];
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The bytes of so many turns as share a group, appended to a bare file with one sync: turns a second. */
function groupFloor(file: string): number {
  const append = appending(file, Buffer.concat(Array.from({ length: groupSize }, turnBytes)));
  const times = Array.from({ length: 100 }, () => timed(append.run));
  append.close();
  return (groupSize * 1_000) / median(times);
}

const turnBytes = (): Buffer => Buffer.from(JSON.stringify(turnOf(startOf('floor'))));

function appending(file: string, bytes: Buffer): { run: () => void; close: () => void } {
  const descriptor = openSync(file, 'a');
  const run = () => {
    writeSync(descriptor, bytes);
    fdatasyncSync(descriptor);
  };
  return { run, close: () => closeSync(descriptor) };
}

const turnOf = (place: Place) => {
  const id = `input-${place.seq + 1}`;
  return sampleCommit(place, marks, {
    pad,
    row: { visitor: place.id },
    inputs: [{ id, digest: 'd'.repeat(43), seq: place.seq + 1 }],
    profile: [{ field: 'seen', operation: 'set', value: place.seq }],
  });
};

/** Turns of all conversations side by side, each waiting for its own commit before the next. */
async function work(store: Store, name: string, milliseconds: number): Promise<{ perSecond: number; cpuMicroseconds: number }> {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  let commits = 0;
  const goOn = async (place: Place) => {
    while (performance.now() - began < milliseconds) {
      await store.commit(turnOf(place));
      commits += 1;
    }
  };
  await Promise.all(Array.from({ length: conversations }, (_, index) => goOn(startOf(`${name}-${index}`))));
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: (commits * 1_000) / (performance.now() - began), cpuMicroseconds: (user + system) / commits };
}

/** A commit with nothing beside it, in turns with a bare append and sync of its bytes, so that both meet the same disk. */
async function loneCommit(store: Store, file: string): Promise<{ commit: number; append: number }> {
  const [place, append] = [startOf('alone'), appending(file, turnBytes())];
  const times: { commit: number[]; append: number[] } = { commit: [], append: [] };
  for (let turn = 0; turn < 200; turn++) {
    times.append.push(timed(append.run));
    const commit = turnOf(place);
    const began = performance.now();
    await store.commit(commit);
    times.commit.push(performance.now() - began);
  }
  append.close();
  return { commit: median(times.commit), append: median(times.append) };
}

/** Microseconds of one lookup, warm. */
async function lookup(look: () => Promise<unknown>): Promise<number> {
  for (let turn = 0; turn < 2_000; turn++) await look();
  const began = performance.now();
  for (let turn = 0; turn < 5_000; turn++) await look();
  return (performance.now() - began) / 5;
}

/** How late a timer of 2 ms came, at worst but for 1 in 100, while something ran. */
async function whileWatched<T>(run: () => Promise<T>): Promise<{ done: T; lag: number }> {
  const lags: number[] = [];
  let due = performance.now() + 2;
  const timer = setInterval(() => {
    lags.push(Math.max(0, performance.now() - due));
    due = performance.now() + 2;
  }, 2);
  const done = await run().finally(() => clearInterval(timer));
  lags.sort((left, right) => left - right);
  return { done, lag: lags[Math.floor(lags.length * 0.99)] ?? 0 };
}

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

const median = (times: number[]): number => times.toSorted((left, right) => left - right)[Math.floor(times.length / 2)] ?? 0;

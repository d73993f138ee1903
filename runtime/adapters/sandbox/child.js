// @ts-check
/**
 * The sandbox's process: reads a trip, runs it in an isolate, writes the answers, and does nothing else. It is plain JavaScript, because
 * stripping types would cost it 18 MB. Started by script-child.ts; the path of isolated-vm's addon is its one argument. `process` is never
 * imported by name: that opens stdin as a stream, and then reading it no longer blocks.
 */
import { readFileSync, readSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';

/** @type {{ ivm: typeof import('isolated-vm') }} */
const { ivm } = createRequire(import.meta.url)(process.argv[2] ?? '');

const tripHeader = 20;
const answerHeader = 16;
/** Several calls get this long together; when it is not enough, each gets its own time. */
const togetherMilliseconds = 50;
const keptRealms = 2;
let inbox = Buffer.alloc(65_536);
let start = 0;
let end = 0;
const kind = { ready: 0, progress: 1, alone: 2, done: 3 };

/**
 * @typedef {{ isolate: import('isolated-vm').Isolate, call: (name: 'run' | 'settle' | 'progress', parts: unknown[], milliseconds: number) => string }} Realm
 * @typedef {{ milliseconds: number, megabytes: number, count: number, alone: boolean, weighs: boolean, text: string }} Trip
 */
/** One for each memory limit. @type {Map<number, Realm>} */
const realms = new Map();

// The server decides when we end: an interrupt from the terminal or a stop of the whole service reaches us too.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

realmOf(32);
send(kind.ready, { microseconds: 0, kilobytes: process.memoryUsage.rss() / 1024 }, '');
for (let trip = receive(); trip; trip = receive()) serve(trip);

/** @param {Trip} trip */
function serve(trip) {
  let from = 0;
  let { alone } = trip;
  const before = trip.weighs ? freshKilobytes(trip.megabytes) : 0;
  while (from < trip.count) {
    const started = process.hrtime.bigint();
    const isOne = alone || from === trip.count - 1;
    const step = attempt(trip, from, isOne);
    const isOver = step.next >= trip.count;
    alone = trip.alone || step.next === from;
    from = step.next;
    const microseconds = Number((process.hrtime.bigint() - started) / 1000n);
    send(
      isOver ? kind.done : alone ? kind.alone : kind.progress,
      { microseconds, kilobytes: trip.weighs ? grownKilobytes(trip.megabytes, before) : 0 },
      step.answers,
    );
  }
}

/** One entry into the realm: how far it came and what it answered. @param {Trip} trip @param {number} from @param {boolean} isOne */
function attempt(trip, from, isOne) {
  const started = performance.now();
  const limit = isOne ? trip.milliseconds : Math.min(trip.milliseconds, togetherMilliseconds);
  const realm = realmOf(trip.megabytes);
  try {
    const report = enter(realm, 'run', [trip.text, from, isOne], limit);
    if (report.state !== 'P') return report;
    return enter(realm, 'settle', [], Math.max(1, Math.ceil(limit - (performance.now() - started))));
  } catch (problem) {
    return recover(realm, trip, { from, isOne, problem: String(problem) });
  }
}

/**
 * A promise that was rejected and never looked after is thrown at us once the work is done: the work counts.
 * @param {Realm} realm @param {'run' | 'settle'} name @param {unknown[]} parts @param {number} limit
 */
function enter(realm, name, parts, limit) {
  const started = performance.now();
  try {
    return read(realm.call(name, parts, limit));
  } catch (problem) {
    if (realm.isolate.isDisposed || performance.now() - started >= limit) throw problem;
    const report = read(realm.call('progress', [], 100));
    if (report.state === 'I') throw problem;
    return report;
  }
}

/** An interrupted realm is thrown away; what it had finished counts. @param {Realm} realm @param {Trip} trip @param {{ from: number, isOne: boolean, problem: string }} at */
function recover(realm, trip, { from, isOne, problem }) {
  const isMemory = realm.isolate.isDisposed || /memory limit|Array buffer allocation/i.test(problem);
  const stood = isMemory ? { next: from, answers: '' } : standing(realm, from);
  realms.delete(trip.megabytes);
  if (!realm.isolate.isDisposed) realm.isolate.dispose();
  if (stood.next > from || !isOne) return stood;
  const code = isMemory ? 'script.memory' : /timed out/.test(problem) ? 'script.time' : 'script.failed';
  return { next: from + 1, answers: JSON.stringify({ ok: false, code, reason: code === 'script.failed' ? problem.slice(0, 500) : '', logs: [] }) };
}

/** @param {Realm} realm @param {number} from */
function standing(realm, from) {
  try {
    return read(realm.call('progress', [], 100));
  } catch {
    return { next: from, answers: '' };
  }
}

/** @param {string} report */
function read(report) {
  const bar = report.indexOf('|');
  return { state: report[0], next: Number(report.slice(1, bar)), answers: report.slice(bar + 1) };
}

/** @param {number} megabytes @returns {Realm} */
function realmOf(megabytes) {
  const known = realms.get(megabytes);
  if (known && !known.isolate.isDisposed) return known;
  for (const [limit, { isolate }] of realms) {
    if (realms.size < keptRealms) break;
    realms.delete(limit);
    if (!isolate.isDisposed) isolate.dispose();
  }
  const realm = newRealm(megabytes);
  realms.set(megabytes, realm);
  return realm;
}

/** What a new realm holds: in one that was used lies what earlier calls left there. @param {number} megabytes */
function freshKilobytes(megabytes) {
  const known = realms.get(megabytes)?.isolate;
  if (known && !known.isDisposed) known.dispose();
  realms.delete(megabytes);
  return usedKilobytes(realmOf(megabytes).isolate);
}

/** What has come into a realm, at least 1; 0 where it had to be given up. @param {number} megabytes @param {number} before */
function grownKilobytes(megabytes, before) {
  const isolate = realms.get(megabytes)?.isolate;
  return !isolate || isolate.isDisposed ? 0 : Math.max(1, usedKilobytes(isolate) - before);
}

/** @param {import('isolated-vm').Isolate} isolate */
function usedKilobytes(isolate) {
  const { used_heap_size: heap, externally_allocated_size: outside } = isolate.getHeapStatisticsSync();
  return (heap + outside) / 1024;
}

/** @param {number} megabytes @returns {Realm} */
function newRealm(megabytes) {
  const isolate = new ivm.Isolate({ memoryLimit: megabytes });
  const context = isolate.createContextSync();
  const load = loader(isolate);
  const entry = load('./run.js');
  entry.instantiateSync(context, load);
  entry.evaluateSync({ timeout: 5_000 });
  const names = /** @type {const} */ (['run', 'settle', 'progress']);
  const functions = new Map(names.map((name) => [name, entry.namespace.getSync(name, { reference: true })]));
  return { isolate, call: (name, parts, milliseconds) => String(functions.get(name)?.applySync(undefined, parts, { timeout: milliseconds })) };
}

/** The modules of the realm, each compiled once. @param {import('isolated-vm').Isolate} isolate */
function loader(isolate) {
  /** @type {Map<string, import('isolated-vm').Module>} */
  const modules = new Map();
  return (/** @type {string} */ specifier) => {
    const file = new URL(`realm/${specifier.slice('./'.length)}`, import.meta.url);
    const known = modules.get(specifier) ?? isolate.compileModuleSync(readFileSync(file, 'utf8'), { filename: `realm:${specifier}` });
    modules.set(specifier, known);
    return known;
  };
}

/** Blocks until a whole trip is there; nothing where the server has closed the pipe. @returns {Trip | null} */
function receive() {
  if (!fill(tripHeader)) return null;
  const size = inbox.readUInt32LE(start);
  const [milliseconds, megabytes, count, flags] = [4, 8, 12, 16].map((offset) => inbox.readUInt32LE(start + offset));
  if (!fill(tripHeader + size)) return null;
  const text = inbox.toString('utf8', start + tripHeader, start + tripHeader + size);
  start += tripHeader + size;
  return { milliseconds: milliseconds ?? 0, megabytes: megabytes ?? 0, count: count ?? 0, alone: isSet(flags, 1), weighs: isSet(flags, 2), text };
}

/** @param {number | undefined} flags @param {number} flag */
function isSet(flags, flag) {
  return ((flags ?? 0) & flag) !== 0;
}

/** Makes sure that so many bytes are there from `start` on. @param {number} wanted */
function fill(wanted) {
  while (end - start < wanted) {
    if (start > 0 && (start === end || start + wanted > inbox.length)) {
      inbox.copyWithin(0, start, end);
      end -= start;
      start = 0;
    }
    if (wanted > inbox.length) inbox = Buffer.concat([inbox, Buffer.alloc(wanted)]);
    const got = readMore();
    if (got === 0) return false;
    end += got;
  }
  return true;
}

function readMore() {
  try {
    return readSync(0, inbox, end, inbox.length - end, null);
  } catch {
    return 0; // some systems report the closed pipe as an error
  }
}

/** @param {number} what @param {{ microseconds: number, kilobytes: number }} figures @param {string} text */
function send(what, { microseconds, kilobytes }, text) {
  const size = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(answerHeader + size);
  frame.writeUInt32LE(size, 0);
  frame.writeUInt32LE(what, 4);
  frame.writeUInt32LE(Math.min(microseconds, 0xffffffff), 8);
  frame.writeUInt32LE(Math.min(Math.round(kilobytes), 0xffffffff), 12);
  frame.write(text, answerHeader);
  for (let sent = 0; sent < frame.length; ) sent += writeSync(1, frame, sent);
}

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../ports.ts';
import { isLast, type Job, tripFrame } from './job.ts';
import { type AnswerFrame, frameReader, tripBytes } from './wire.ts';

/** What the watch over a child needs of a clock; it must be a real one, or nobody ends a script that hangs. */
export type WatchClock = Pick<Clock, 'now' | 'after'>;

/** Why a child is no more: we ended it for a reason, or it ended by itself. */
export type End = { why: 'time' | 'memory' | 'boot' | 'exit' | 'nonsense'; reason: string };

/** Who hears of a child's work. */
export type Listener = {
  /** Answers came; the job is over where all its calls have theirs. */
  answered: (job: Job, frame: AnswerFrame) => boolean;
  /** The child is gone; its queue holds what it left undone. */
  ended: (child: ScriptChild, end: End) => void;
};

/** How long after its limit a call may still answer, how often we look, and how long a child may take to start. */
const graceMilliseconds = 150;
const tickMilliseconds = 20;
const bootMilliseconds = 10_000;
/** Several calls get this long together before each is run alone; child.js knows the same number. */
const togetherMilliseconds = 50;
/** Beyond its memory at start: what the isolate may use, three times, and room for the process around it. */
const roomKilobytes = (megabytes: number) => (megabytes * 3 + 32) * 1024;

/** One process of the sandbox and the jobs that wait in its pipe, oldest first. */
export class ScriptChild {
  queue: Job[] = [];
  isReady = false;
  #process: ChildProcessByStdio<Writable, Readable, Readable>;
  #listener: Listener;
  #clock: WatchClock;
  #baseKilobytes = 0;
  #since: number;
  #frames = 0;
  #isAlone = false;
  #isOver = false;
  #isWatched = false;
  #complaint = '';

  constructor(clock: WatchClock, listener: Listener) {
    this.#clock = clock;
    this.#listener = listener;
    this.#since = clock.now();
    this.#process = start();
    this.#listen();
    this.#hold(false);
    this.#watch();
  }

  /** Whether the call that ran last, ran by itself: then it is the one to blame. */
  get ranAlone(): boolean {
    const [job] = this.queue;
    return job !== undefined && (this.#isAlone || job.alone || isLast(job));
  }

  get elapsed(): number {
    return this.#clock.now() - this.#since;
  }

  send(job: Job): void {
    if (this.queue.length === 0) this.#begin(job);
    this.queue.push(job);
    this.#process.stdin.write(tripBytes(tripFrame(job)));
    this.#watch();
  }

  /** Ends the process; nobody hears of it any more. Resolves once it is gone. */
  stop(): Promise<void> {
    this.#isOver = true;
    const { exitCode, signalCode } = this.#process;
    if (exitCode !== null || signalCode !== null || this.#process.pid === undefined) return Promise.resolve();
    const gone = new Promise<void>((resolve) => this.#process.once('exit', () => resolve()));
    this.#process.ref();
    this.#process.kill('SIGKILL');
    return gone;
  }

  #begin(job: Job): void {
    this.#since = this.#clock.now();
    this.#isAlone = job.alone;
    this.#hold(true);
  }

  #listen(): void {
    const read = frameReader((frame) => this.#take(frame));
    this.#process.stdout.on('data', (chunk: Buffer) => {
      if (!this.#isOver && !read(chunk)) this.#end({ why: 'nonsense', reason: 'it sent something that is no answer' });
    });
    this.#process.stderr.on('data', (chunk: Buffer) => {
      this.#complaint = (this.#complaint + chunk.toString()).slice(-2_000);
    });
    this.#process.stdin.on('error', () => {}); // a broken pipe is followed by the exit, which says more
    this.#process.on('error', ({ message }) => this.#end({ why: 'boot', reason: message }));
    // After `close` all it said has been read; `exit` may come before the last answer.
    this.#process.on('close', (code, signal) => this.#end({ why: this.isReady ? 'exit' : 'boot', reason: this.#reason(code, signal) }));
  }

  #take(frame: AnswerFrame): void {
    if (this.#isOver) return;
    this.#frames += 1;
    const [job] = this.queue;
    if (frame.kind === 'ready') {
      this.isReady = true;
      this.#baseKilobytes = frame.kilobytes;
    } else if (job && this.#listener.answered(job, frame)) {
      this.#isAlone = frame.kind === 'alone';
      if (frame.kind === 'done') this.queue.shift();
    } else {
      this.#end({ why: 'nonsense', reason: 'it sent something that is no answer' });
      return;
    }
    this.#since = this.#clock.now();
    if (frame.kind === 'done') this.#next();
  }

  #next(): void {
    const [job] = this.queue;
    if (job) this.#isAlone = job.alone;
    else this.#hold(false);
  }

  /** Looks after the child every 20 ms while it works or starts. One look after the last job is left over and finds nothing to do. */
  #watch(): void {
    if (this.#isWatched || this.#isOver) return;
    this.#isWatched = true;
    this.#clock.after(tickMilliseconds, () => {
      this.#isWatched = false;
      if (this.#isOver || (this.isReady && this.queue.length === 0)) return;
      this.#look();
      this.#watch();
    });
  }

  #look(): void {
    const [job] = this.queue;
    if (!this.isReady) {
      if (this.elapsed > bootMilliseconds) this.#end({ why: 'boot', reason: 'it did not start in time' });
    } else if (job && this.#kilobytes() > this.#baseKilobytes + roomKilobytes(job.trip.limits.megabytes)) {
      this.#end({ why: 'memory', reason: 'it grew above its limit' });
    } else if (job && this.elapsed > this.#allowed(job)) {
      this.#endUnlessAnswered();
    }
  }

  #allowed({ trip: { limits } }: Job): number {
    return graceMilliseconds + (this.ranAlone ? limits.milliseconds : Math.min(limits.milliseconds, togetherMilliseconds));
  }

  /** Where we were the busy ones, the answer lies in the pipe already: it is read before the child is judged. */
  #endUnlessAnswered(): void {
    const frames = this.#frames;
    setImmediate(() => {
      if (this.#frames === frames && !this.#isOver) this.#end({ why: 'time', reason: 'it did not come back' });
    });
  }

  #kilobytes(): number {
    if (process.platform !== 'linux') return 0; // elsewhere the isolate's own limit has to do
    try {
      return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${this.#process.pid}/status`, 'latin1'))?.[1] ?? 0);
    } catch {
      return 0; // it has just ended
    }
  }

  #end(end: End): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#process.kill('SIGKILL');
    this.#listener.ended(this, end);
  }

  #reason(code: number | null, signal: string | null): string {
    const last = this.isReady
      ? ''
      : (this.#complaint
          .trim()
          .split('\n')
          .find((line) => /Error|denied|not/.test(line)) ?? '');
    return `its process ended with ${signal ?? `exit code ${code}`}${last === '' ? '' : `: ${last.trim()}`}`;
  }

  /** Only a child at work keeps the server's process from ending. */
  #hold(isBusy: boolean): void {
    const streams = [this.#process, this.#process.stdin, this.#process.stdout, this.#process.stderr] as { ref(): void; unref(): void }[]; // pipes are sockets
    for (const one of streams) isBusy ? one.ref() : one.unref();
  }
}

function start(): ChildProcessByStdio<Writable, Readable, Readable> {
  const folder = realpathSync(dirname(fileURLToPath(import.meta.url)));
  const addon = addonPath();
  const node = ['--no-node-snapshot', '--disable-warning=PERM0001', '--max-semi-space-size=1'];
  const permission = ['--permission', '--allow-addons', `--allow-fs-read=${folder}`, `--allow-fs-read=${addon}`];
  // Nothing of ours: a zone, so that answers do not depend on the machine, and the one variable without which Windows starts no process.
  const env = { TZ: 'UTC', ...(process.platform === 'win32' && { SystemRoot: process.env.SystemRoot }) };
  return spawn(process.execPath, [...node, ...permission, `${folder}/child.js`, addon], { stdio: ['pipe', 'pipe', 'pipe'], env, windowsHide: true });
}

/** The file that isolated-vm itself would load; found here, so that the child needs to read nothing else. */
function addonPath(): string {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('isolated-vm/package.json'));
  const build = createRequire(`${folder}/`)('node-gyp-build') as { path(folder: string): string }; // as its README documents
  return realpathSync(build.path(folder));
}

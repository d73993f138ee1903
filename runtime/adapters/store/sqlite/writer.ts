import type { Worker } from 'node:worker_threads';
import { Problem } from '../../../../shared/problem.ts';
import type { Answer, Job, JobValue, ToThread } from './job.ts';

type Ticket = { job: Job; resolve: (value: JobValue) => void; reject: (problem: Problem) => void };

/** What a writer needs from the store that owns it. */
export type WriterOptions = {
  start: () => Worker;
  /** Whether a job is on disk: asked where a thread died between its commit and its answer. */
  isStored: (job: Job) => boolean;
  queueLimit: number;
};

/** As many jobs share one transaction at most: enough to pay for a sync, few enough that nobody waits long for the others. */
const groupLimit = 32;

/** The calling side of the writer thread: one group is under way, the next one gathers meanwhile. */
export class Writer {
  readonly #options: WriterOptions;
  #thread: Worker | null = null;
  #waiting: Ticket[] = [];
  #underWay: Ticket[] = [];
  #isScheduled = false;
  #closed: Promise<void> | null = null;
  #whenIdle: (() => void) | null = null;

  constructor(options: WriterOptions) {
    this.#options = options;
    this.#thread = this.#start();
  }

  /** Resolves when the job is on disk; rejects with a problem, and then it is not. */
  submit(job: Job): Promise<JobValue> {
    if (this.#closed) return Promise.reject(unavailable('it is closed'));
    if (this.#waiting.length >= this.#options.queueLimit) return Promise.reject(unavailable(`${this.#waiting.length} writes are waiting`));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject });
      this.#schedule();
    });
  }

  /** Finishes what was handed over, then ends the thread. */
  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  /** At the end of this round of the event loop: what came in together then shares a sync. */
  #schedule(): void {
    if (this.#isScheduled || this.#underWay.length > 0) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#send();
    });
  }

  #send(): void {
    if (this.#waiting.length === 0) {
      this.#rest();
      return;
    }
    this.#thread ??= this.#start();
    this.#underWay = this.#waiting.splice(0, groupLimit);
    this.#thread.ref();
    this.#thread.postMessage({ jobs: this.#underWay.map(({ job }) => job) } satisfies ToThread);
  }

  /** An idle thread does not keep the process alive. */
  #rest(): void {
    this.#thread?.unref();
    this.#whenIdle?.();
  }

  #start(): Worker {
    const thread = this.#options.start();
    let reason = 'its thread ended';
    thread.on('message', (answers: Answer[]) => this.#answered(answers));
    thread.on('error', (error: unknown) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    thread.on('exit', () => this.#ended(reason));
    thread.unref();
    return thread;
  }

  #answered(answers: Answer[]): void {
    const group = this.#underWay;
    this.#underWay = [];
    this.#send();
    group.forEach(({ resolve, reject }, index) => {
      const answer = answers[index] ?? { ok: false, code: 'store.unavailable', details: { reason: 'its thread gave no answer' } };
      if (answer.ok) resolve(answer.value);
      else reject(new Problem(answer.code, answer.details));
    });
  }

  /** The transaction was whole or not at all, so the file knows what became of each commit. */
  #ended(reason: string): void {
    const group = this.#underWay;
    this.#thread = null;
    this.#underWay = [];
    for (const { job, resolve, reject } of group) {
      if (this.#options.isStored(job)) resolve(null);
      else reject(unavailable(reason));
    }
    if (this.#waiting.length > 0) this.#schedule();
    else this.#whenIdle?.();
  }

  async #end(): Promise<void> {
    if (this.#isScheduled || this.#underWay.length > 0) {
      await new Promise<void>((resolve) => {
        this.#whenIdle = resolve;
      });
    }
    const thread = this.#thread;
    if (!thread) return;
    const gone = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
    thread.ref();
    thread.postMessage({ end: true } satisfies ToThread);
    await gone;
  }
}

const unavailable = (reason: string): Problem => new Problem('store.unavailable', { reason });

import type { Sandbox, ScriptResult, ScriptTrip } from '../../ports.ts';
import { failed, limitOf, readAnswers, scriptProblem } from './answers.ts';
import { isLast, type Job, open } from './job.ts';
import { type End, ScriptChild, type WatchClock } from './script-child.ts';
import { sizeProblem, syntaxProblem } from './syntax.ts';
import type { AnswerFrame } from './wire.ts';

/** How a child ends that ran out of memory in a way that no limit caught. */
const outOfMemory = /SIGABRT|SIGTRAP|exit code 13[34]/;
const maximumLosses = 2;
const maximumFailedStarts = 2;

const systemClock: WatchClock = {
  now: () => performance.now(),
  after(milliseconds, then) {
    const timer = setTimeout(then, milliseconds).unref();
    return () => clearTimeout(timer);
  },
};

/** Runs scripts in child processes; the first starts in the background at once, a spare with the first use. */
export function childSandbox(options: { children?: number; clock?: WatchClock } = {}): Sandbox {
  return new ChildSandbox(options.children ?? 1, options.clock ?? systemClock);
}

class ChildSandbox implements Sandbox {
  #children: ScriptChild[] = [];
  #spare: ScriptChild | null = null;
  #size: number;
  #clock: WatchClock;
  #isClosed = false;
  #isUsed = false;
  #failedStarts = 0;

  constructor(size: number, clock: WatchClock) {
    this.#size = size;
    this.#clock = clock;
    setImmediate(() => this.#warm());
  }

  run(trip: ScriptTrip): Promise<ScriptResult[]> {
    const sizes = trip.calls.map(({ code }) => sizeProblem(code));
    const calls = trip.calls.flatMap(({ kind, code, params }, place) => (sizes[place] ? [] : [{ kind, code, params, place }]));
    return new Promise((resolve) => {
      const all = (answers: ScriptResult[]) => {
        const rest = answers.values();
        resolve(sizes.map((problem) => (problem ? failed(problem) : (rest.next().value ?? lost('an answer is missing')))));
      };
      const job: Job = { trip, calls, answers: [], alone: false, losses: 0, resolve: all };
      if (calls.length === 0) all([]);
      else this.#send(job);
    });
  }

  async check(call: Parameters<Sandbox['check']>[0]) {
    return syntaxProblem(call);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const children = this.#spare ? [...this.#children, this.#spare] : this.#children;
    this.#children = [];
    this.#spare = null;
    await Promise.all(children.map((child) => child.stop()));
    for (const job of children.flatMap((child) => child.queue)) giveUp(job, 'it is closing');
  }

  #send(job: Job): void {
    const child = this.#isClosed ? null : this.#freest();
    if (typeof child === 'string') giveUp(job, child);
    else if (child) child.send(job);
    else giveUp(job, 'it is closed');
  }

  /** The child with the shortest queue; a new one while there are fewer than wanted. Or why there is none. */
  #freest(): ScriptChild | string {
    const problem = this.#fill();
    const [first, ...others] = this.#children;
    if (!first) return problem ?? 'it did not start';
    return others.reduce((best, child) => (child.queue.length < best.queue.length ? child : best), first);
  }

  #fill(): string | null {
    while (this.#children.length < this.#size) {
      const child = this.#spare ?? this.#start();
      if (typeof child === 'string') return child;
      this.#spare = null;
      this.#children.push(child);
    }
    return null;
  }

  #start(): ScriptChild | string {
    try {
      return new ScriptChild(this.#clock, {
        answered: (job, frame) => this.#answered(job, frame),
        ended: (child, end) => this.#ended(child, end),
      });
    } catch (problem) {
      return problem instanceof Error ? problem.message : String(problem);
    }
  }

  /** Makes ready in the background what the next call may need. */
  #warm(): void {
    if (this.#isClosed || this.#failedStarts >= maximumFailedStarts || this.#fill() !== null) return;
    if (!this.#isUsed || this.#spare) return;
    const child = this.#start();
    if (typeof child !== 'string') this.#spare = child;
  }

  #answered(job: Job, frame: AnswerFrame): boolean {
    const answers = readAnswers(frame, job.trip.limits);
    if (!answers) return false;
    const filled = job.answers.length + answers.length;
    if (filled > job.calls.length || (frame.kind === 'done' && filled < job.calls.length)) return false;
    for (const answer of answers) job.answers.push(located(answer, job));
    if (frame.kind !== 'done') return true;
    this.#failedStarts = 0;
    job.resolve(job.answers);
    if (!this.#isUsed) {
      // The first answer is out: now a spare may take its share of the machine.
      this.#isUsed = true;
      setImmediate(() => this.#warm());
    }
    return true;
  }

  #ended(child: ScriptChild, end: End): void {
    this.#children = this.#children.filter((other) => other !== child);
    if (this.#spare === child) this.#spare = null;
    if (end.why === 'boot') this.#failedStarts += 1;
    const [head, ...others] = child.queue;
    const rest = head && !judge(head, end, child) ? [head, ...others] : others;
    if (this.#failedStarts >= maximumFailedStarts) {
      this.#failedStarts = 0;
      for (const job of rest) giveUp(job, end.reason);
      return;
    }
    for (const job of rest) this.#send(job);
    setImmediate(() => this.#warm());
  }
}

/** Settles what the head of a lost child's queue has to do with the loss; answers whether that job is over. */
function judge(job: Job, end: End, child: ScriptChild): boolean {
  const code = guilt(end);
  if (code && !child.ranAlone) {
    job.alone = true;
  } else if (code) {
    const isOver = isLast(job);
    job.answers.push(failed(scriptProblem(code, limitOf(code, job.trip.limits)), Math.round(child.elapsed * 1000)));
    job.alone = false;
    if (isOver) job.resolve(job.answers);
    return isOver;
  } else if (end.why !== 'boot') {
    job.losses += 1;
    if (job.losses >= maximumLosses) giveUp(job, end.reason);
    return job.losses >= maximumLosses;
  }
  return false;
}

function guilt({ why, reason }: End): 'script.time' | 'script.memory' | null {
  if (why === 'time') return 'script.time';
  return why === 'memory' || (why === 'exit' && outOfMemory.test(reason)) ? 'script.memory' : null;
}

/** The engine does not say where it stopped parsing; our own parser does. */
function located(answer: ScriptResult, job: Job): ScriptResult {
  if (answer.ok || answer.problem.code !== 'script.syntax') return answer;
  const call = job.calls[job.answers.length];
  const problem = call && syntaxProblem(call);
  return problem ? { ...answer, problem } : answer;
}

function giveUp(job: Job, reason: string): void {
  job.resolve([...job.answers, ...open(job).map(() => lost(reason))]);
}

const lost = (reason: string): ScriptResult => failed(scriptProblem('sandbox.unavailable', { reason }));

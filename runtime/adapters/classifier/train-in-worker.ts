import { Worker } from 'node:worker_threads';
import { revive, train } from './examples.ts';
import type { ExampleAction, Model, ModelData, TrainOptions } from './types.ts';

const longestOnLoop = 20;

/** Trains without holding up the event loop: here if it is quick, in a thread of its own if not. */
export async function trainInWorker(actions: readonly ExampleAction[], options: TrainOptions = {}): Promise<Model> {
  if (estimate(actions, options) <= longestOnLoop) return train(actions, options);
  return revive(await inThread(actions, options));
}

/** About how many milliseconds the training of a stage takes. */
export function estimate(actions: readonly ExampleAction[], options: TrainOptions = {}): number {
  const background = 370;
  const own = actions.reduce((sum, action) => sum + action.examples.length + (action.counterExamples?.length ?? 0) + 1, 0);
  const rows = own + background + Math.min(options.against?.length ?? 0, 400);
  return rows * (0.012 + 0.0022 * actions.length);
}

function inThread(actions: readonly ExampleAction[], options: TrainOptions): Promise<ModelData> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./training-worker.ts', import.meta.url), { workerData: { actions, options }, execArgv: [] });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The training thread ended early with code ${code}.`)));
  });
}

import { parentPort, workerData } from 'node:worker_threads';
import { trainToData } from './examples.ts';

// The other side of train-in-worker.ts, which is the only one to start this file, with exactly these two things.
const { actions, options } = workerData;
const data = await trainToData(actions, options);
parentPort?.postMessage(data);

import { createHash } from 'node:crypto';
import { recipe } from './recipe.ts';
import { trainInWorker } from './train-in-worker.ts';
import type { ExampleAction, Model, TrainOptions } from './types.ts';

/** Gives the model of a stage, trained only if these very contents were not trained before. */
export type TrainCached = (actions: readonly ExampleAction[], options?: TrainOptions) => Promise<Model>;

/** Remembers the models used last, each by the hash of what it was trained from. */
export function modelCache(size = 64, train: TrainCached = trainInWorker): TrainCached {
  const models = new Map<string, Promise<Model>>();
  return (actions, options = {}) => {
    const key = contentHash(actions, options);
    const model = models.get(key) ?? train(actions, options);
    models.delete(key);
    models.set(key, model);
    for (const oldest of models.keys()) if (models.size > size) models.delete(oldest);
    model.catch(() => models.delete(key));
    return model;
  };
}

/** A hash over everything that training depends on. */
export function contentHash(actions: readonly ExampleAction[], options: TrainOptions = {}): string {
  const known = actions.map(({ name, trigger, examples, counterExamples, threshold, parameters }) => ({
    name,
    trigger,
    examples,
    counterExamples,
    threshold,
    parameters,
  }));
  const { language, threshold, against } = options;
  return createHash('sha256')
    .update(JSON.stringify([recipe.version, known, language, threshold, against]))
    .digest('hex');
}

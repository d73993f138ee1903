import type { ExampleAction, Model, ModelData, TrainOptions } from './types.ts';

// The parts are loaded when they are first needed: a start without anything to train should not wait for them.

/** The name this classifier is chosen by. */
export const name = 'examples';

/** Trains the classifier of one stage, here and now. */
export async function train(actions: readonly ExampleAction[], options: TrainOptions = {}): Promise<Model> {
  return revive(await trainToData(actions, options));
}

/** Trains a stage to plain data, which may be stored or sent to another thread. */
export async function trainToData(actions: readonly ExampleAction[], options: TrainOptions = {}): Promise<ModelData> {
  const { trainStage } = await import('./train-stage.ts');
  const { loadLanguage } = await import('./languages/load-language.ts');
  return trainStage(actions, options, await loadLanguage(options.language ?? (await guessed(actions))));
}

/** Makes a model from stored training data. */
export async function revive(data: ModelData): Promise<Model> {
  const { modelOf } = await import('./model.ts');
  const { loadLanguage } = await import('./languages/load-language.ts');
  return modelOf(data, await loadLanguage(data.language));
}

async function guessed(actions: readonly ExampleAction[]): Promise<string> {
  const { guessLanguage } = await import('./languages/guess-language.ts');
  return guessLanguage(actions.flatMap((action) => action.examples)) ?? 'en';
}

import type { Finding } from '../../../shared/finding.ts';
import type { Action } from '../../../shared/project/action.ts';
import type { Values } from '../../../shared/value.ts';
import type { Classifier, ClassifierAnswer, ClassifierTask } from '../../ports.ts';
import { findingsOf } from './findings.ts';
import { modelCache } from './model-cache.ts';
import { extract } from './parameters/extract.ts';
import type { ExtractionContext } from './parameters/types.ts';
import type { ExampleAction, Match, Model } from './types.ts';

const shownCandidates = 8;
const keptTasks = 1_000;

type Trained = { task: ClassifierTask; model: Model; actions: ReadonlyMap<string, Action>; thresholds: ReadonlyMap<string, number> };

/** Decides by the actions' examples, offline. A task is trained once; the same content is never trained twice. */
export function exampleClassifier(): Classifier {
  const train = modelCache();
  const trained = new Map<string, Promise<Trained>>();
  const prepared = (task: ClassifierTask): Promise<Trained> => {
    const known = trained.get(task.key) ?? prepareTask(task, train);
    // As the one used last; those of versions that nobody runs any more leave.
    trained.delete(task.key);
    trained.set(task.key, known);
    const [oldest] = trained.keys();
    if (trained.size > keptTasks && oldest !== undefined) trained.delete(oldest);
    known.catch(() => trained.delete(task.key));
    return known;
  };
  return {
    async prepare(task) {
      const { model } = await prepared(task);
      const findings = await findingsOf(task.actions.filter(isTaught).map(asExamples), model);
      return findings.map(({ code, message }): Finding => ({ level: 'warning', code, path: '', message }));
    },
    async explain(task, text) {
      const { model } = await prepared(task);
      return model.explain(text).map(({ name, score, threshold, accepted, nearest, wordsFor, wordsAgainst }) => ({
        action: name,
        score,
        threshold,
        accepted,
        evidence: {
          ...(nearest ? { nearest: nearest.example } : {}),
          wordsFor: wordsFor.map(({ word }) => word),
          wordsAgainst: wordsAgainst.map(({ word }) => word),
        },
      }));
    },
    async extract(parameters, { text, now, timezone, language, examples }) {
      const { values, missing } = await extract(parameters, text, { now: new Date(now), timezone, language, examples });
      // Extracted values are JSON by their type; readonly lists are given on as they are.
      return { values: values as Values, missing };
    },
    async classify(task, { text, available, now }) {
      const it = await prepared(task);
      const { matches, ranked } = it.model.classify(text, { only: available });
      return answers(it, { matches, ranked, text, now });
    },
  };
}

/** An action without anything to go by is for commands and transformations; it does not compete. */
const isTaught = ({ examples, classificationTrigger }: Action): boolean => examples.length > 0 || classificationTrigger !== undefined;

async function prepareTask(task: ClassifierTask, train: ReturnType<typeof modelCache>): Promise<Trained> {
  const { language, threshold, against } = task;
  const model = await train(task.actions.filter(isTaught).map(asExamples), { language, against, ...(threshold === undefined ? {} : { threshold }) });
  const thresholds = new Map(model.data.actions.map((action) => [action.name, action.threshold]));
  return { task, model, actions: new Map(task.actions.map((action) => [action.name, action])), thresholds };
}

const asExamples = ({ name, classificationTrigger, examples, counterExamples, threshold, parameters }: Action): ExampleAction => ({
  name,
  examples,
  counterExamples,
  parameters,
  ...(classificationTrigger === undefined ? {} : { trigger: classificationTrigger }),
  ...(threshold === undefined ? {} : { threshold }),
});

type Read = { matches: Match[]; ranked: Match[]; text: string; now: number };

async function answers({ task, actions, thresholds }: Trained, { matches, ranked, text, now }: Read): Promise<ClassifierAnswer[]> {
  const accepted = new Set(matches.map(({ name }) => name));
  const scores = new Map([...ranked, ...matches].map(({ name, score }) => [name, score]));
  const shown = [...scores].toSorted(([, left], [, right]) => right - left).filter(([name], index) => index < shownCandidates || accepted.has(name));
  return Promise.all(
    shown.map(async ([name, score]) => {
      const action = actions.get(name);
      const context: ExtractionContext = { now: new Date(now), timezone: task.timezone, language: task.language, examples: action?.examples ?? [] };
      const read = accepted.has(name) && action ? await extract(action.parameters, text, context) : { values: {}, missing: [] };
      // Extracted values are JSON by their type; readonly lists are given on as they are.
      return {
        action: name,
        score,
        threshold: thresholds.get(name) ?? 0.5,
        accepted: accepted.has(name),
        parameters: read.values as Values,
        missing: [...read.missing],
      };
    }),
  );
}

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { language } from '../../../runtime/adapters/classifier/languages/en.ts';
import type { ExampleAction } from '../../../runtime/adapters/classifier/types.ts';
import type { Contestant, Trained } from './measures.ts';

const { background } = language;

type Answer = { intent: string; score: number; classifications?: { intent: string; score: number }[] };
type Manager = {
  addLanguage(code: string): void;
  addDocument(code: string, text: string, intent: string): void;
  train(): Promise<unknown>;
  process(code: string, text: string): Promise<Answer>;
};

/** nlp.js as its documentation sets it up, and with our background as its "None"; empty if it is not installed in this folder. */
export function nlpjs(folder: string): Contestant[] {
  const require = createRequire(join(folder, 'package.json'));
  try {
    const nlp = require('@nlpjs/nlp');
    const english = require('@nlpjs/lang-en');
    const make = () => create(nlp, english);
    return [
      { name: 'nlp.js', train: (actions) => trained(actions, make(), []) },
      { name: 'nlp.js+', train: (actions) => trained(actions, make(), background) },
    ];
  } catch {
    return [];
  }
}

/** Sets one up; the packages have no types of their own, so their shape is written down here. */
function create(
  nlp: { Nlp: new (settings: object) => Manager & { container: { use(plugin: unknown): void } } },
  english: { LangEn: unknown },
): Manager {
  const manager = new nlp.Nlp({ languages: ['en'], autoSave: false, forceNER: false, nlu: { log: false } });
  manager.container.use(english.LangEn);
  manager.addLanguage('en');
  return manager;
}

async function trained(actions: readonly ExampleAction[], manager: Manager, none: readonly string[]): Promise<Trained> {
  for (const text of none) manager.addDocument('en', text, 'None');
  for (const { name, examples, trigger } of actions)
    for (const text of [...examples, ...(trigger ? [trigger] : [])]) manager.addDocument('en', text, name);
  await manager.train();
  return {
    classify: async (text) => {
      const answer = await manager.process('en', text);
      const ranked = (answer.classifications ?? []).filter(({ intent }) => intent !== 'None').map(({ intent, score }) => ({ name: intent, score }));
      return { ranked, matches: answer.intent === 'None' ? [] : [{ name: answer.intent, score: answer.score }] };
    },
  };
}

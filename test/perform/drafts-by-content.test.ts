import { expect, test } from 'vitest';
import { classifierByContent, knowledgeByContent } from '../../runtime/perform/rehearsal/by-content.ts';
import type { Classifier, ClassifierTask, Knowledge } from '../../runtime/ports.ts';
import { scripted } from '../world.ts';

const task = (key: string, examples: string[]): ClassifierTask => ({
  key,
  actions: [
    {
      name: 'Hello',
      triggerOnUserInput: true,
      triggerOnClientCommand: false,
      examples,
      counterExamples: [],
      parameters: [],
      interrupts: false,
      effects: [],
    },
  ],
  language: 'en',
  timezone: 'UTC',
  against: [],
});

/** A classifier that only notes which tasks it gets, by key. */
function noting(): { classifier: Classifier; keys: string[] } {
  const keys: string[] = [];
  const prepare: Classifier['prepare'] = async ({ key }) => {
    keys.push(key);
    return [];
  };
  return { keys, classifier: { ...scripted({}), prepare } };
}

test('a draft is never taken for the published version of the same number, and what did not change is known again', async () => {
  const { classifier, keys } = noting();
  const drafts = classifierByContent(() => classifier);
  await drafts.prepare(task('shop@1/Main/', ['hello']));
  await drafts.prepare(task('shop@2/Main/', ['hello']));
  await drafts.prepare(task('shop@2/Main/', ['good morning']));
  expect(keys[0]).not.toBe('shop@1/Main/');
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
});

test('many drafts do not fill the memory: a fresh classifier takes the place of one that has learned 200 tasks', async () => {
  let made = 0;
  const drafts = classifierByContent(() => {
    made += 1;
    return noting().classifier;
  });
  for (let count = 0; count < 450; count += 1) await drafts.prepare(task('shop@1/Main/', [`hello ${count}`]));
  expect(made).toBe(3);
});

test('the knowledge of a draft is its own as well', async () => {
  const keys: string[] = [];
  const find: Knowledge['find'] = async ({ key }) => {
    keys.push(key);
    return [];
  };
  const knowledge = knowledgeByContent({ find });
  await knowledge.find({ key: 'shop@1', items: [], language: 'en' }, { text: 'hi' });
  await knowledge.find({ key: 'shop@1', items: [], language: 'de' }, { text: 'hi' });
  expect(new Set(['shop@1', ...keys]).size).toBe(3);
});

import { describe, expect, test } from 'vitest';
import { modelClassifier } from '../../runtime/adapters/classifier/model-classifier.ts';
import { projectOf, reply, type Script, scripted } from '../world.ts';
import { loopModel } from './loop-world.ts';
import { freshServers, models, sent, server, talk } from './model-world.ts';

freshServers();

describe('a classifier of the type model', () => {
  const project = () => ({
    ...projectOf([
      {
        name: 'TrackOrder',
        classificationTrigger: 'The user asks where an order is',
        parameters: [{ name: 'orderNumber', required: true }],
        effects: [reply('Order {{params.orderNumber}}.')],
      },
      { name: 'Secret', condition: 'false', effects: [reply('never')] },
      { name: 'Greet', classificationTrigger: 'The user says hello', effects: [reply('Hi.')] },
    ]),
    classifiers: [{ name: 'clever', type: 'model' as const }],
    defaultClassifier: 'clever',
    models: models(),
  });
  const answer = (actions: unknown) => server.play([{ text: JSON.stringify({ actions }) }]);
  const ask = (intents: Script['intents'] = {}) => talk(project(), { ports: { classifier: modelClassifier(loopModel, scripted(intents)) } });

  test('R003-07 it reads the trigger and answers with the action’s name and parameters', async () => {
    answer([{ name: 'TrackOrder', parameters: { orderNumber: 12345 } }]);
    const w = await ask();
    await w.say('where is 12345?');
    expect(await w.heard()).toEqual(['Order 12345.']);
    expect(String(sent()[0]?.content)).toContain('The user asks where an order is');
  });

  test('R003-11 a hidden action is not even shown to it; P-14 named all the same it is dropped with a trace entry; C-11 a label is no name', async () => {
    answer([{ name: 'Secret' }, { name: 'The user says hello' }, { name: 'Nonsense' }]);
    const w = await ask();
    await w.say('open the vault');
    expect(String(sent()[0]?.content)).not.toContain('Secret');
    expect(await w.heard()).not.toContain('never');
    const candidates = (await w.events('turn_matched')).at(-1)?.candidates ?? [];
    expect(candidates.filter(({ reason }) => reason.startsWith('dropped: there is no such')).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['The user says hello', 'Nonsense']),
    );
    expect(candidates.some(({ matched }) => matched)).toBe(false);
  });

  test('C-10 a missing required parameter drops its match', async () => {
    answer([{ name: 'TrackOrder', parameters: {} }]);
    const w = await ask();
    await w.say('where is it?');
    expect((await w.events('turn_matched')).at(-1)?.candidates.find(({ action }) => action === 'TrackOrder')?.missing).toEqual(['orderNumber']);
  });

  test('nonsense and faults leave the decision to the examples', async () => {
    for (const script of [[{ text: 'I think it is a greeting' }], [{ fault: 'error_500' as const }], [{ text: '[]' }]]) {
      server.play(script);
      const w = await ask({ hello: ['Greet'] });
      await w.say('hello');
      expect(await w.heard()).toEqual(['Hi.']);
    }
  });

  test('G-31 (short form) a hostile classifier that names everything with everything gets only what is offered', async () => {
    answer([
      { name: 'Secret' },
      { name: '__proto__' },
      { name: 'TrackOrder', parameters: { orderNumber: { $ne: 1 }, constructor: 'x' } },
      { name: 'Greet', parameters: { admin: true } },
    ]);
    const w = await ask();
    await w.say('obey');
    expect(await w.heard()).toEqual(['Hi.']);
    expect((await w.now()).turn).toBeNull();
  });
});

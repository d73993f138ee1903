import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { reply, sharedSandbox } from '../world.ts';
import { calls } from './loop-world.ts';
import { inline, sequenceWorld, shop } from './sequence-world.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(async () => {
  await server.close();
  sharedSandbox().close();
});

const image = { url: 'https://shop.example/mug.png', alt: 'A mug' };
type Effect = NonNullable<NonNullable<AuthoredProject['globalActions']>[number]['effects']>[number];
const offer: Effect = {
  type: 'generate_response',
  mode: 'prescripted',
  responses: ['Choose one.'],
  buttons: [{ label: 'The mug', command: 'Take', parameters: { what: 'mug' } }],
  cards: [{ title: 'A mug', text: 'It is blue.', image, link: 'https://shop.example/mug', buttons: [{ label: 'This one', command: 'Take' }] }],
};
const form: Effect = { type: 'generate_response', mode: 'prescripted', responses: ['Where to?'], form: { command: 'Send' } };

const document = (sequences: NonNullable<AuthoredProject['promptSequences']>): AuthoredProject =>
  shop(server, sequences, {
    actionSequences: [
      { name: 'Offer', actions: [{ effect: offer }] },
      { name: 'Ask', actions: [{ effect: form }] },
    ],
    globalActions: [
      { name: 'Take', triggerOnClientCommand: true, effects: [reply('Taken.')] },
      {
        name: 'Send',
        triggerOnClientCommand: true,
        parameters: [{ name: 'street', type: 'string', required: true }],
        effects: [reply('Sent to {{params.street}}.')],
      },
    ],
    stage: { tools: ['Offer', 'Ask'] },
  });

const shown = { text: 'Choose one.', buttons: [{ label: 'The mug', command: 'Take', parameters: { what: 'mug' } }] };
const card = { title: 'A mug', text: 'It is blue.', image, link: 'https://shop.example/mug', buttons: [{ label: 'This one', command: 'Take' }] };

describe('what words of a step show beside them', () => {
  const sequence = { name: 'A', steps: inline('Offer.') };

  test('buttons and cards are there once it is applied, in auto mode', async () => {
    server.play([calls(['Offer']), { text: 'Done.' }]);
    const w = await sequenceWorld(document([{ ...sequence, mode: 'auto_apply_changes' }]));
    await w.start('A');
    expect((await w.now()).messages).toMatchObject([{ ...shown, cards: [card] }, { text: 'Done.' }]);
    await w.press('Take', { what: 'mug' });
    expect((await w.heard()).at(-1)).toBe('Taken.');
  });

  test('they stand in the checkpoint, and stay where its words are approved or edited', async () => {
    for (const edits of [undefined, { 'message 0': 'Which one?' }]) {
      server.play([calls(['Offer']), { text: 'Done.' }]);
      const w = await sequenceWorld(document([{ ...sequence, mode: 'approve_before_continuing' }]));
      await w.start('A');
      expect((await w.checkpoints())[0]?.items).toMatchObject([
        { id: 'message 0', kind: 'message', ...shown, cards: [card] },
        { kind: 'message', text: 'Done.' },
      ]);
      expect(Object.keys((await w.checkpoints())[0]?.items[1] ?? {}).toSorted()).toEqual(['id', 'kind', 'text']);
      await w.decide('approve', edits ? { edits } : {});
      expect((await w.now()).messages[0]).toMatchObject({ ...shown, text: edits ? 'Which one?' : 'Choose one.', cards: [card] });
    }
  });

  test('a form can be sent once it is applied', async () => {
    server.play([calls(['Ask']), { text: 'Done.' }]);
    const w = await sequenceWorld(document([{ ...sequence, mode: 'approve_before_continuing' }]));
    await w.start('A');
    await expect(w.press('Send', {})).rejects.toMatchObject({ code: 'command.parameters' });
    await w.decide('approve');
    const [asked] = (await w.now()).messages;
    expect(asked?.form).toMatchObject({ command: 'Send', fields: [{ name: 'street', required: true }] });
    await w.press('Send', { street: 'High Street' });
    expect((await w.heard()).at(-1)).toBe('Sent to High Street.');
  });

  test('who may not see the words later is not told them later: their visibility goes with them', async () => {
    server.play([calls(['Whisper']), { text: '' }]);
    const base = document([{ ...sequence, mode: 'approve_before_continuing' }]);
    const whisper = {
      name: 'Whisper',
      actions: [{ effect: { type: 'change_visibility' as const, visibility: 'never' as const } }, { effect: offer }],
    };
    const stages = base.stages.map((stage) => ({ ...stage, tools: ['Whisper'] }));
    const w = await sequenceWorld({ ...base, actionSequences: [whisper], stages });
    await w.start('A');
    await w.decide('approve');
    expect((await w.now()).messages[0]).toMatchObject({ text: 'Choose one.', visibility: { visibility: 'never' } });
  });
});

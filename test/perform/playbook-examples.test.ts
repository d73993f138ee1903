import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { exampleClassifier } from '../../runtime/adapters/classifier/example-classifier.ts';
import { memoryStore } from '../../runtime/adapters/store/memory.ts';
import { conversationsOf } from '../../runtime/perform/conversations.ts';
import { versionsOf } from '../../runtime/perform/versions.ts';
import type { Http, HttpAnswer } from '../../runtime/ports.ts';
import { parseProject } from '../../shared/parse.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { sharedSandbox, type World, world } from '../world.ts';

afterAll(() => sharedSandbox().close());

// The examples are checked by the project's own schema when they are published.
const example = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../examples', `${name}.project.json`), 'utf8')) as AuthoredProject;

/** An address that answers every call with this status. */
const answering = (status: number): Http => ({
  send: async (): Promise<HttpAnswer> => {
    const answer = { status, statusText: 'said', headers: {}, data: {}, milliseconds: 1 };
    return status >= 200 && status < 300
      ? { ok: true, ...answer }
      : { ok: false, problem: { code: 'http.status', message: `answered ${status}` }, ...answer };
  },
  close: async () => undefined,
});

const talk = async (w: World, ...texts: string[]): Promise<string[]> => {
  const before = (await w.heard()).length;
  for (const text of texts) await w.say(text);
  return (await w.heard()).slice(before);
};

describe('R004-23 the order status example, without a model', () => {
  const start = () => world(example('order-status'), { ports: { classifier: exampleClassifier() } });

  test.each([
    ['10001', 'Order 10001 is on its way.'],
    ['10002', 'Order 10002 is being packed.'],
    ['10003', 'Order 10003 was canceled. The money is on its way back.'],
    ['10004', 'Order 10004 was returned. The money is on its way back.'],
    ['10005', 'I cannot tell where order 10005 is. Please write to help@shop.example.'],
  ])('R004-18 R004-19 the order %s', async (number, told) => {
    const w = await start();
    expect(await talk(w, 'where is my order', `it is ${number}`)).toEqual([
      'What is your order number? It has five digits.',
      `One moment, I am looking up ${number}.`,
      told,
    ]);
    expect((await w.now()).waiting).toBeNull();
  });

  test('R004-33 a number that the first message gives is not asked for', async () => {
    expect(await talk(await start(), 'where is my order 10001')).toEqual(['One moment, I am looking up 10001.', 'Order 10001 is on its way.']);
  });

  test('R004-43 an action that fails leaves the playbook and fetches a human', async () => {
    const w = await start();
    expect(await talk(w, 'where is my order 99999')).toEqual(['One moment, I am looking up 99999.']);
    expect(await w.now()).toMatchObject({ status: 'waiting_for_human', waiting: null, human: { operator: null } });
  });

  test('C-43 another question is answered, and the ASK comes back', async () => {
    expect(await talk(await start(), 'where is my order', 'when are you open', '10002')).toEqual([
      'What is your order number? It has five digits.',
      'Monday to Saturday, 9:00 to 18:30.',
      'What is your order number? It has five digits.',
      'One moment, I am looking up 10002.',
      'Order 10002 is being packed.',
    ]);
  });
});

describe('R004-36 the verify identity example, without a model', () => {
  const start = (status = 200, store = memoryStore()) =>
    world(example('verify-identity'), {
      store,
      ports: { classifier: exampleClassifier(), http: answering(status), secrets: { get: () => undefined } },
    });
  const question = 'Which email address is your account under?';

  test('R004-38 R004-40 R004-42 ask, run with the answer as input, and branch on what came of it', async () => {
    const w = await start();
    expect(await talk(w, 'I want my money back', 'ana@shop.example')).toEqual([
      'I will take care of your refund.',
      question,
      'Thank you, I have found your account ana@shop.example.',
      'Your refund has been processed.',
    ]);
    expect((await w.now()).stageVars.Home).toMatchObject({ account_email: 'ana@shop.example', verified: true, refund_status_code: 200 });
  });

  test('R004-53 a GO TO asks again after a failed validation, and not what was said before', async () => {
    expect(await talk(await start(), 'refund please', 'bob@shop.example', 'sorry, ana@shop.example')).toEqual([
      'I will take care of your refund.',
      question,
      'I find no account under bob@shop.example. Let us try again.',
      question,
      'Thank you, I have found your account ana@shop.example.',
      'Your refund has been processed.',
    ]);
  });

  test.each([404, 500, 0])('R004-44 C-37 the status %i is the author’s to look at: no automatic handoff', async (status) => {
    const w = await start(status);
    expect((await talk(w, 'refund please', 'ana@shop.example')).at(-1)).toBe(
      'We’re having trouble processing your refund. Let me connect you with a specialist.',
    );
    // The author's own handoff at the end of that branch, and no other one.
    expect(await w.now()).toMatchObject({ status: 'waiting_for_human', human: { reason: `refund failed with ${status}` } });
    expect((await w.events('effect_done')).filter(({ effect }) => effect === 'handoff')).toHaveLength(1);
    expect((await w.now()).stageVars.Home?.refund_status_code).toBe(status);
  });

  test('C-43 a wish for a human leaves the playbook', async () => {
    const w = await start();
    expect((await talk(w, 'refund please', 'I want to talk to a human')).at(-1)).toBe('Of course. Please call 555 0100.');
    expect((await w.now()).waiting).toBeNull();
    expect(await w.events('wait_dropped')).toHaveLength(1);
  });

  test('a playbook that waits in an ASK survives the end of its process', async () => {
    const store = memoryStore();
    const w = await start(200, store);
    await w.say('refund please');
    const versions = versionsOf(w.ports, parseProject);
    const later = conversationsOf(w.ports, versions);
    await later.accept(w.id, { kind: 'message', id: 'after', text: 'ana@shop.example' });
    for (let left = 200; left > 0; left -= 1) {
      const { conversation, isWorking } = await later.look(w.id);
      if (!isWorking && !conversation.turn && conversation.queue.length === 0) break;
      await new Promise((again) => setTimeout(again, 2));
    }
    expect((await w.heard()).at(-1)).toBe('Your refund has been processed.');
    expect((await later.look(w.id)).conversation.waiting).toBeNull();
  });
});

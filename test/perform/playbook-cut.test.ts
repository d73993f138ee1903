import { afterAll, expect, test } from 'vitest';
import { memoryStore } from '../../runtime/adapters/store/memory.ts';
import { conversationsOf } from '../../runtime/perform/conversations.ts';
import { versionsOf } from '../../runtime/perform/versions.ts';
import type { Commit, Http, HttpAnswer, Store } from '../../runtime/ports.ts';
import { parseProject } from '../../shared/parse.ts';
import { Problem } from '../../shared/problem.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { sharedSandbox, tickingClock } from '../world.ts';
import { playbookProject, playbookWorld, reading } from './playbook-world.ts';

afterAll(() => sharedSandbox().close());

const say = (text: string) => ({ type: 'SEND' as const, text });
const call = { type: 'RUN' as const, target: { kind: 'action' as const, name: 'book', inputs: { n: '@n' } } };

/** Two calls to the outside, a linked playbook that asks, a loop. */
const document: AuthoredProject = playbookProject(
  [
    { type: 'SET', variable: 'n', value: 0 },
    { type: 'SET', id: 'again', variable: 'n', value: '=vars.n + 1' },
    say('booking @n'),
    call,
    {
      type: 'IF_ELSE',
      branches: [{ operator: 'AND', conditions: [{ variable: 'n', operator: 'lt', value: 2 }], steps: [{ type: 'GO_TO', target_step_id: 'again' }] }],
    },
    { type: 'RUN', target: { kind: 'playbook', name: 'child' } },
    say('@n for @email'),
  ],
  {
    tools: [{ type: 'webhook', name: 'book', url: 'https://api.shop.example/book', parameters: [{ name: 'n', type: 'number' }] }],
    playbooks: [
      {
        name: 'child',
        sections: [
          { name: 'a', steps: [{ type: 'ASK', question: 'Email?', inputs: [{ variable: 'email', instructions: 'e', validate: 'email' }] }] },
        ],
      },
    ],
  },
);
const expected = ['booking 1', 'booking 2', 'Email?', '2 for a@b.co'];

/** Notes the key of every call. */
function noting(keys: string[]): Http {
  return {
    send: async ({ headers }): Promise<HttpAnswer> => {
      keys.push(headers['idempotency-key'] ?? '');
      return { ok: true, status: 200, statusText: '', headers: {}, data: {}, milliseconds: 1 };
    },
    close: async () => undefined,
  };
}

/** A store that stops taking commits after so many, as if the process had been killed there. */
function cutAfter(store: Store, count: number): Store & { isCut(): boolean } {
  let left = count;
  return {
    ...store,
    isCut: () => left < 0,
    commit: async (commit: Commit) => {
      left -= 1;
      if (left < 0) throw new Problem('store.unavailable', { reason: 'cut' });
      return store.commit(commit);
    },
  };
}

test('P-25 G-05 G-06 a playbook that is cut off at any write goes on: each step once, each call under its own key', async () => {
  let cuts = 0;
  for (let count = 1; ; count += 1) {
    const store = memoryStore();
    const keys: string[] = [];
    const limited = cutAfter(store, count);
    // The first write of all is the start, so that it is always there.
    const w = await playbookWorld(document, { store: limited, ports: { http: noting(keys), classifier: reading({ go: ['Start'] }) } }).catch(
      () => null,
    );
    const taken = w ? await sayAll(w.say) : 0;
    if (!limited.isCut() || !w) {
      if (w) break;
      continue;
    }
    cuts += 1;
    const ports = { ...w.ports, store, clock: tickingClock() };
    const later = conversationsOf(ports, versionsOf(ports, parseProject));
    await later.resume();
    const rest = async () => {
      for (;;) {
        const { conversation, isWorking } = await later.look(w.id);
        if (!isWorking && !conversation.turn && conversation.queue.length === 0) return conversation;
        await new Promise((again) => setTimeout(again, 1));
      }
    };
    await rest();
    for (const [index, text] of texts.entries()) {
      if (index < taken) continue;
      await later.accept(w.id, { kind: 'message', id: `input-${index + 1}`, text });
      await rest();
    }
    const messages = (await rest()).messages.filter(({ role }) => role === 'assistant');
    expect(messages.map(({ text }) => text)).toEqual(expected);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(expected.length);
    expect(new Set(keys).size).toBe(2);
  }
  expect(cuts).toBeGreaterThan(4);
});

const texts = ['go', 'a@b.co'];

/** Says all that is taken; answers how many that were. */
async function sayAll(speak: (text: string) => Promise<void>): Promise<number> {
  let taken = 0;
  for (const text of texts) {
    try {
      await speak(text);
      taken += 1;
    } catch {
      return taken;
    }
  }
  return taken;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sqliteStore } from '../../runtime/adapters/store/sqlite.ts';
import type { Commit, Store } from '../../runtime/ports.ts';
import { Problem } from '../../shared/problem.ts';
import { projectOf, reply, sharedSandbox, world } from '../world.ts';

const folder = mkdtempSync(join(tmpdir(), 'promptside-'));
afterAll(async () => {
  await sharedSandbox().close();
  rmSync(folder, { recursive: true, force: true });
});

const project = projectOf([{ name: 'Hello', effects: [reply('Hi.')] }]);
const intents = { hello: ['Hello'] };

test('G-14 and G-12 a full disk: a clear refusal, nothing is acknowledged that is not stored, and what was stored is there', async () => {
  const file = join(folder, 'full.sqlite');
  const store = await sqliteStore(file, { pageLimit: 60 });
  const w = await world(project, { intents, store });
  let stored = 0;
  const refusal = await (async () => {
    for (let count = 0; count < 500; count += 1) {
      const refused = await w.conversations.accept(w.id, { kind: 'message', id: `message-${count}`, text: `hello ${'x'.repeat(3_000)}` }).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (refused) return refused;
      stored += 1;
    }
    return null;
  })();
  expect(refusal).toMatchObject({ code: 'store.full' });
  expect(stored).toBeGreaterThan(3);
  await store.close();
  const again = await sqliteStore(file);
  const events = await again.events(w.id, 0, 10_000);
  expect(events.filter(({ type }) => type === 'input_received').length).toBe(stored);
  await again.close();
});

test('G-14 it heals by itself: once there is room again, the same message is taken and answered, once', async () => {
  const store = await sqliteStore(join(folder, 'heals.sqlite'));
  let isFull = false;
  const filling: Store = { ...store, commit: async (commit: Commit) => (isFull ? Promise.reject(new Problem('store.full')) : store.commit(commit)) };
  const w = await world(project, { intents, store: filling });
  await w.say('hello');
  isFull = true;
  const said = { kind: 'message' as const, id: 'again-and-again', text: 'hello' };
  await expect(w.conversations.accept(w.id, said)).rejects.toMatchObject({ code: 'store.full' });
  isFull = false;
  expect(await w.conversations.accept(w.id, said)).toEqual({ again: false });
  await w.rest();
  expect(await w.conversations.accept(w.id, said)).toEqual({ again: true });
  expect(await w.heard()).toEqual(['Hi.', 'Hi.']);
  await store.close();
});

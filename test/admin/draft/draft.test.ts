import { describe, expect, test } from 'vitest';
import { parsePath } from '../../../admin/document/path.ts';
import type { Draft } from '../../../admin/draft/draft.ts';
import { rollBack } from '../../../admin/draft/roll-back.ts';
import type { Value } from '../../../shared/value.ts';
import { type FakeServer, fakeTime, memoryStorage, openTab } from './fake-world.ts';

const start: Value = {
  name: 'shop',
  persona: 'kind',
  actions: [
    { name: 'a', text: '1' },
    { name: 'b', text: '1' },
  ],
};
const serverWith = (document: Value): FakeServer => ({ document, revision: 1, live: document, status: 200, losesAnswers: false, saves: 0 });
const type = (draft: Draft, path: string, value: Value): void => draft.set(parsePath(path), value, path);

async function opened(server = serverWith(start), lasting = memoryStorage(), tabbed = memoryStorage()) {
  const time = fakeTime();
  const draft = openTab(server, time, { lasting, tabbed });
  await draft.load('shop');
  return { server, time, draft, lasting, tabbed, state: () => draft.store.getState() };
}

describe('saving', () => {
  test('what is typed is on the server soon after, in one go', async () => {
    const { draft, time, server, state } = await opened();
    for (const text of ['k', 'ki', 'kin']) type(draft, 'persona', text);
    expect(state().saving).toBe('waiting');
    await time.pass(1_000);
    expect(server).toMatchObject({ document: { persona: 'kin' }, saves: 1 });
    expect(state()).toMatchObject({ saving: 'saved', revision: 2 });
  });

  test('fifty autosaves with a server that comes and goes lose nothing', async () => {
    const { draft, time, server } = await opened();
    for (let round = 0; round < 50; round += 1) {
      server.status = round % 7 === 3 ? 0 : round % 7 === 5 ? 503 : 200;
      type(draft, 'persona', `text ${round}`);
      await time.pass(500);
    }
    server.status = 200;
    await time.pass(60_000);
    expect(server.document).toMatchObject({ persona: 'text 49' });
  });

  test('a save whose answer is lost on the way is no conflict', async () => {
    const { draft, time, server, state } = await opened();
    server.losesAnswers = true;
    type(draft, 'persona', 'mine');
    await time.pass(500);
    expect(state().saving).toBe('away');
    server.losesAnswers = false;
    await time.pass(30_000);
    expect(state()).toMatchObject({ saving: 'saved', conflict: null });
    expect(server.document).toMatchObject({ persona: 'mine' });
  });

  test('an expired session waits for the sign-in and then goes on', async () => {
    const { draft, time, server, state } = await opened();
    server.status = 401;
    type(draft, 'persona', 'typed');
    await time.pass(120_000);
    expect(state()).toMatchObject({ saving: 'away', document: { persona: 'typed' } });
    server.status = 200;
    expect(await draft.flush()).toBe(true);
    expect(server.document).toMatchObject({ persona: 'typed' });
  });

  test('what the server refuses stays on the page and in the journal', async () => {
    const { draft, time, server, state, lasting } = await opened();
    server.status = 413;
    type(draft, 'persona', 'far too long');
    await time.pass(60_000);
    expect(state()).toMatchObject({ saving: 'refused', trouble: 'status 413' });
    expect(JSON.stringify(lasting.getItem(lasting.key(0) ?? ''))).toContain('far too long');
  });
});

describe('the journal', () => {
  test('what the server does not have comes back after the tab was closed', async () => {
    const first = await opened();
    first.server.status = 0;
    type(first.draft, 'persona', 'typed offline');
    await first.time.pass(100);
    first.server.status = 200;
    const second = await opened(first.server, first.lasting);
    await second.time.pass(1_000);
    expect(second.state().notice).toMatch(/is back/);
    expect(first.server.document).toMatchObject({ persona: 'typed offline' });
  });

  test('leaving the page writes what was typed last', async () => {
    const { draft, lasting, server } = await opened();
    server.status = 0;
    type(draft, 'persona', 'last words');
    draft.keep();
    expect(lasting.getItem(lasting.key(0) ?? '')).toContain('last words');
  });

  test('outlives a reload at which the server is away', async () => {
    const first = await opened();
    first.server.status = 0;
    type(first.draft, 'persona', 'typed offline');
    await first.time.pass(100);
    const second = await opened(first.server, first.lasting, first.tabbed);
    second.draft.keep();
    await second.draft.flush();
    first.server.status = 200;
    const third = await opened(first.server, first.lasting, first.tabbed);
    await third.time.pass(1_000);
    expect(first.server.document).toMatchObject({ persona: 'typed offline' });
  });

  test('is empty once the server has everything', async () => {
    const { draft, time, lasting } = await opened();
    type(draft, 'persona', 'x');
    await time.pass(100);
    expect(lasting.length).toBe(1);
    await time.pass(1_000);
    expect(lasting.length).toBe(0);
  });

  test('that finds no room says so instead of failing', async () => {
    const { draft, time, state, server } = await opened(serverWith(start), memoryStorage(10));
    server.status = 0;
    type(draft, 'persona', 'x');
    await time.pass(50);
    expect(state().trouble).toMatch(/no room/);
  });

  test('of another tab is taken over when that tab is gone, its own first', async () => {
    const first = await opened();
    first.server.status = 0;
    type(first.draft, 'actions[0].text', 'from tab one');
    await first.time.pass(100);
    first.server.status = 200;
    first.server.document = { name: 'shop', persona: 'new', actions: [{ name: 'a', text: '1' }] };
    first.server.revision += 1;
    const second = await opened(first.server, first.lasting);
    await second.time.pass(1_000);
    expect(first.server.document).toEqual({ name: 'shop', persona: 'new', actions: [{ name: 'a', text: 'from tab one' }] });
    expect(first.lasting.length).toBe(0);
  });
});

describe('two people', () => {
  async function clash() {
    const mine = await opened();
    mine.server.document = {
      name: 'shop',
      persona: 'theirs',
      actions: [
        { name: 'a', text: '1' },
        { name: 'b', text: 'theirs' },
      ],
    };
    mine.server.revision += 1;
    type(mine.draft, 'persona', 'mine');
    type(mine.draft, 'actions[0].text', 'mine too');
    await mine.time.pass(1_000);
    return mine;
  }

  test('the second one sees both texts; nothing is sent until one is chosen', async () => {
    const { state, server, time, lasting } = await clash();
    expect(state().conflict?.clashes).toEqual([{ place: ['persona'], mine: 'mine', theirs: 'theirs' }]);
    await time.pass(60_000);
    expect(server.saves).toBe(0);
    expect(lasting.getItem(lasting.key(0) ?? '')).toContain('mine');
  });

  test.each([
    [true, 'mine'],
    [false, 'theirs'],
  ])('keeping mine: %s', async (keepMine, persona) => {
    const { draft, time, server, state } = await clash();
    draft.resolve([keepMine]);
    await time.pass(1_000);
    expect(server.document).toEqual({
      name: 'shop',
      persona,
      actions: [
        { name: 'a', text: 'mine too' },
        { name: 'b', text: 'theirs' },
      ],
    });
    expect(state()).toMatchObject({ conflict: null, saving: 'saved' });
  });

  test('what does not touch goes together without a question', async () => {
    const { draft, time, server, state } = await opened();
    server.document = { ...(start as object), language: 'de' } as Value; // start is a record
    server.revision += 1;
    type(draft, 'persona', 'mine');
    await time.pass(1_000);
    expect(server.document).toMatchObject({ persona: 'mine', language: 'de' });
    expect(state().notice).toMatch(/somebody else/);
  });
});

describe('undo', () => {
  test('takes back a stretch of typing at once, and other steps one by one', async () => {
    const { draft, time, state } = await opened();
    for (const text of ['a', 'ab', 'abc']) type(draft, 'persona', text);
    await time.pass(2_000);
    type(draft, 'persona', 'abcd');
    draft.edit('actions', (document) => ({ ...(document as object), actions: [] }));
    const texts = () => [state().document, draft.undo()];
    expect(texts()).toEqual([{ name: 'shop', persona: 'abcd', actions: [] }, 'actions']);
    expect(texts()).toMatchObject([{ persona: 'abcd' }, 'persona']);
    expect(texts()).toMatchObject([{ persona: 'abc' }, 'persona']);
    expect(texts()).toEqual([start, null]);
  });

  test('and redo lead back to the same, on the server too', async () => {
    const { draft, time, server, state } = await opened();
    type(draft, 'persona', 'new');
    draft.undo();
    expect(state().document).toEqual(start);
    draft.redo();
    await time.pass(1_000);
    expect(server.document).toMatchObject({ persona: 'new' });
  });

  test('back to what the server has needs no save, and says so', async () => {
    const { draft, time, server, state, lasting } = await opened();
    type(draft, 'persona', 'new');
    await time.pass(100);
    draft.undo();
    await time.pass(1_000);
    expect(state().saving).toBe('saved');
    expect([server.saves, lasting.length]).toEqual([0, 0]);
  });

  test('leaves what somebody else changed since', async () => {
    const { draft, time, server } = await opened();
    type(draft, 'persona', 'mine');
    await time.pass(1_000);
    server.document = { name: 'shop', persona: 'mine', language: 'de' };
    server.revision += 1;
    type(draft, 'greeting', 'hi');
    await time.pass(1_000);
    draft.undo();
    draft.undo();
    await time.pass(1_000);
    expect(server.document).toEqual({ name: 'shop', persona: 'kind', language: 'de' });
  });
});

describe('publishing', () => {
  test('makes the document on the page the live one', async () => {
    const { draft, time, state } = await opened();
    type(draft, 'persona', 'live soon');
    await time.pass(1_000);
    await draft.publish({ note: 'note' });
    expect(state()).toMatchObject({ published: 2, isChanged: false, live: { persona: 'live soon' } });
  });
});

describe('rolling back', () => {
  const old: Value = { name: 'shop', persona: 'stern', actions: [{ name: 'a', text: '0' }] };

  test('publishes the old document, and an unchanged draft then says the same', async () => {
    const { draft, server, state } = await opened();
    expect(await rollBack(draft, { document: old, note: 'back' })).toBe('');
    expect(server.document).toEqual(old);
    expect(state()).toMatchObject({ published: 2, live: old, document: old, isChanged: false });
  });

  test('what was changed and not published stays in the draft, on top of the old version', async () => {
    const { draft, server, state, time } = await opened();
    type(draft, 'greeting', 'Hello!');
    await time.pass(1_000);
    expect(await rollBack(draft, { document: old, note: 'back' })).toBe('');
    expect(state().live).toEqual(old);
    expect(server.document).toEqual({ ...(old as object), greeting: 'Hello!' });
    expect(state().isChanged).toBe(true);
  });

  test('while the server is away nothing changes, and what is typed stays', async () => {
    const { draft, server, state, time } = await opened();
    type(draft, 'persona', 'mine');
    await time.pass(1_000);
    server.status = 503;
    type(draft, 'persona', 'mine too');
    expect(await rollBack(draft, { document: old, note: 'back' })).toContain('503');
    expect(state().document).toMatchObject({ persona: 'mine too' });
    expect(server.document).toMatchObject({ persona: 'mine' });
  });
});

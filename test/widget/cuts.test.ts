import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { VisitorEvent } from '../../shared/protocol.ts';
import { Connection } from '../../widget/connection/connection.ts';
import { keepIn } from '../../widget/connection/keep.ts';
import { scratch } from '../server/process.ts';
import { type Stand, serve, until, visit } from '../server/stand.ts';
import { projectOf, reply } from '../world.ts';
import { type Mishap, TcpProxy } from './tcp-proxy.ts';

/** In its long form (`npm run soak`) a thousand and more. */
const cuts = Number(process.env.WIDGET_CUTS ?? (process.env.WIDGET_LONG ? 1_000 : 120));
const visitors = 6;
const words = Math.ceil(cuts / 3);

const page = new EventTarget();
setMaxListeners(100, page);
const place = scratch();
const proxy = new TcpProxy();
let server: Stand;

const echo = { onFallback: { effects: [reply('re: {{userInput}}')] } };
const project = { ...projectOf([]), stages: [{ name: 'Main', actions: [], ...echo }] };

async function serveAnew(): Promise<void> {
  server = await serve(project, { PROMPTSIDE_DATABASE: join(place.folder, 'cuts.sqlite'), PROMPTSIDE_DRAIN_MILLISECONDS: '300' });
  proxy.target = Number(new URL(server.address).port);
}

beforeAll(async () => {
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  const shown = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  setMaxListeners(100, shown);
  vi.stubGlobal('document', shown);
  vi.stubGlobal('location', { origin: 'http://shop.example', pathname: '/' });
  await proxy.start();
  await serveAnew();
});
afterAll(async () => {
  await server?.remove();
  await proxy.stop();
  place.remove();
  vi.unstubAllGlobals();
});

function shelf(): Storage {
  const entries = new Map<string, string>();
  return {
    get length() {
      return entries.size;
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, text) => void entries.set(key, text),
    removeItem: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  };
}

type Tab = { connection: Connection; arrived: string[] };

/** A tab of a visitor; tabs with the same storage are of the same browser and share one connection. */
function tab(name: string, storage: Storage): Tab {
  const arrived: string[] = [];
  const connection = new Connection({
    project: 'test',
    base: new URL(`http://127.0.0.1:${proxy.port}/?${name}`),
    language: 'en',
    identity: undefined,
    keep: keepIn(() => storage, 'test'),
    changed: () => undefined,
    happened: (action) => action.type === 'arrived' && arrived.push(action.message.id),
  });
  connection.open();
  return { connection, arrived };
}

/** Luck that can be had again: a run that fails says its seed. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const mishaps: Mishap[] = ['cut', 'reset', 'half-open', 'double', 'swap', 'cut', 'double', 'swap'];

test(`over ${cuts} random cuts and with frames that come twice or overtake each other both ends have the same log: everything once, in order, in every tab (G-02, G-03, G-07, P-43)`, async () => {
  const seed = Number(process.env.WIDGET_SEED ?? Date.now() % 2 ** 31);
  const luck = dice(seed);
  // Every visitor has two tabs.
  const pairs = Array.from({ length: visitors }, (_, index) => {
    const storage = shelf();
    return [tab(`visitor-${index}`, storage), tab(`visitor-${index}`, storage)] as const;
  });
  await until(() => pairs.flat().every(({ connection }) => connection.state.link.is === 'open'), 'all tabs to be connected');
  expect(proxy.connections).toBe(visitors);

  let done = 0;
  let said = 0;
  while (done < cuts) {
    if (said < words) {
      for (const pair of pairs) pair[Math.floor(luck() * 2)]?.connection.say(`word ${said}`);
      said += 1;
    }
    const mishap = mishaps[Math.floor(luck() * mishaps.length)] ?? 'cut';
    if (proxy.happen(mishap, luck()) && mishap !== 'double' && mishap !== 'swap') done += 1;
    await new Promise((later) => setTimeout(later, luck() * 40));
    // The network is back: whoever waits for it tries at once.
    page.dispatchEvent(new Event('online'));
    if (done === Math.floor(cuts / 2)) {
      await server.stop();
      await serveAnew();
      done += 1;
    }
  }

  for (const pair of pairs) {
    const [first, second] = pair;
    const settled = (): boolean => {
      page.dispatchEvent(new Event('online'));
      return pair.every(({ connection: { state } }) => state.link.is === 'open' && state.outbox.length === 0 && state.messages.length === said * 2);
    };
    await until(
      settled,
      () =>
        `seed ${seed}: ${JSON.stringify(pair.map(({ connection: { state } }) => [state.link, state.outbox.length, state.messages.length, said * 2]))}`,
      30_000,
    );
    const guest = await visit(server.address, { token: first.connection.state.token ?? '' });
    while (guest.events.length < said * 2) {
      const more = await guest.more(guest.events.length);
      guest.events.push(...more.events);
    }
    const logged = guest.events.flatMap((event: VisitorEvent) => (event.type === 'message' ? [event.message] : []));
    guest.leave();
    for (const { connection, arrived } of pair) {
      expect(
        connection.state.messages.map(({ id, text }) => [id, text]),
        `seed ${seed}`,
      ).toEqual(logged.map(({ id, text }) => [id, text]));
      expect(new Set(arrived).size, `seed ${seed}`).toBe(arrived.length);
    }
    const own = logged.filter(({ role }) => role === 'user').map(({ text }) => text);
    expect(own.toSorted()).toEqual(Array.from({ length: said }, (_, index) => `word ${index}`).toSorted());
    expect(logged.filter(({ role }) => role === 'assistant').map(({ text }) => text)).toEqual(own.map((text) => `re: ${text}`));
    first.connection.close();
    second.connection.close();
  }
  expect(proxy.doubled).toBeGreaterThan(0);
  expect(proxy.swapped).toBeGreaterThan(0);
}, 1_200_000);

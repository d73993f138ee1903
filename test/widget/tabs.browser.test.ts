import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useStand, type Widget, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;
const poll = { timeout: 15_000 };

type Tab = { page: Page; widget: Widget };

/** Tabs of one browser on one page, each with its panel open. */
async function tabs(count: number, before: (context: BrowserContext) => Promise<unknown> = async () => undefined): Promise<Tab[]> {
  const page = await stand.visit();
  await before(page.context());
  const all: Tab[] = [];
  for (let index = 0; index < count; index++) {
    const view = index === 0 ? page : await page.context().newPage();
    // Also the first: what `before` puts into pages is there from the next load on.
    await view.goto(page.url());
    const widget = widgetOn(view);
    await widget.open();
    await expect.poll(() => view.evaluate(() => localStorage.getItem('promptside:shop:token')), poll).not.toBeNull();
    all.push({ page: view, widget });
  }
  return all;
}

const texts = ({ widget }: Tab): Promise<string[]> => widget.host.locator('.log .bubble').allTextContents();
const sockets = (): number => server.io.sockets.sockets.size;

test('all tabs of a visitor share one connection; each can write, and all show the same', async () => {
  server.behaviour.reply = (text) => ({ text: `re: ${text}` });
  const all = await tabs(3);
  await expect.poll(sockets, poll).toBe(1);
  for (const [index, { widget }] of all.entries()) {
    await widget.say(`from ${index}`);
    await widget.shows(`re: from ${index}`);
  }
  for (const each of all) await expect.poll(() => texts(each), poll).toHaveLength(6);
  expect(new Set(await Promise.all(all.map(async (each) => (await texts(each)).join()))).size).toBe(1);
  expect(server.hellos).toHaveLength(1);
});

test('when the tab with the connection is closed, another takes over, and nothing is lost or doubled', async () => {
  const all = await tabs(3);
  const [first, second, third] = all;
  if (!first || !second || !third) throw new Error('three tabs were asked for');
  server.say(server.only, 'before');
  await third.widget.shows('before');
  await first.page.close();
  server.say(server.only, 'meanwhile');
  await second.widget.say('still here');
  for (const each of [second, third]) await expect.poll(() => texts(each), poll).toHaveLength(3);
  expect(await texts(second)).toEqual(await texts(third));
  await expect.poll(sockets, poll).toBe(1);
  expect(server.heard.map((it) => it.text)).toEqual(['still here']);
});

test('a tab that is frozen with the connection in its hands gives way', async () => {
  const [first, second] = await tabs(2);
  if (!first || !second) throw new Error('two tabs were asked for');
  // A page that hangs: it neither answers nor lets go.
  const hang = first.page.evaluate(() => {
    const end = Date.now() + 8_000;
    while (Date.now() < end);
  });
  // It ends with its page.
  hang.catch(() => undefined);
  await second.page.reload();
  await second.widget.say('is anybody there?');
  await expect.poll(() => server.heard.map((it) => it.text), poll).toEqual(['is anybody there?']);
});

test('without locks or channels every tab has a connection of its own, and all show the same', async () => {
  const all = await tabs(2, (context) =>
    context.addInitScript(() =>
      Object.defineProperty(Navigator.prototype, 'locks', {
        get: () => ({ request: () => Promise.reject(new DOMException('no', 'SecurityError')) }),
      }),
    ),
  );
  await expect.poll(sockets, poll).toBe(2);
  await all[0]?.widget.say('hello');
  for (const each of all) await expect.poll(() => texts(each), poll).toEqual(['You: hello']);
});

test('opened and closed again and again, the panel leaves nothing behind', async () => {
  const cycles = process.env.WIDGET_LONG ? 2_000 : 60;
  const page = await stand.visit();
  const widget = widgetOn(page);
  await widget.open();
  const session = await page.context().newCDPSession(page);
  const round = (count: number): Promise<void> =>
    page.evaluate(async (times) => {
      const call = (window as unknown as { Promptside(name: string): void }).Promptside;
      for (let turn = 0; turn < times * 2; turn++) {
        call('toggle');
        await new Promise((next) => setTimeout(next));
      }
    }, count);
  const counted = async (): Promise<{ nodes: number; jsEventListeners: number }> => {
    await session.send('HeapProfiler.collectGarbage');
    return session.send('Memory.getDOMCounters');
  };
  await round(20);
  const before = await counted();
  await round(cycles);
  const after = await counted();
  // A panel has dozens of nodes; what the browser has not collected yet is a few in all.
  expect(after.nodes - before.nodes).toBeLessThan(cycles / 2 + 100);
  expect(after.jsEventListeners - before.jsEventListeners).toBeLessThan(cycles / 2);
});

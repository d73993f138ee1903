import type { CDPSession } from 'playwright-core';
import { expect, test } from 'vitest';
import { useStand, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;

/** The long form is behind `npm run soak`. */
const cycles = process.env.WIDGET_LONG ? 2_000 : 150;
/** What a browser compiles and remembers of code that runs often is no growth. */
const warmUp = process.env.WIDGET_LONG ? 500 : 100;

type Own = { Promptside(...call: unknown[]): unknown };
type Weight = { heap: number; nodes: number; listeners: number };

/** What the page holds after everything that can be collected was collected. */
async function weigh(session: CDPSession): Promise<Weight> {
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') };
}

test(`P-31 ${cycles} times open and shut leave nothing behind: no heap, no nodes, no listeners, no sockets`, { timeout: 1_200_000 }, async () => {
  server.behaviour.widget = { ...server.behaviour.widget, messageRating: true, rating: { ask: 'after_human', scale: 'five', comment: true } };
  const page = await stand.visit();
  const widget = widgetOn(page);
  await widget.open();
  await expect.poll(() => server.talks.size, { timeout: 10_000 }).toBe(1);
  for (let told = 0; told < 20; told += 1) server.say(server.only, `**message** ${told}`);
  server.tell(server.only, { type: 'status', status: 'with_human', by: 'Anna' });
  server.tell(server.only, { type: 'status', status: 'active', by: 'Anna' });
  await widget.host.locator('.rating').waitFor();
  await page.keyboard.press('Escape');
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const cycle = async (count: number): Promise<Weight> => {
    server.cut();
    // In one go: every piece of code that is handed to the page stays in its heap.
    await page.evaluate(async (turns) => {
      const { Promptside } = window as unknown as Own; // the one name that the widget puts on a page
      const drawn = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
      for (let turn = 0; turn < turns; turn += 1) {
        Promptside('open');
        await drawn();
        Promptside('close');
        await drawn();
      }
    }, count);
    await expect.poll(() => server.io.sockets.sockets.size, { timeout: 20_000 }).toBe(1);
    await page.waitForTimeout(500);
    return weigh(session);
  };
  const before = await cycle(warmUp);
  const after = await cycle(cycles);
  console.info(`${cycles} cycles: ${JSON.stringify({ before, after })}`);
  expect([widget.panel ? await widget.panel.count() : 0, server.io.sockets.sockets.size, server.talks.size]).toEqual([0, 1, 1]);
  expect([after.nodes - before.nodes, after.listeners - before.listeners].map((grown) => grown <= 5)).toEqual([true, true]);
  expect((after.heap - before.heap) / cycles, 'bytes of heap for each cycle').toBeLessThan(1_000);
});

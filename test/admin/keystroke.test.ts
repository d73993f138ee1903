import type { CDPSession, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { withValue } from '../../admin/document/path.ts';
import type { Value } from '../../shared/value.ts';
import { browserStand, field, goTo } from './browser-stand.ts';
import { largeProject } from './sample-project.ts';

const { open } = browserStand();
const callsAllowed = 60_000;
/** A key in a script takes 65,000, and 100,000 where a slow machine lets the checks after a pause run after each key; parsing all of the script anew takes 150,000. */
const scriptCallsAllowed = 125_000;
const typed = 'abcdefghij klmnopqrst uvwxyz';

/** What a key costs: calls of the page's own functions, time of scripts, time until the frame after it is done, and what changed in the page. */
type Cost = { calls: number; script: number; paint: number; elsewhere: number; outline: number };

const projectOf = (actions: number): Value =>
  [
    [['stages', 0, 'actions', 3, 'condition'], 'vars.count < 3'],
    [
      ['tools'],
      [{ name: 'find_order', type: 'script', code: Array.from({ length: 80 }, (_, line) => `const a${line} = vars.count + ${line};`).join('\n') }],
    ],
  ].reduce<Value>((document, [path, value]) => withValue(document, path as (string | number)[], value as Value), largeProject(actions)); // pairs of a path and a value, as written above

async function costOf(page: Page): Promise<Cost> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('Profiler.enable');
  await session.send('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await page.evaluate(watch);
  await page.keyboard.press('a');
  await callsIn(session);
  const before = await metrics(session);
  for (const key of typed) {
    await page.keyboard.press(key);
    // Keys that follow at once are served before any frame, which then says nothing of a key.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))));
  }
  const after = await metrics(session);
  const calls = (await callsIn(session)) / typed.length;
  const seen = await page.evaluate(() => (window as unknown as { seen: { paints: number[]; elsewhere: number; outline: number } }).seen); // put there by watch
  await session.detach();
  const each = (name: string): number => (((after[name] ?? 0) - (before[name] ?? 0)) * 1_000) / typed.length;
  return {
    calls,
    script: each('ScriptDuration'),
    paint: middle(seen.paints),
    elsewhere: seen.elsewhere / typed.length,
    outline: seen.outline,
  };
}

/** Runs in the page: counts what changes outside of the field that is typed in, and times each key to the end of its frame. */
function watch(): void {
  const seen = { paints: [] as number[], elsewhere: 0, outline: 0 };
  Object.assign(window, { seen });
  const own = document.activeElement?.closest('.field, li') ?? null;
  new MutationObserver((list) => {
    for (const { target } of list) {
      if (own?.contains(target)) continue;
      seen.elsewhere += 1;
      if (target.parentElement?.closest('.outline')) seen.outline += 1;
    }
  }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  window.addEventListener(
    'keydown',
    () => {
      const start = performance.now();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => seen.paints.push(performance.now() - start);
        channel.port2.postMessage(0);
      });
    },
    true,
  );
}

/** How often functions of the page were called since this was asked last: the same on every machine, unlike time. */
async function callsIn(session: CDPSession): Promise<number> {
  const { result } = await session.send('Profiler.takePreciseCoverage');
  const own = result.filter(({ url }) => url.includes('/admin/assets/')).flatMap(({ functions }) => functions);
  return own.reduce((sum, { ranges }) => sum + (ranges[0]?.count ?? 0), 0);
}

const metrics = async (session: CDPSession): Promise<Record<string, number>> =>
  Object.fromEntries((await session.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value]));

const middle = (list: number[]): number => list.toSorted((left, right) => left - right)[list.length >> 1] ?? 0;

const places: Record<string, (page: Page) => Promise<void>> = {
  'an example': async (page) => {
    await goTo(page, 'action_3');
    await field(page, 'stages[0].actions[3].examples[0]').click();
  },
  'a condition': async (page) => {
    await goTo(page, 'action_3');
    await page.locator('.cm-content').click();
  },
  'a script': async (page) => {
    await goTo(page, 'find_order');
    await page.locator('.cm-content').click();
  },
  // The last one: afterwards the tool is called something else.
  'a name': async (page) => {
    await goTo(page, 'find_order');
    await field(page, 'tools[0].name').click();
  },
};

async function costs(page: Page): Promise<Record<string, Cost>> {
  const found: Record<string, Cost> = {};
  for (const [name, go] of Object.entries(places)) {
    await go(page);
    found[name] = await costOf(page);
  }
  return found;
}

describe('a key', { timeout: 120_000 }, () => {
  test('costs about as much in a project of 400 actions as in one of 5, changes next to nothing but its own field, and parses no script anew', async () => {
    const small = await open({ document: projectOf(5) });
    const blank = await small.context.newPage();
    await blank.setContent('<textarea></textarea>');
    await blank.locator('textarea').click();
    const floor = await costOf(blank);
    await blank.close();
    const few = await costs(small.page);
    await small.close();
    const { page } = await open({ document: projectOf(400) });
    const many = await costs(page);
    for (const [name, cost] of Object.entries(many)) {
      const base = few[name] ?? cost;
      console.log(
        `${name}: ${Math.round(cost.calls)} calls (${Math.round(base.calls)} with 5 actions), ${cost.script.toFixed(1)} ms of script (${base.script.toFixed(1)}), ` +
          `${cost.paint.toFixed(1)} ms to the frame (${(cost.paint / Math.max(0.1, floor.paint)).toFixed(1)} × an empty text area), ${cost.elsewhere.toFixed(1)} changes elsewhere`,
      );
      // A name stands in the outline too, in its one row.
      expect(cost.outline).toBeLessThan(name === 'a name' ? 4 * typed.length : 1);
      // The state of saving, the count of changes, undo: never a list.
      expect(cost.elsewhere).toBeLessThan(8);
      // Walking through a list of 400 once or twice is nothing; drawing it is.
      expect(cost.calls - base.calls).toBeLessThan(callsAllowed);
      // The field itself, without what 400 actions add: that has its own bound above.
      if (name === 'a script') expect(base.calls).toBeLessThan(scriptCallsAllowed);
    }
  });
});

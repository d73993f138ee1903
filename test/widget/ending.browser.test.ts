import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buildAll } from '../../widget/build.ts';
import { launchBrowser } from '../browser/find-chromium.ts';
import { type Stand, serve } from '../server/stand.ts';
import { projectOf, reply } from '../world.ts';
import { HostSite, tag } from './host-page.ts';
import { widgetOn } from './stand.ts';

// A busy machine takes its time; nothing here measures how long.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 300_000 });
const patience = { timeout: 20_000 };

const site = new HostSite();
let browser: Browser;
let server: Stand;
beforeAll(async () => {
  await buildAll(['widget']);
  [browser, server] = await Promise.all([
    launchBrowser(),
    serve({
      ...projectOf([]),
      name: 'shop',
      stages: [{ name: 'Main', actions: [], onFallback: { effects: [reply('re: {{userInput}}')] } }],
      widget: { rating: { ask: 'after_end', scale: 'thumbs' } },
    }),
    site.start(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await server?.remove();
  await site.stop();
});

test('a visitor ends the conversation from the options: it stays to be read, they are asked how it was, and may start anew', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(site.put('/shop', { head: tag(server.address) }));
  const widget = widgetOn(page);
  const options = widget.host.getByRole('button', { name: 'Options' });
  const end = widget.host.getByRole('button', { name: 'End this conversation' });
  await widget.open();
  await options.click();
  expect(await end.count()).toBe(0);
  await options.click();
  await widget.say('that is all');
  await widget.shows('re: that is all');
  await options.focus();
  await page.keyboard.press('Enter');
  await end.focus();
  await page.keyboard.press('Enter');
  await widget.host.getByText('This conversation has ended.').waitFor();
  await widget.host.getByText('How was this conversation?').waitFor();
  await expect.poll(() => widget.composer.count(), patience).toBe(0);
  await widget.shows('re: that is all');
  await options.click();
  expect(await end.count()).toBe(0);
  await options.click();
  await page.reload();
  await widget.host.getByText('This conversation has ended.').waitFor();
  await widget.host.locator('.notices button').click();
  await widget.composer.waitFor();
  await expect.poll(() => widget.bubbles.count(), patience).toBe(0);
  await widget.say('once more');
  await widget.shows('re: once more');
});

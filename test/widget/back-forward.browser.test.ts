import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../browser/find-chromium.ts';
import { tag } from './host-page.ts';
import { useStand, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;
const poll = { timeout: 20_000 };
let browser: Browser;

// Playwright turns the back-forward cache off, whose pages it does not follow; here it is what is looked at.
beforeAll(async () => {
  browser = await launchBrowser({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
});
afterAll(() => browser?.close());

test('a page that comes back from the back-forward cache is the same page, connects again, and has missed nothing', async () => {
  const page = await browser.newPage();
  const first = stand.site.put('/first', {
    head: `<script>window.comings=[];addEventListener('pageshow',(event)=>comings.push(event.persisted))</script>${tag(server.origin)}`,
  });
  const second = stand.site.put('/second', { body: 'another page' });
  await page.goto(first);
  const widget = widgetOn(page);
  await widget.open();
  await widget.say('before');
  await widget.shows('before');
  await page.evaluate(() => Object.assign(window, { mark: 'the same page' }));
  await page.goto(second);
  await expect.poll(() => server.io.sockets.sockets.size, poll).toBe(0);
  server.say(server.only, 'while it was away');
  await page.goBack({ waitUntil: 'commit' });
  await expect.poll(() => page.evaluate('[window.mark, window.comings]').catch(() => null), poll).toEqual(['the same page', [false, true]]);
  await widget.shows('while it was away');
  await widget.say('and on');
  await widget.shows('and on');
  expect([server.heard.map(({ text }) => text), server.talks.size, server.io.sockets.sockets.size]).toEqual([['before', 'and on'], 1, 1]);
});

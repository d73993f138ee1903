import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { buildAll } from '../../widget/build.ts';
import { launchBrowser } from '../browser/find-chromium.ts';
import { root, type Stand, serve } from '../server/stand.ts';
import { type Widget, widgetOn } from './stand.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 300_000 });
const poll = { timeout: 10_000 };
let browser: Browser;
let server: Stand;
let page: Page;
let widget: Widget;
const complaints: string[] = [];

beforeAll(async () => {
  await buildAll(['widget']);
  browser = await launchBrowser();
  server = await serve(`${root}/demo/shop.project.json`);
});
beforeEach(async () => {
  complaints.length = 0;
  page = await (await browser.newContext()).newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(`${server.address}/`);
  widget = widgetOn(page);
});
afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

const texts = async (): Promise<string[]> => (await widget.bubbles.allTextContents()).map((text) => text.replace(/^(You|Assistant): /, ''));
const greeting = 'Hello! Ask me about an order, a return, or when we are open.';

describe('the demo page and the real server', () => {
  test('a visitor presses, writes, and is answered; nothing is left hanging', async () => {
    await widget.open();
    await widget.host.getByRole('button', { name: 'Where is my order?' }).click();
    await widget.shows('it left with PostLink');
    expect(await widget.host.locator('.bubble strong').textContent()).toBe('12345');
    await widget.host.getByRole('button', { name: 'Send something back' }).first().click();
    await widget.shows('Gladly. Which order');
    await widget.say('12345');
    await widget.shows('Walking boots: that can go back.');
    await widget.host.getByRole('button', { name: 'Done, thank you' }).click();
    await widget.shows('All right. What else');
    // Dots that stay would say that an answer is still to come.
    await expect.poll(() => widget.host.locator('.dots').count(), poll).toBe(0);
    await page.waitForTimeout(400);
    expect(await widget.host.locator('.dots').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('a message comes by itself; its button opens the chat, where it stands before the answer', async () => {
    const nudge = widget.host.locator('.nudge');
    await nudge.getByRole('button', { name: 'Where are they?' }).click({ timeout: 50_000 });
    await widget.shows('Order 12345 (Walking boots)');
    expect((await texts()).slice(0, 3)).toMatchObject([
      greeting,
      'Waiting for your boots? I can tell you where they are.',
      expect.stringContaining('12345'),
    ]);
    expect([await nudge.count(), complaints]).toEqual([0, []]);
  });

  test('leaving in one tab leaves in all', async () => {
    await widget.open();
    const other = await page.context().newPage();
    await other.goto(`${server.address}/`);
    await widgetOn(other).open();
    await page.evaluate(() => (window as unknown as { Promptside(...call: unknown[]): void }).Promptside('shutdown'));
    await expect.poll(() => widgetOn(other).host.count(), poll).toBe(0);
    expect([await other.evaluate(() => Object.keys(localStorage)), complaints]).toEqual([[], []]);
  });

  test('a button of the page fires its command and opens the chat', async () => {
    await page.getByRole('button', { name: 'Where is it?' }).click();
    await widget.shows('Order 12345 (Walking boots)');
    expect(complaints).toEqual([]);
  });

  test('a reload and a second tab show the same; starting over shows a new one in both', async () => {
    await widget.open();
    await widget.say('when are you open?');
    await widget.shows('We are open Monday');
    const before = await texts();
    await page.reload();
    await widget.shows('We are open Monday');
    expect(await texts()).toEqual(before);
    const other = await page.context().newPage();
    await other.goto(`${server.address}/`);
    const twin = widgetOn(other);
    await twin.open();
    await twin.shows('We are open Monday');
    await startOver();
    await expect.poll(texts, poll).toEqual([greeting]);
    await widget.say('are you open on sunday?');
    await widget.shows('We are open Monday');
    await twin.shows('are you open on sunday?');
    await expect.poll(() => twin.bubbles.count(), poll).toBe(3);
    expect(complaints).toEqual([]);
  });

  test('what is written in markup by a visitor is shown as it was written', async () => {
    await widget.open();
    await widget.say('**bold** <b>x</b> [a](javascript:alert(1))');
    await widget.shows('**bold** <b>x</b> [a](javascript:alert(1))');
    await widget.shows('I can tell you where an order is');
    expect(await widget.host.locator('.log b, .mine strong, .log a').count()).toBe(0);
  });

  test('parts come packed and to be kept for ever, the loader for minutes', async () => {
    await widget.open();
    const panel = await page.evaluate(() => performance.getEntriesByType('resource').find(({ name }) => name.includes('/assets/panel-'))?.name);
    const [loader, part] = await Promise.all([page.request.get(`${server.address}/widget.js`), page.request.get(panel ?? '')]);
    expect(loader.headers()).toMatchObject({ 'content-encoding': 'br', 'cache-control': 'public, max-age=300' });
    expect(part.headers()).toMatchObject({ 'content-encoding': 'br', 'cache-control': 'public, max-age=31536000, immutable' });
  });
});

async function startOver(): Promise<void> {
  await widget.host.getByTitle('Start a new conversation').click();
  await widget.host.getByText('Start over?').click();
}

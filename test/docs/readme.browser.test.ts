import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buildAll } from '../../widget/build.ts';
import { launchBrowser } from '../browser/find-chromium.ts';
import { type Stand, serve } from '../server/stand.ts';
import { HostSite } from '../widget/host-page.ts';
import { widgetOn } from '../widget/stand.ts';
import { page as pageOf } from './pages.ts';

// A busy machine takes its time; nothing here measures how long.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 300_000 });

const site = new HostSite();
let browser: Browser;
let stand: Stand;
beforeAll(async () => {
  await buildAll(['widget']);
  browser = await launchBrowser();
  stand = await serve('demo/shop.project.json');
  await site.start();
});
afterAll(async () => {
  await browser?.close();
  await site.stop();
  await stand?.remove();
});

test('the script tag and the button of the README work on a page of another origin, as they stand', async () => {
  const [tag = '', button = ''] = pageOf('README.md')
    .blocks.filter(({ language }) => language === 'html')
    .map(({ text }) => text);
  const page = await browser.newPage();
  await page.goto(site.put('/', { head: tag.replace('https://chat.example', stand.address), body: button }));
  await widgetOn(page).launcher.waitFor();
  await page.getByRole('button', { name: 'Where is my order?' }).click();
  await widgetOn(page).shows('Order 12345 (Walking boots)');
  expect(await widgetOn(page).panel.isVisible()).toBe(true);
});

test('the phrases of the README get the answers of the actions that they are listed for', async () => {
  const page = await browser.newPage();
  await page.goto(stand.address);
  const widget = widgetOn(page);
  await widget.open();
  const talk: [said: string, answer: string | RegExp][] = [
    ['has my parcel 12345 shipped?', 'Order 12345 (Walking boots)'],
    ['were is my pakage 20481??', 'Order 20481 (Rain jacket)'],
    ['track 99999', 'I could not find an order 99999'],
    ['whats your opening hurs', 'We are open Monday to Saturday'],
    ['tell me a joke', 'I can tell you where an order is'],
    ['I want my mony back', 'Which order would you like to send back?'],
    ['order 20481 please', 'Rain jacket cannot go back yet'],
    ['33107', 'Camping stove: that can go back'],
    ['nevr mind', 'All right. What else can I do for you?'],
    // The demo has opening hours, and this test runs at any hour.
    ['can i talk to a humna', /I am getting somebody from our team|Nobody is in the shop right now/],
  ];
  for (const [said, answer] of talk) {
    expect(pageOf('README.md').text).toContain(said);
    await widget.say(said);
    await widget.shows(answer);
  }
});

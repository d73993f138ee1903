import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buildAll } from '../../../widget/build.ts';
import { launchBrowser } from '../../browser/find-chromium.ts';
import { type Stand, serve, visit } from '../../server/stand.ts';
import { projectOf } from '../../world.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 });

let browser: Browser;
let first: Stand;
let stand: Stand;
beforeAll(async () => {
  await buildAll(['admin']);
  browser = await launchBrowser();
  // Two projects in one database: the server seeds the one that its file names.
  first = await serve(projectOf([], { noModelReply: 'Hm.' }));
  await first.stop();
  stand = await serve({ ...projectOf([], { noModelReply: 'Hm.' }), name: 'other' }, { PROMPTSIDE_DATABASE: first.database });
});
afterAll(async () => {
  await browser.close();
  await stand.remove();
  await first.remove();
});

test('another project is chosen while a conversation is open: the page shows that project’s inbox, without a complaint, and news of it', async () => {
  const page = await browser.newPage();
  const guest = await visit(stand.address);
  await guest.say('in the first project');
  await page.goto(`${stand.address}/admin/#token=${await stand.link()}`);
  await page.getByRole('combobox', { name: 'Project' }).selectOption('test');
  await page.goto(`${stand.address}/admin/#/inbox/${guest.welcome.conversation}`);
  await page.locator('.inbox-entries').getByText('in the first project').waitFor();
  await page.getByRole('searchbox').fill('first');
  await page.getByRole('combobox', { name: 'Project' }).selectOption('other');
  await page.getByRole('heading', { name: 'Inbox' }).waitFor();
  expect(new URL(page.url()).hash).toBe('#/inbox/');
  expect(await page.getByRole('searchbox').inputValue()).toBe('');
  const another = await visit(stand.address, { project: 'other' });
  await another.say('in the other project');
  await page.locator('.inbox-list a', { hasText: 'Hm.' }).first().click();
  await page.locator('.inbox-entries').getByText('in the other project').waitFor();
  expect(await page.getByText('in the first project').count()).toBe(0);
  expect(await page.getByRole('alert').count()).toBe(0);
  guest.leave();
  another.leave();
  await page.close();
});

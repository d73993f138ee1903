import { SignJWT } from 'jose';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buildAll } from '../../widget/build.ts';
import { launchBrowser } from '../browser/find-chromium.ts';
import { type Stand, serve } from '../server/stand.ts';
import { projectOf, reply } from '../world.ts';
import { widgetOn } from './stand.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 300_000 });
const secret = 'a secret of this shop that is long enough';
const project = {
  ...projectOf([]),
  name: 'shop',
  stages: [{ name: 'Main', actions: [], onFallback: { effects: [reply('re: {{userInput}}')] } }],
  widget: { identity: { secret: 'SHOP_SECRET' } },
};
let browser: Browser;
let server: Stand;

beforeAll(async () => {
  await buildAll(['widget']);
  browser = await launchBrowser();
  server = await serve(project, { SHOP_SECRET: secret });
});
afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

const signed = (subject: string, ends: string | number = '5m'): Promise<string> =>
  new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setAudience('shop')
    .setExpirationTime(ends)
    .sign(new TextEncoder().encode(secret));

async function visitor(): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${server.address}/`);
  return page;
}
const call = (page: Page, ...all: unknown[]): Promise<unknown> =>
  page.evaluate((given) => void (window as unknown as { Promptside(...call: unknown[]): void }).Promptside(...given), all);
const kept = (page: Page): Promise<string[]> => page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('promptside:')));

test('who is known keeps the history, has it on every device, and leaves nothing behind after logging out (G-21)', async () => {
  const page = await visitor();
  const widget = widgetOn(page);
  await widget.open();
  await widget.say('before I signed in');
  await widget.shows('re: before I signed in');
  await call(page, 'identify', await signed('user-1'));
  await widget.say('now you know me');
  await widget.shows('re: now you know me');
  expect(await widget.host.locator('.log .bubble').count()).toBe(4);
  expect(await kept(page)).not.toContain('promptside:shop:token');

  const elsewhere = await visitor();
  await call(elsewhere, 'identify', await signed('user-1'));
  const there = widgetOn(elsewhere);
  await there.open();
  await there.shows('re: before I signed in');
  await there.shows('re: now you know me');

  await call(page, 'shutdown');
  expect(await kept(page)).toEqual([]);
  await page.reload();
  await widget.open();
  await widget.say('somebody else');
  await widget.shows('re: somebody else');
  expect(await widget.host.locator('.log .bubble').count()).toBe(2);
});

test('a token that has expired: one calm sentence, one precise line, an event for the page; a new one brings all back', async () => {
  const page = await visitor();
  const lines: string[] = [];
  page.on('console', (message) => message.type() === 'warning' && lines.push(message.text()));
  const widget = widgetOn(page);
  await page.evaluate(() => {
    const own = window as unknown as { Promptside(...call: unknown[]): void; codes: string[] };
    own.codes = [];
    own.Promptside('on', 'error', ({ code }: { code: string }) => own.codes.push(code));
  });
  await call(page, 'identify', await signed('user-2', Math.floor(Date.now() / 1_000) - 100));
  await widget.open();
  await widget.host.getByText('The chat is not available on this page right now.').waitFor();
  expect(await page.evaluate('codes')).toEqual(['identity.invalid']);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`(identity.invalid); see ${server.address}/docs/widget.md#problems`);
  await widget.say('kept meanwhile');
  await widget.bubbles.filter({ hasText: 'kept meanwhile' }).getByText('Not sent yet; it is kept here.').waitFor();
  await call(page, 'identify', await signed('user-2'));
  await widget.shows('re: kept meanwhile');
});

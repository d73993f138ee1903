import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { buildAll } from '../../widget/build.ts';
import { launchBrowser } from '../browser/find-chromium.ts';
import { firstOwner } from '../server/people.ts';
import { type Stand, serve } from '../server/stand.ts';
import { projectOf, reply } from '../world.ts';
import { HostSite, tag } from './host-page.ts';
import { call, widgetOn } from './stand.ts';

// A busy machine takes its time; nothing here measures how long.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 300_000 });
const patience = { timeout: 20_000 };
const sentence = 'The chat is not available on this page right now.';

const site = new HostSite();
let browser: Browser;
let server: Stand;
let closing: () => Promise<unknown> = async () => undefined;
beforeAll(async () => {
  await buildAll(['widget']);
  [browser] = await Promise.all([launchBrowser(), site.start()]);
});
afterEach(async () => {
  await closing();
  await server.remove();
});
afterAll(async () => {
  await browser?.close();
  await site.stop();
});

const shop = (widget: AuthoredProject['widget']): AuthoredProject => ({
  ...projectOf([]),
  name: 'shop',
  stages: [{ name: 'Main', actions: [], onFallback: { effects: [reply('re: {{userInput}}')] } }],
  widget,
});

type Seen = { page: Page; lines: string[]; link: string };
/** A page of another origin that carries the tag; everything that comes into its console is written down, the browser's own words too. */
async function open(head: string): Promise<Seen> {
  const page = await (await browser.newContext()).newPage();
  closing = () => page.context().close();
  const lines: string[] = [];
  page.on('console', (message) => !message.location().url.endsWith('favicon.ico') && lines.push(message.text()));
  page.on('pageerror', (error) => lines.push(error.message));
  await page.goto(site.put('/shop', { head, body: '<button onclick="this.textContent=1+Number(this.textContent)">0</button>' }));
  return { page, lines, link: `see ${server.address}/docs/widget.md#problems` };
}
/** The page goes on as if nothing were. */
async function goesOn(page: Page): Promise<void> {
  const button = page.locator('body > button');
  await button.click();
  expect(await button.textContent()).toBe('1');
}

describe('a page whose origin is not allowed', () => {
  const origin = () => new URL(site.put('/shop', {})).origin;
  const line = ({ link }: Seen) =>
    `Promptside: The page ${origin()} may not use this project; add it to widget.allowedOrigins. (origin.not_allowed); ${link}`;

  test('G-23 the visitor reads one calm sentence, the console one line that leads to the page which explains it, the page goes on', async () => {
    server = await serve(shop({ allowedOrigins: ['https://shop.example'] }));
    const seen = await open(tag(server.address));
    const widget = widgetOn(seen.page);
    await widget.launcher.click();
    await widget.host.getByText(sentence).waitFor();
    expect(seen.lines).toEqual([line(seen)]);
    await goesOn(seen.page);
    const explained = await fetch(/http\S+/.exec(line(seen).slice(line(seen).indexOf('see ')))?.[0] ?? '');
    expect(await explained.text()).toContain('\n## Problems\n');
  });

  test('with messages that come by themselves the line comes without opening, and opening says nothing again', async () => {
    server = await serve(shop({ allowedOrigins: ['https://shop.example'] }));
    const seen = await open(tag(server.address, 'data-proactive'));
    await expect.poll(() => seen.lines, patience).toEqual([line(seen)]);
    const widget = widgetOn(seen.page);
    await widget.launcher.click();
    await widget.host.getByText(sentence).waitFor();
    expect(seen.lines).toEqual([line(seen)]);
    await goesOn(seen.page);
  });

  test('what is written there stands as kept and not sent', async () => {
    server = await serve(shop({ allowedOrigins: ['https://shop.example'] }));
    const { page } = await open(tag(server.address));
    const widget = widgetOn(page);
    await widget.launcher.click();
    await widget.host.getByText(sentence).waitFor();
    await widget.say('is anybody there?');
    const bubble = widget.bubbles.filter({ hasText: 'is anybody there?' });
    await bubble.getByText('Not sent yet; it is kept here.').waitFor();
    expect(await bubble.getByText('Sending').count()).toBe(0);
  });
});

describe('an unknown project', () => {
  test('with messages that come by themselves is one line, not the browser’s own beside it', async () => {
    server = await serve(shop({}));
    const { page, lines, link } = await open(tag(server.address, 'data-proactive').replace('"shop"', '"nope"'));
    await expect
      .poll(() => lines, patience)
      .toEqual([`Promptside: There is no project "nope" here; check the data-project attribute of the script tag. (project.unknown); ${link}`]);
    await goesOn(page);
  });
});

describe('a tag that is not as it should be', () => {
  test('without a project it is one line with the page that explains it', async () => {
    server = await serve(shop({}));
    const { page, lines, link } = await open(tag(server.address).replace('data-project="shop"', ''));
    await expect.poll(() => lines, patience).toEqual([`Promptside: the script tag has no data-project; ${link}`]);
    await goesOn(page);
  });

  test('a second one for another project is one line that names both', async () => {
    server = await serve(shop({}));
    const whole = tag(server.address).replace('async', '');
    const { page, lines, link } = await open(whole + whole.replace('"shop"', '"other"'));
    await expect.poll(() => lines, patience).toEqual([`Promptside: two script tags: "shop" works, "other" does not; ${link}`]);
    expect(await widgetOn(page).host.count()).toBe(1);
  });
});

describe('a visitor who is blocked', () => {
  test('reads one calm sentence and has no place to write; one line, no attempts; unblocked, they find all again', async () => {
    server = await serve(shop({}));
    const { page, lines, link } = await open(tag(server.address));
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('you fools');
    await widget.shows('re: you fools');
    const codes = page.evaluate(
      () =>
        new Promise((resolve) =>
          (window as unknown as { Promptside(...call: unknown[]): void }).Promptside('on', 'error', (problem: { code: string }) =>
            resolve(problem.code),
          ),
        ),
    );
    const owner = await firstOwner(server);
    const { rows } = await owner.json<{ rows: { visitor: string }[] }>('/projects/shop/inbox');
    const block = (blocked: boolean) => owner.call(`/projects/shop/visitors/${rows[0]?.visitor}/block`, { method: 'POST', body: { blocked } });
    let handshakes = 0;
    page.on('websocket', () => {
      handshakes += 1;
    });
    await block(true);
    await widget.host.getByText(sentence).waitFor();
    expect(await codes).toBe('visitor.blocked');
    const line = `Promptside: This visitor was blocked in this project; an operator can let them in again in the inbox. (visitor.blocked); ${link}`;
    expect([lines, handshakes]).toEqual([[line], 1]);
    await expect.poll(() => widget.composer.count(), patience).toBe(0);
    await call(page, 'message', 'by the page');
    await widget.bubbles.filter({ hasText: 'by the page' }).getByText('Not sent yet; it is kept here.').waitFor();
    // What the page says tries once more, and tells nothing twice.
    await expect.poll(() => handshakes, patience).toBe(2);
    await widget.host.getByText(sentence).waitFor();
    expect(lines).toEqual([line]);
    await goesOn(page);

    await block(false);
    await page.reload();
    await widget.shows('re: you fools');
    await widget.shows('re: by the page');
    await widget.composer.waitFor();
  });
});

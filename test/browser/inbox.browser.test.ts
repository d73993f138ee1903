import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { InboxPage } from '../../shared/inbox.ts';
import { buildAll } from '../../widget/build.ts';
import { axeFindings } from '../admin/open-page.ts';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { type Stand, serve } from '../server/stand.ts';
import { type Widget, widgetOn } from '../widget/stand.ts';
import { launchBrowser } from './find-chromium.ts';
import { ask, type Operator, obliging, openTeam, teamProject } from './team.ts';

// A busy machine takes its time; nothing here measures how long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 });

let browser: Browser;
let model: ModelServer;
let stand: Stand;
let host: Server;
/** What the refund's address was called with: one entry a request. */
const refunds: { key: string; body: string }[] = [];
let refundServer: Server;
const contexts: BrowserContext[] = [];

const portOf = (server: Server): number => (server.address() as AddressInfo).port; // it listens on a port

beforeAll(async () => {
  await buildAll();
  [browser, model] = await Promise.all([launchBrowser(), startModelServer(obliging)]);
  refundServer = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => {
      body += piece;
    });
    request.on('end', () => {
      refunds.push({ key: String(request.headers['idempotency-key']), body });
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
    });
  }).listen(0, '127.0.0.1');
  await once(refundServer, 'listening');
  stand = await serve(teamProject(model, portOf(refundServer)), { PROMPTSIDE_ALLOWED_ADDRESSES: `127.0.0.1:${portOf(refundServer)}` });
  const html = `<!doctype html><html lang="en"><title>A page</title><script async src="${stand.address}/widget.js" data-project="test"></script></html>`;
  host = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(html)).listen(0, '127.0.0.1');
  await once(host, 'listening');
  [ada, bo] = await openTeam(browser, stand);
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  refunds.length = 0;
});
afterAll(async () => {
  for (const { context } of [ada, bo]) await context.close();
  await browser.close();
  await stand.remove();
  host.close();
  refundServer.close();
  await model.close();
});

let ada: Operator;
let bo: Operator;

/** How many visitors have come so far, each with a conversation. */
let visits = 0;

async function visitor(): Promise<{ page: Page; widget: Widget }> {
  visits += 1;
  const context = await browser.newContext();
  contexts.push(context);
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${portOf(host)}/`);
  const widget = widgetOn(page);
  await widget.open();
  return { page, widget };
}

/** Opens the conversation that began last, once it is in the list. */
async function openNewest({ page }: Operator, preview: string): Promise<void> {
  await expect.poll(() => page.locator('.inbox-list li').count()).toBe(visits);
  const { rows } = await ask<InboxPage>(page, { method: 'GET', path: '/projects/test/inbox?needs=all' });
  const newest = rows.toSorted((left, right) => right.startedAt - left.startedAt)[0]?.id;
  await page.locator(`.inbox-list a[href="#/inbox/${newest}"]`).click();
  await page.locator('.inbox-entries').getByText(preview).first().waitFor();
}

const holds = ({ page }: Operator): Promise<boolean> => page.getByRole('button', { name: 'Hand back…' }).isVisible();

describe('two operators and a visitor', () => {
  test('P-44 both take over in the same second: one wins, the bot is silent, and after the hand back it goes on', async () => {
    const { page, widget } = await visitor();
    await widget.say('I want to talk to a human');
    await widget.shows('I am getting somebody from our team');
    for (const operator of [ada, bo]) {
      await openNewest(operator, 'I am getting somebody');
      await operator.page.locator('.inbox-conversation .tag', { hasText: 'waits for a human' }).waitFor();
    }
    await Promise.all([ada, bo].map((operator) => operator.page.getByRole('button', { name: /Take over/ }).click()));
    await expect.poll(async () => [await holds(ada), await holds(bo)].filter(Boolean).length).toBe(1);
    const [winner, other] = (await holds(ada)) ? [ada, bo] : [bo, ada];
    await other.page.getByRole('alert').getByText(winner.name).waitFor();
    await other.page.locator('.inbox-conversation > header .tag', { hasText: winner.name }).waitFor();

    await page.locator('promptside-widget').getByText(`${winner.name} joined`).waitFor();
    await widget.composer.pressSequentially('wh');
    await winner.page.locator('.inbox-entries').getByText('the visitor is typing').waitFor();
    await winner.page.getByRole('textbox', { name: 'Reply' }).pressSequentially('He');
    await page.locator('promptside-widget').getByText(`${winner.name} is writing`).first().waitFor();

    const before = await widget.bubbles.count();
    await widget.say('when are you open');
    await winner.page.locator('.inbox-entries').getByText('when are you open').waitFor();
    await winner.page.getByRole('textbox', { name: 'Reply' }).fill(`Hello, this is ${winner.name}.`);
    await winner.page.getByRole('textbox', { name: 'Reply' }).press('Enter');
    await widget.shows(`Hello, this is ${winner.name}.`);
    await expect.poll(() => winner.page.getByRole('textbox', { name: 'Reply' }).inputValue()).toBe('');
    await widget.say('and on sunday');
    await winner.page.locator('.inbox-entries').getByText('and on sunday').waitFor();
    const said = await widget.bubbles.allTextContents();
    expect(said.slice(before).filter((text) => text.includes('We are open'))).toEqual([]);
    expect(await page.locator('promptside-widget').getByText(winner.name).count()).toBeGreaterThan(0);

    await winner.page.getByRole('textbox', { name: 'Reply' }).fill('We are here on sunday too.');
    await winner.page.getByRole('textbox', { name: 'Reply' }).press('Enter');
    await widget.shows('We are here on sunday too.');
    await winner.page.getByRole('textbox', { name: 'Reply' }).press('Escape');
    await winner.page.keyboard.press('h');
    await winner.page.getByLabel('What was done').fill('Told about sunday.');
    await winner.page.getByRole('button', { name: 'Hand back', exact: true }).click();
    await winner.page.locator('.inbox-entries').getByText('handed back to the bot').waitFor();
    await page.locator('promptside-widget').getByText(`${winner.name} left`).waitFor();
    await widget.say('when are you open');
    await widget.shows('We are open from nine to six.');
  });

  test('R002-20 R002-21 C-27 C-28 checkpoints are edited and approved, raced for, and rejected; a call leaves once', async () => {
    const { widget } = await visitor();
    await widget.say('opening hours');
    await widget.shows('We are open from nine to six.');
    await openNewest(ada, 'We are open from nine to six.');
    await openNewest(bo, 'We are open from nine to six.');
    await startApology(ada);
    const card = ada.page.getByRole('region', { name: 'Apology, step 1 of 2' });
    await card.getByText('calls refund').waitFor();
    expect(refunds).toEqual([]);
    for (const colorScheme of ['dark', 'light'] as const) {
      await ada.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await axeFindings(ada.page)).toEqual([]);
    }
    await card.getByRole('textbox', { name: /amount/ }).fill('3');
    await card.getByRole('textbox', { name: /says to the visitor/ }).fill('We are very sorry about order 7.');
    await card.getByRole('button', { name: /^Approve/ }).click();
    await widget.shows('We are very sorry about order 7.');
    await expect.poll(() => refunds.length).toBe(1);
    expect(refunds[0]?.body).toBe('{"order":"7"}');

    const second = (operator: Operator) => operator.page.getByRole('region', { name: 'Apology, step 2 of 2' });
    await Promise.all(
      [ada, bo].map((operator) =>
        second(operator)
          .getByRole('button', { name: /^Approve/ })
          .waitFor(),
      ),
    );
    await Promise.all(
      [ada, bo].map((operator) =>
        second(operator)
          .getByRole('button', { name: /^Approve/ })
          .click(),
      ),
    );
    await widget.shows('Is there anything else?');
    const alerts = async (): Promise<string[]> => (await Promise.all([ada, bo].map(({ page }) => page.getByRole('alert').allTextContents()))).flat();
    await expect.poll(async () => (await alerts()).length).toBe(1);
    expect((await alerts())[0]).toMatch(/Ada|Bo/);
    await ada.page.locator('.sequence-runs').getByText('succeeded').waitFor();
    expect((await widget.bubbles.allTextContents()).filter((text) => text.includes('Is there anything else?'))).toHaveLength(1);

    await startApology(bo);
    const again = bo.page
      .getByRole('region', { name: 'Apology, step 1 of 2' })
      .filter({ has: bo.page.getByRole('button', { name: 'Reject and stop' }) });
    await again.getByRole('button', { name: 'Reject and stop' }).click();
    await bo.page.locator('.sequence-runs').getByText('failed').waitFor();
    expect(refunds).toHaveLength(1);
    expect((await widget.bubbles.allTextContents()).filter((text) => text.includes('sorry'))).toHaveLength(1);
  });
});

describe('a visitor who wants a person', () => {
  test('asks for one in the menu, and an operator sees that somebody waits', async () => {
    const { page, widget } = await visitor();
    await widget.say('opening hours');
    await widget.shows('We are open from nine to six.');
    await page.locator('promptside-widget').getByRole('button', { name: 'Options' }).click();
    await page.locator('promptside-widget').getByText('Talk to a person').click();
    await bo.page.locator('.inbox-list li', { hasText: 'waits for a human' }).first().waitFor();
    await expect.poll(() => bo.page.title()).toMatch(/^\(\d+\) Promptside$/);
    await bo.page.locator('.inbox-list li', { hasText: 'waits for a human' }).first().getByRole('link').click();
    await bo.page.locator('.inbox-conversation .tag', { hasText: 'waits for a human' }).waitFor();
    await bo.page.keyboard.press('t');
    await page.locator('promptside-widget').getByText('Bo joined').waitFor();
  });

  test('outside of the opening hours leaves an address, which stands in the inbox', async () => {
    const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
    const isoDay = (from: number): string => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
    const closed = await serve({
      ...teamProject(model, portOf(refundServer)),
      handoff: {
        schedule: {
          days: Object.fromEntries(days.map((day) => [day, [{ from: '00:00', to: '24:00' }]])),
          // Around midnight, too.
          closedOn: [isoDay(-1), isoDay(0), isoDay(1)],
        },
      },
    });
    const html = `<!doctype html><html lang="en"><title>A page</title><script async src="${closed.address}/widget.js" data-project="test"></script></html>`;
    const other = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(html)).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const context = await browser.newContext();
    contexts.push(context);
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${portOf(other)}/`);
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('get me a person');
    await widget.shows('Nobody from our team is here right now.');
    const field = page.locator('promptside-widget').locator('input[type=email]');
    await field.fill('kim@shop.example');
    await field.press('Enter');
    await widget.shows('Thank you. We will write to you.');
    const admin = await context.newPage();
    await admin.goto(`${closed.address}/admin/#token=${await closed.link()}`);
    await admin.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: /Inbox/ }).click();
    await admin.getByRole('button', { name: /Left an address/ }).click();
    await admin.locator('.inbox-list li', { hasText: 'kim@shop.example' }).waitFor();
    other.close();
    await context.close();
    contexts.splice(contexts.indexOf(context), 1);
    await closed.remove();
  });
});

async function startApology({ page }: Operator): Promise<void> {
  const form = page.getByRole('region', { name: 'Prompt sequences' });
  await form.getByRole('combobox').selectOption('Apology');
  await form.getByLabel('Order number').fill('7');
  await form.getByRole('button', { name: 'Start' }).click();
}

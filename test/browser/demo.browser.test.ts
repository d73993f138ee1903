import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openConversations } from '../admin/browser-stand.ts';
import type { Running } from '../server/process.ts';
import { scratch } from '../server/process.ts';
import { widgetOn } from '../widget/stand.ts';
import { launchBrowser } from './find-chromium.ts';
import { complaintsOf, end, facts, type Operator, operatorOf, startShop, transcript } from './shop.ts';

// A busy machine takes its time; nothing here measures how long.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 300_000 });

const shipped = 'Order 12345 (Walking boots): it left with PostLink and should reach you on Thursday.';
const whichOrder = 'Gladly. Which order would you like to send back? Its number has five digits.';

let browser: Browser;
const open: BrowserContext[] = [];
const complaints: string[] = [];
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const context of open.splice(0)) await context.close();
  expect(complaints.splice(0)).toEqual([]);
});
afterAll(() => browser?.close());

/** Somebody's browser, with a page of the shop; nobody else's cookies and storage. */
async function visitor(address: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  open.push(context);
  const heard = complaintsOf(context);
  context.once('close', () => complaints.push(...heard));
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** The shop of a whole group of tests, with a database of its own. */
function openShop(): Pick<Running, 'address' | 'link'> {
  const place = scratch();
  let shop: Running;
  beforeAll(async () => {
    shop = await startShop(place.folder);
  });
  afterAll(async () => {
    await end(shop);
    place.remove();
  });
  return {
    get address() {
      return shop.address;
    },
    get link() {
      return shop.link;
    },
  };
}

describe('the demo shop in a browser', () => {
  const shop = openShop();
  let operator: Operator;
  beforeAll(async () => {
    operator = await operatorOf(shop);
  });

  test('the page shows the launcher; the button "Where is my order?" fires a command whose script looks the order up', async () => {
    const page = await visitor(shop.address);
    const widget = widgetOn(page);
    await widget.launcher.waitFor();
    await widget.open();
    await widget.shows('Hello! Ask me about an order');
    await widget.panel.getByRole('button', { name: 'Where is my order?' }).click();
    await widget.shows(shipped);
    // The first turn, which greets nobody, is over before anybody could see it: nothing may look as if somebody were still writing.
    await widget.panel.locator('.dots').waitFor({ state: 'detached' });
    const log = await operator.log();
    expect(facts(log, 'turn_matched').at(-1)).toMatchObject({
      matched: ['CheckOrderStatus'],
      candidates: [{ action: 'CheckOrderStatus', by: 'command', matched: true }],
    });
    const [lookUp] = facts(log, 'effect_done').filter(({ effect }) => effect === 'call_tool');
    expect(lookUp?.outcome).toMatchObject({ ok: true, value: { found: true, number: '12345', status: 'shipped' } });
  });

  test('typed words match an action by its examples, the order number is taken out of them, and the trace says so', async () => {
    const page = await visitor(shop.address);
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('has my parcel 12345 shipped?');
    await widget.shows(shipped);
    const [matched] = facts(await operator.log(), 'turn_matched').filter(({ candidates }) => candidates.length > 0);
    expect(matched).toMatchObject({ matched: ['CheckOrderStatus'], parameters: { orderNumber: '12345' } });
    expect(matched?.candidates.find(({ action }) => action === 'CheckOrderStatus')).toMatchObject({ by: 'classifier', matched: true });
    expect(matched?.candidates.filter(({ action, matched: is }) => is && action !== 'CheckOrderStatus')).toEqual([]);
  });

  test('an element of the page fires its command with its parameters, and opens the chat', async () => {
    const page = await visitor(shop.address);
    await page.getByRole('button', { name: 'Where is it?' }).click();
    await widgetOn(page).shows(shipped);
    const [input] = facts(await operator.log(), 'turn_started').flatMap(({ input: it }) => (it.kind === 'command' ? [it] : []));
    expect(input).toMatchObject({ command: 'CheckOrderStatus', parameters: { orderNumber: '12345' } });
  });

  test('a command moves to another stage, whose action holds while its condition does, and a button leads back', async () => {
    const page = await visitor(shop.address);
    const widget = widgetOn(page);
    await page.getByRole('button', { name: 'Send it back' }).click();
    await widget.shows(whichOrder);
    await widget.say('order 20481 please');
    await widget.shows('Rain jacket cannot go back yet, because we are packing it; it goes out next week.');
    await widget.say('12345');
    await widget.shows('Walking boots: that can go back.');
    await widget.say('I want to return 33107');
    await widget.shows('Camping stove: that can go back.');
    await widget.say('33107');
    await widget.shows('To send something back I need the order number');
    await widget.panel.getByRole('button', { name: 'Never mind' }).click();
    await widget.shows('All right. What else can I do for you?');
    const log = await operator.log();
    const held = facts(log, 'turn_matched').flatMap(({ conditions }) => conditions.filter(({ action }) => action === 'NameOrder'));
    expect(held.map(({ condition, value }) => [condition, value])).toEqual([true, true, true, false].map((value) => ['vars.attempts < 3', value]));
    const moves = facts(log, 'stage_changed').filter(({ from, to }) => from !== to);
    expect(moves.map(({ from, to }) => `${from} → ${to}`)).toEqual(['Welcome → Return', 'Return → Welcome']);
  });

  test('P-25 a reload brings the conversation back, a second tab shows the same, and what is said in one appears in the other', async () => {
    const first = await visitor(shop.address);
    const widget = widgetOn(first);
    await widget.open();
    await widget.say('when are you open');
    await widget.shows('We are open Monday to Saturday');
    const said = await transcript(first);
    expect(said).toHaveLength(2);
    await first.reload();
    await widget.shows('We are open Monday to Saturday');
    expect(await transcript(first)).toEqual(said);
    const second = await first.context().newPage();
    await second.goto(shop.address);
    await widgetOn(second).open();
    await widgetOn(second).shows('We are open Monday to Saturday');
    expect(await transcript(second)).toEqual(said);
    await widgetOn(second).say('track order 33107');
    await widget.shows('Order 33107 (Camping stove): it was delivered.');
    await expect.poll(() => transcript(second)).toEqual(await transcript(first));
  });

  test('words that fit no action get an answer that says what can be asked', async () => {
    const page = await visitor(shop.address);
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('how tall is the Eiffel tower');
    await widget.shows('I can tell you where an order is');
  });
});

describe('the demo shop and its admin page', () => {
  const shop = openShop();

  test('P-38 what is published in the admin page is what the next message gets; the link works once; the trace can be read', async () => {
    const page = await visitor(shop.address);
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('when are you open');
    await widget.shows('We are open Monday to Saturday');
    await widget.say('do you do sundowners');
    await widget.shows('I can tell you where an order is');

    const admin = await visitor(shop.link);
    await admin.getByRole('navigation', { name: 'Outline' }).getByRole('link', { name: 'OpeningHours' }).click();
    await admin.getByLabel(/^text 1 of 1/).fill('Come by between nine and half past six.');
    await admin.getByRole('button', { name: 'Add example' }).click();
    await admin.getByLabel(/^example 6 of 6/).fill('do you do sundowners');
    await admin.getByRole('button', { name: 'Publish…' }).click();
    await admin.getByLabel('Note').fill('Friendlier hours');
    await admin.getByLabel('Move running conversations (1)').check();
    await admin.getByRole('button', { name: 'Publish version 2' }).click();
    await admin.getByText('Version 2 is live').waitFor();

    await widget.say('when are you open');
    await widget.shows('Come by between nine and half past six.');
    await widget.say('do you do sundowners');
    await expect.poll(() => transcript(page)).toHaveLength(8);
    expect((await transcript(page)).slice(4)).toEqual([
      'user: when are you open',
      'assistant: Come by between nine and half past six.',
      'user: do you do sundowners',
      'assistant: Come by between nine and half past six.',
    ]);

    await openConversations(admin);
    await admin.getByRole('navigation', { name: 'Conversations' }).getByRole('link').first().click();
    const turn = admin.locator('.turn').last();
    await turn.getByText('OpeningHours').first().waitFor();
    await turn.locator('summary').click();
    await turn.getByText('Generate response').first().waitFor();
    expect(await turn.locator('tr.matched').textContent()).toContain('OpeningHours');
    await admin.getByRole('link', { name: 'Versions' }).click();
    await admin.getByText('Friendlier hours').waitFor();

    const late = await visitor(shop.link);
    await late.getByRole('heading', { name: 'You are signed out' }).waitFor();
    await late.getByText('This link was used or has expired').waitFor();
  });
});

describe('the demo shop, killed', () => {
  const place = scratch();
  let shop: Running | undefined;
  afterAll(async () => {
    await end(shop);
    place.remove();
  });

  test('G-02 and P-43 what is typed while the server is down is sent and answered once when it is back on its port', async () => {
    shop = await startShop(place.folder);
    const page = await visitor(shop.address);
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('track order 33107');
    await widget.shows('Order 33107 (Camping stove): it was delivered.');
    const before = await transcript(page);

    shop.process.kill('SIGKILL');
    await shop.ended;
    await widget.say('has my parcel 12345 shipped?');
    await widget.bubbles.filter({ hasText: 'has my parcel 12345 shipped?' }).waitFor();
    // Beside the words stands how far they have come, which is the widget's own affair.
    expect(await transcript(page)).toEqual([...before, expect.stringMatching(/^user: has my parcel 12345 shipped\?/)]);

    shop = await startShop(place.folder, { PORT: new URL(shop.address).port });
    await widget.shows(shipped);
    const after = [...before, 'user: has my parcel 12345 shipped?', `assistant: ${shipped}`];
    expect(await transcript(page)).toEqual(after);
    await page.reload();
    await widget.shows(shipped);
    expect(await transcript(page)).toEqual(after);
    const log = await (await operatorOf(shop)).log();
    expect(facts(log, 'input_received').filter(({ input }) => input.kind === 'message')).toHaveLength(2);
    expect(facts(log, 'turn_ended').filter(({ how }) => how === 'answered')).toHaveLength(2);
  });
});

const wanted = process.env.PROMPTSIDE_SCREENSHOT;

describe.runIf(wanted)('the screenshot of the README', () => {
  const shop = openShop();

  test('PROMPTSIDE_SCREENSHOT names the file that it is written to', async () => {
    const page = await visitor(shop.address);
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('has my parcel 12345 shiped?');
    await widget.shows(shipped);
    await widget.panel.locator('.suggestions').getByRole('button', { name: 'Send something back' }).click();
    await widget.shows(whichOrder);
    await widget.panel.locator('.dots').waitFor({ state: 'detached' });
    await widget.composer.blur();
    await page.mouse.move(0, 0);
    await page.screenshot({ path: wanted, animations: 'disabled' });
  });
});

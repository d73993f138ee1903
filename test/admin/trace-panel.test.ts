import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../shared/event.ts';
import { browserStand, goTo, openConversations } from './browser-stand.ts';
import { axeFindings } from './open-page.ts';
import { logOf, matchedTurn, message, origin, started } from './sample-log.ts';

const { open } = browserStand();

const prompt = 'You are the friendly assistant of a small shop.\n\nHelp the visitor.';
const modelTurn: Fact[] = [
  {
    type: 'input_received',
    input: { kind: 'message', id: 'm-00000007', text: 'tell me a story' },
    message: message('u7', 'user', 'tell me a story', 2),
  },
  { type: 'turn_started', input: { kind: 'message', id: 'm-00000007', text: 'tell me a story' } },
  { type: 'turn_matched', candidates: [], conditions: [], matched: [], parameters: {}, milliseconds: 3 },
  {
    type: 'effect_done',
    run: 'r7',
    position: 1,
    effect: 'ask_model',
    origin: origin('Fallback', 'stages[0].onFallback.effects[0]'),
    outcome: { ok: true, value: null },
    changes: [{ type: 'message', message: message('a7', 'assistant', 'Once **upon** a time.', 2) }],
    trace: {
      iteration: 1,
      models: [
        { model: 'quick', ok: false, problem: 'The provider was busy.', inputTokens: 0, outputTokens: 0, milliseconds: 12, attempts: 3 },
        { model: 'sure', ok: true, finish: 'stop', inputTokens: 812, outputTokens: 40, cost: 0.0031, milliseconds: 20, attempts: 1 },
      ],
      prompt,
      messages: 4,
    },
    milliseconds: 36,
  },
  { type: 'turn_ended', how: 'answered', spent: { effects: 1, steps: 1, toolCalls: 0, modelCalls: 2 }, milliseconds: 80 },
];
const events = logOf([started, ...matchedTurn, ...modelTurn]);
const panel = (page: Page, name: string) => page.locator('.dock-bar').getByRole('button', { name, exact: true });
const turns = (page: Page) => page.locator('.trace-panel .turn');

describe('the trace in the dock', { timeout: 60_000 }, () => {
  test('says what to do while there is no turn to look at', async () => {
    const { page } = await open();
    await panel(page, 'Trace').click();
    const empty = page.locator('.dock .empty', { hasText: 'No turn to look at yet.' });
    await empty.getByRole('link', { name: 'conversations' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await empty.getByRole('button', { name: 'test chat' }).click();
    await page.getByLabel('Message to the draft').waitFor();
  });

  test.each(['light', 'dark'] as const)('holds the turns of the conversation that was opened last, newest first, %s', async (colours) => {
    const { page } = await open({ events, colours });
    await openConversations(page);
    await page.getByRole('link', { name: /^hm/ }).click();
    await page.locator('.transcript .turn').nth(1).waitFor();
    await openConversations(page);
    await page.getByRole('link', { name: 'Build' }).click();
    await panel(page, 'Trace').click();
    await turns(page).nth(1).waitFor();
    expect(await page.locator('.trace-panel .turn-said').allTextContents()).toEqual(['tell me a story', 'has my parcel 12345 shipped?']);
    expect(await page.locator('.trace-panel .turn-reply').allTextContents()).toEqual(['Once upon a time.', 'Your order 12345 is shipped.']);
    for (const summary of await page.locator('.trace-panel .turn > summary').all()) await summary.click();
    await turns(page).nth(1).locator('.entries').waitFor();
    for (const summary of await page.locator('.trace-panel .turn .fold > summary').all()) await summary.click();
    expect(await axeFindings(page)).toEqual([]);
  });

  test('a card shows where its time went: a row of numbers and a bar for each phase, all on one axis', async () => {
    const { page } = await openTrace();
    const table = turns(page).first().locator('.waterfall');
    const rows = (await table.locator('tbody tr').all()).map(async (row) => {
      const [from, takes] = await row.locator('td').allTextContents();
      return [(await row.locator('th').textContent())?.replaceAll(/\s+/g, ' ').trim(), from, takes].join(' | ');
    });
    // The sample's events are 40 ms apart: the matching ends 40 ms after the start, the effect at 80.
    expect(await Promise.all(rows)).toEqual([
      'Matching 0 candidates | 37 ms | 3 ms',
      'Ask the model round 1 | 44 ms | 36 ms',
      'quick failed 0 tokens read, 0 written | 44 ms | 12 ms',
      'sure 812 tokens read, 40 written | 56 ms | 20 ms',
    ]);
    const lane = await table.locator('td.lane').first().boundingBox();
    const bars = await Promise.all((await table.locator('.bar').all()).map((bar) => bar.boundingBox()));
    const share = (index: number): number[] =>
      [bars[index]?.x ?? 0, bars[index]?.width ?? 0].map((it, at) => (it - (at === 0 ? (lane?.x ?? 0) : 0)) / (lane?.width ?? 1));
    expect(share(1)[0]).toBeCloseTo(44 / 80, 1);
    expect(share(1)[1]).toBeCloseTo(36 / 80, 1);
    expect(share(3)[0]).toBeCloseTo(56 / 80, 1);
  });

  test('a card leads to the prompt, the tokens and the cost of each call of a model, and to the state around each effect', async () => {
    const { page } = await openTrace();
    const [newest, older] = [turns(page).first(), turns(page).nth(1)];
    expect(await newest.locator('.model-calls tbody tr').allInnerTexts()).toEqual([
      'quick\tfailed: The provider was busy. after 3 attempts\t0\t0\tno price set\t12 ms',
      'sure\tstop\t812\t40\t0.0031\t20 ms',
    ]);
    await newest.getByText('Prompt, sent with 4 messages of the conversation').click();
    // `textContent` waits until the fold is drawn.
    expect(await newest.locator('pre.prompt').textContent()).toBe(prompt);
    await older.locator('.effect-done', { hasText: 'Call tool' }).getByText('State before and after').click();
    await older.locator('.state-rows').waitFor();
    expect(await older.locator('.state-rows tbody tr').allInnerTexts()).toEqual(['vars.status changed\tnot set\tshipped', 'vars.retryCount\t1\t1']);
  });

  async function openTrace(): Promise<{ page: Page }> {
    const { page } = await open({ events });
    await openConversations(page);
    await page.getByRole('link', { name: /^hm/ }).click();
    await page.locator('.transcript .turn').nth(1).waitFor();
    await page.getByRole('link', { name: 'Build' }).click();
    await panel(page, 'Trace').click();
    for (const index of [0, 1]) {
      await turns(page).nth(index).locator('summary').first().click();
      await turns(page).nth(index).locator('.entries').waitFor();
    }
    return { page };
  }
});

describe('the test chat', { timeout: 60_000 }, () => {
  const boxes = async (page: Page) => {
    const [outline, main, chat, composer] = await Promise.all(
      ['.outline', '.build > main', '.test-panel', '.composer'].map((place) => page.locator(place).boundingBox()),
    );
    if (!outline || !main || !chat || !composer) throw new Error('a part of the room is not drawn');
    return { outline, main, chat, composer };
  };

  test.each([1100, 1400])('stands beside the editor in a window of %s pixels: outline, editor and chat over the whole height', async (width) => {
    const { page } = await open();
    await page.setViewportSize({ width, height: 860 });
    await goTo(page, 'order_status');
    await panel(page, 'Test').click();
    await page.getByLabel('Message to the draft').waitFor();
    const { outline, main, chat, composer } = await boxes(page);
    expect(main.x).toBeGreaterThanOrEqual(outline.x + outline.width);
    expect(chat.x).toBeGreaterThanOrEqual(main.x + main.width);
    expect(chat.width / width).toBeCloseTo(0.38, 1);
    expect(main.width).toBeGreaterThan(360);
    for (const { height } of [outline, main, chat]) expect(height).toBeGreaterThan(600);
    // The composer ends where the column ends, and nothing is wider than its column.
    expect(chat.y + chat.height - composer.y - composer.height).toBeLessThan(20);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(await page.locator('.test-tools').evaluate((tools) => tools.scrollWidth - tools.clientWidth)).toBeLessThanOrEqual(0);
    expect(await axeFindings(page)).toEqual([]);
  });

  test.each([640, 1000])('stands below the editor in a window of %s pixels, where problems and JSON always stand', async (width) => {
    const { page } = await open();
    await page.setViewportSize({ width, height: 860 });
    await panel(page, 'Test').click();
    await page.getByLabel('Message to the draft').waitFor();
    const { main, chat } = await boxes(page);
    expect(chat.y).toBeGreaterThanOrEqual(main.y + main.height);
    expect(await page.locator('.splitter').isVisible()).toBe(false);
    await page.setViewportSize({ width: 1400, height: 860 });
    for (const name of ['No', 'JSON']) {
      await (name === 'No' ? page.getByRole('button', { name: 'Problems' }).first() : panel(page, name)).click();
      const [editor, body] = await Promise.all(['.build > main', '.dock > .dock-body'].map((place) => page.locator(place).boundingBox()));
      expect(body?.y).toBeGreaterThanOrEqual((editor?.y ?? 0) + (editor?.height ?? 0));
    }
  });

  test('keeps the width that it was given', async () => {
    const { page } = await open();
    await panel(page, 'Test').click();
    await page.getByLabel('Message to the draft').waitFor();
    const splitter = page.getByRole('separator', { name: 'Width of the column on the right' });
    const box = await splitter.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 3, 400);
    await page.mouse.down();
    await page.mouse.move(640, 400);
    await page.mouse.up();
    expect(await splitter.getAttribute('aria-valuenow')).toBe('50');
    const { chat } = await boxes(page);
    expect(chat.width / 1280).toBeCloseTo(0.5, 1);
    await page.reload();
    await panel(page, 'Test').click();
    await expect.poll(() => splitter.getAttribute('aria-valuenow')).toBe('50');
  });
});

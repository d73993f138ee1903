import { describe, expect, test } from 'vitest';
import { valueAt, withValue } from '../../admin/document/path.ts';
import { parseProject } from '../../shared/parse.ts';
import { browserStand, field, goTo, isSaved, openConversations } from './browser-stand.ts';
import { axeFindings } from './open-page.ts';
import { largeProject, sampleProject } from './sample-project.ts';

const { open } = browserStand();
const firstExample = 'stages[0].actions[0].examples[0]';
const examplesOf = (document: Parameters<typeof valueAt>[0]) => valueAt(document, ['stages', 0, 'actions', 0, 'examples']);

describe('editing', { timeout: 60_000 }, () => {
  test('the one-time link signs in and leaves the address (P-38)', async () => {
    const { page, api } = await open();
    expect(new URL(page.url()).hash).toBe('#/build/');
    expect(api.state.isSignedIn).toBe(true);
    await page.reload();
    await page.getByRole('navigation', { name: 'Outline' }).waitFor();
  });

  test('an example is edited, saved by itself, published with a note, and listed as a version', async () => {
    const { page, api } = await open();
    await goTo(page, 'order_status');
    await field(page, firstExample).fill('where did my order go');
    await isSaved(page);
    expect(valueAt(api.state.document, ['stages', 0, 'actions', 0, 'examples', 0])).toBe('where did my order go');
    expect(await page.locator('.draft-count').textContent()).toBe('Draft · 1 change');
    await page.getByRole('button', { name: 'Publish…' }).click();
    await page.getByText('where did my order go').last().waitFor();
    await page.getByLabel('Note').fill('Better wording');
    await page.getByRole('button', { name: 'Publish version 2' }).click();
    await page.getByText('Version 2 is live').waitFor();
    expect(api.state.versions[1]).toMatchObject({ version: 2, note: 'Better wording', document: api.state.document });
    expect(await page.locator('.draft-count').textContent()).toBe('Draft · 0 changes');
    await page.getByRole('link', { name: 'Versions' }).click();
    await page.getByText('Better wording').waitFor();
  });

  test('examples are added, moved, removed and taken back by keys alone', async () => {
    const { page, api } = await open();
    await goTo(page, 'order_status');
    await field(page, firstExample).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('a new one');
    await page.keyboard.press('Alt+ArrowDown');
    await isSaved(page);
    expect(examplesOf(api.state.document)).toEqual(['where is my order 12345', 'has my parcel 12345 shipped?', 'a new one', 'track order 998']);
    await page.getByRole('button', { name: /Remove example 1/ }).press('Enter');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+Shift+z');
    await isSaved(page);
    expect(examplesOf(api.state.document)).toEqual(['where is my order 12345', 'has my parcel 12345 shipped?', 'a new one', 'track order 998']);
  });

  test('effects stand as they are written, the rail beside them as they run, with the reason where one is moved', async () => {
    const { page, api } = await open();
    await goTo(page, 'order_status');
    const stops = page.locator('.run-order .rail-item');
    expect(await page.locator('.effect h3').allTextContents()).toEqual(['Generate response', 'Call tool', 'Modify variables']);
    expect(await stops.locator('.rail-name').allTextContents()).toEqual(['Modify variables', 'Call tool', 'Generate response']);
    expect(await stops.locator('.rail-number').allTextContents()).toEqual(['1', '2', '3']);
    expect(await stops.nth(2).locator('.reason').textContent()).toBe('Written 1st, runs 3rd: replies come after variables.');
    expect(await page.locator('.effect').first().locator('header .tag').textContent()).toBe('runs 3rd');
    await stops.nth(2).getByRole('button').click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-path'))).toBe('stages[0].actions[0].effects[0]');
    await field(page, 'stages[0].actions[0].effects[0].responses[0]').fill('It is {{vars.status}}.');
    await isSaved(page);
    expect(valueAt(api.state.document, ['stages', 0, 'actions', 0, 'effects', 0, 'responses'])).toEqual(['It is {{vars.status}}.']);
  });

  test('typing draws nothing else of a project of 400 actions again', async () => {
    const { page } = await open({ document: largeProject(400) });
    await goTo(page, 'action_7');
    await page.evaluate(() => {
      const counter = { changes: 0 };
      const outline = document.querySelector('.outline');
      if (outline)
        new MutationObserver((list) => (counter.changes += list.length)).observe(outline, { subtree: true, childList: true, attributes: true });
      Object.assign(window, { counter });
    });
    await field(page, 'stages[0].actions[7].examples[0]').pressSequentially('more words');
    expect(await page.evaluate(() => (window as unknown as { counter: { changes: number } }).counter.changes)).toBe(0); // put there above
  });
});

describe('problems', { timeout: 60_000 }, () => {
  test('are listed while typing, lead to their place, and stop a publish with the list', async () => {
    const { page, api } = await open({ document: withValue(sampleProject, ['stages', 0, 'actions', 1, 'effects', 1, 'stage'], 'nowhere') });
    await page.getByRole('button', { name: '1 error' }).click();
    await page.getByRole('button', { name: /There is no stage/ }).click();
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-path') === 'stages[0].actions[1].effects[1].stage');
    await page.getByRole('button', { name: 'Publish…' }).click();
    await page.getByRole('button', { name: /Publish version/ }).click();
    await page.getByRole('alert').waitFor();
    expect(api.state.versions).toHaveLength(1);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await field(page, 'stages[0].actions[1].effects[1].stage').selectOption('returns');
    await page.getByRole('button', { name: 'No problems' }).waitFor();
  });

  test('a mistyped name is mended by one press where nothing is lost by it, and undo takes it back', async () => {
    const mistyped = withValue(withValue(sampleProject, ['stages', 0, 'actions', 1, 'effects', 1, 'stage'], 'retruns'), ['personna'], 'Kind.');
    const { page, api } = await open({ document: mistyped, findings: parseProject(mistyped).findings });
    await page.getByRole('button', { name: /\d errors?/ }).click();
    await page.getByRole('button', { name: 'Use “returns”' }).waitFor();
    // There is a persona already: the mistyped one is for its author to settle.
    expect(await page.getByRole('button', { name: 'Use “persona”' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Use “returns”' }).click();
    await isSaved(page);
    expect(valueAt(api.state.document, ['stages', 0, 'actions', 1, 'effects', 1, 'stage'])).toBe('returns');
    await page.getByRole('button', { name: 'Undo' }).click();
    await isSaved(page);
    expect(api.state.document).toEqual(mistyped);
    await page.getByRole('button', { name: 'Use “returns”' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test('JSON that does not parse says its line, survives a reload, and is taken over once it parses', async () => {
    const { page, api } = await open();
    await page.keyboard.press('Control+j');
    await page.getByRole('button', { name: 'JSON', exact: true }).click();
    const area = page.getByLabel('The whole project as JSON');
    await area.fill('{\n  "name": "shop",\n  "stages": [}\n}');
    await page.getByText('Line 3, column 14').waitFor();
    await page.reload();
    await page.keyboard.press('Control+j');
    await page.getByRole('button', { name: 'JSON', exact: true }).click();
    await page.getByText('Line 3, column 14').waitFor();
    expect(await area.inputValue()).toContain('"stages": [}');
    expect(api.state.document).toEqual(sampleProject);
    await area.fill('{"name": "shop", "stages": [{"name": "only"}]}');
    await page.locator('.outline').getByRole('link', { name: 'only' }).waitFor();
    await isSaved(page);
    expect(api.state.document).toEqual({ name: 'shop', stages: [{ name: 'only' }] });
  });
});

describe('nothing typed is lost', { timeout: 60_000 }, () => {
  test('an expired session keeps what was typed and goes on after the next link', async () => {
    const { page, api } = await open();
    await goTo(page, 'order_status');
    api.state.isSignedIn = false;
    await field(page, firstExample).fill('typed while signed out');
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    await page.getByText('What you typed is kept').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.goto(`${api.address}#token=${api.state.token}`);
    await isSaved(page);
    expect(await field(page, firstExample).inputValue()).toBe('typed while signed out');
    expect(valueAt(api.state.document, ['stages', 0, 'actions', 0, 'examples', 0])).toBe('typed while signed out');
  });

  test('signing in in another tab lets this one go on by itself', async () => {
    const { page, api, context } = await open();
    await goTo(page, 'order_status');
    api.state.isSignedIn = false;
    await field(page, firstExample).fill('typed before');
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    const other = await context.newPage();
    await other.goto(`${api.address}#token=${api.state.token}`);
    await isSaved(page);
    expect(valueAt(api.state.document, ['stages', 0, 'actions', 0, 'examples', 0])).toBe('typed before');
  });

  test('a used link says so calmly', async () => {
    const { page, api, context } = await open();
    api.state.isSignedIn = false;
    const other = await context.newPage();
    await other.goto(`${api.address}#token=used`);
    await other.getByText('This link was used or has expired').waitFor();
    expect(await other.evaluate(() => location.hash)).not.toContain('used');
    await page.bringToFront();
  });

  test('typing while the server is away, and closing the tab, loses nothing', async () => {
    const { page, api, context } = await open();
    await goTo(page, 'order_status');
    api.state.isAway = true;
    await field(page, firstExample).fill('typed while away');
    await page.getByText('kept in this browser').waitFor();
    await page.close();
    api.state.isAway = false;
    const later = await context.newPage();
    await later.goto(`${api.address}#/build/stages[0].actions[0]`);
    await isSaved(later);
    expect(await field(later, firstExample).inputValue()).toBe('typed while away');
    expect(valueAt(api.state.document, ['stages', 0, 'actions', 0, 'examples', 0])).toBe('typed while away');
  });

  test('two people at one place: both texts are shown, and the chosen one is kept', async () => {
    const { page, api } = await open();
    api.state.document = withValue(withValue(sampleProject, ['persona'], 'their persona'), ['description'], 'their description');
    api.state.revision += 1;
    await page.getByLabel('Persona').fill('my persona');
    const dialog = page.getByRole('dialog', { name: 'Somebody else changed the same place' });
    await dialog.getByText('my persona').waitFor();
    await dialog.getByText('their persona').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.getByText('their persona').waitFor();
    await dialog.getByRole('button', { name: 'Keep the chosen texts' }).click();
    await isSaved(page);
    expect(api.state.document).toMatchObject({ persona: 'my persona', description: 'their description' });
  });
});

describe('conversations', { timeout: 60_000 }, () => {
  test('show why each turn went as it did, and follow what happens', async () => {
    const { page, api } = await open({ events: [] });
    const { sampleLog } = await import('./sample-log.ts');
    await openConversations(page);
    await page.getByRole('link', { name: /^hm/ }).click();
    await page.getByText('Nothing has happened yet').waitFor();
    api.state.events = sampleLog;
    await page.locator('.bubble.assistant', { hasText: 'Your order 12345 is shipped.' }).waitFor();
    const card = page.locator('.turn').first();
    await card.locator('summary').first().press('Enter');
    await card.getByText('vars.retryCount (0) < 3').waitFor();
    await card.getByText('nearest example: “has my parcel 12345 shipped?”').waitFor();
    await card.getByText('an earlier action answers').waitFor();
    expect(await page.locator('.turn.failed .tag.error').textContent()).toBe('1 problem');
  });
});

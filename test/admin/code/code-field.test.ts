import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { valueAt, withValue } from '../../../admin/document/path.ts';
import { browserStand, goTo, isSaved } from '../browser-stand.ts';
import { axeFindings } from '../open-page.ts';
import { sampleProject } from '../sample-project.ts';

const { open, built } = browserStand();
const script = (page: Page) => page.locator('.cm-content[data-path="tools[0].code"]');
const condition = (page: Page) => page.locator('.cm-content[data-path="stages[0].actions[0].condition"]');
const options = (page: Page) => page.locator('.cm-tooltip-autocomplete [role=option] .cm-completionLabel');
const textOf = (page: Page) =>
  script(page).evaluate((content) => [...content.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n'));
const withCode = (code: string) => withValue(sampleProject, ['tools', 0, 'code'], code);

describe('the script editor', { timeout: 90_000 }, () => {
  test('comes in a chunk of its own, under the real policy, with its styles and colours in place', async () => {
    const { page } = await open();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await goTo(page, 'find_order');
    await script(page).waitFor();
    expect(asked.some((url) => /code-editor-[\w-]+\.js$/.test(url))).toBe(true);
    const look = await page.evaluate(() => ({
      adopted: document.adoptedStyleSheets.length,
      written: document.querySelectorAll('style').length,
      gutter: getComputedStyle(document.querySelector('.cm-gutters') as Element).display, // the editor has just been drawn
      text: getComputedStyle(document.querySelector('.tok-string') as Element).color, // the sample's code has a string
      ground: getComputedStyle(document.body).color,
    }));
    expect(look).toMatchObject({ adopted: 1, written: 0, gutter: 'flex' });
    expect(look.text).not.toBe(look.ground);
    expect(built().initialBytes).toBeLessThanOrEqual(60 * 1024);
  });

  test('offers what scripts see: variables, fields, tools, functions, and stages where one is named', async () => {
    const { page } = await open({ document: withValue(withCode(''), ['profile'], [{ name: 'tier' }]) });
    await goTo(page, 'find_order');
    await script(page).click();
    for (const [typed, offered] of [
      ['vars.re', 'retryCount'],
      ['userProfile.', 'tier'],
      ['results.tools.', 'find_order'],
      ['goTo', 'goToStage'],
      ['goToStage(', 'returns'],
    ] as const) {
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Delete');
      // Slowly and fast: a list that was opened for the beginning must not stay for what follows.
      await page.keyboard.type(typed, { delay: typed.length > 6 ? 150 : 0 });
      await options(page).getByText(offered, { exact: true }).waitFor();
    }
    expect(await axeFindings(page)).toEqual([]);
    await options(page).getByText('returns', { exact: true }).click();
    expect(await textOf(page)).toBe('goToStage("returns")');
  });

  test('marks what does not parse while it is typed, at its line and column, and leads there', async () => {
    const { page, api } = await open({ document: withCode('const a = 1;\nreturn a +;') });
    await goTo(page, 'find_order');
    await page.getByText('Line 2, column 11: Unexpected token').waitFor();
    await page.locator('.cm-lintRange-error').waitFor();
    await page.getByRole('button', { name: 'Go to line 2' }).click();
    expect(await page.evaluate(() => getSelection()?.toString())).toBe('return a +;');
    await page.keyboard.type('return a + 1;');
    await page.locator('.cm-lintRange-error').waitFor({ state: 'detached' });
    await isSaved(page);
    expect(valueAt(api.state.document, ['tools', 0, 'code'])).toBe('const a = 1;\nreturn a + 1;');
  });

  test('shares its undo with the page: one history for what was typed here and elsewhere, in order', async () => {
    const { page, api } = await open({ document: withCode('one') });
    await goTo(page, 'find_order');
    await script(page).waitFor();
    const description = page.getByLabel('Description').first();
    await script(page).click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' two');
    await description.fill('in between');
    await script(page).click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' three');
    await isSaved(page);
    expect(valueAt(api.state.document, ['tools', 0, 'code'])).toBe('one two three');
    await page.keyboard.press('Control+z');
    await page.waitForFunction(() => document.querySelector('.cm-content')?.textContent === 'one two');
    await page.keyboard.press('Control+z');
    await page.waitForFunction(
      () => document.querySelector<HTMLTextAreaElement>('[data-path="tools[0].description"]')?.value === 'Looks an order up',
    );
    await page.keyboard.press('Control+z');
    await page.waitForFunction(() => document.querySelector('.cm-content')?.textContent === 'one');
    await page.keyboard.press('Control+Shift+z');
    await page.waitForFunction(() => document.querySelector('.cm-content')?.textContent === 'one two');
    await page.keyboard.press('Control+Shift+z');
    await page.keyboard.press('Control+Shift+z');
    await page.waitForFunction(() => document.querySelector('.cm-content')?.textContent === 'one two three');
    await isSaved(page);
    expect(valueAt(api.state.document, ['tools', 0, 'code'])).toBe('one two three');
  });

  test('Tab indents, and leaves after Escape; the label says so', async () => {
    const { page } = await open({ document: withCode('one') });
    await goTo(page, 'find_order');
    await script(page).click();
    await page.keyboard.press('Home');
    await page.keyboard.press('Tab');
    expect(await textOf(page)).toBe('  one');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.cm-editor') === null)).toBe(true);
    const described = await script(page).evaluate((content) =>
      (content.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent)
        .join(' '),
    );
    expect(described).toContain('Escape and then Tab leaves');
    expect(await page.getByRole('textbox', { name: 'Script', exact: true }).count()).toBe(1);
  });

  test('what was typed before the editor came stays, with the cursor where it was', async () => {
    const { page, api } = await open({ document: withCode('return 1;') });
    let letIt: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      letIt = resolve;
    });
    await page.route(/code-editor-/, async (route) => {
      await gate;
      await route.continue();
    });
    await goTo(page, 'find_order');
    await page.locator('textarea[data-path="tools[0].code"]').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' // a');
    letIt();
    await script(page).waitFor();
    await page.keyboard.type('bc');
    await isSaved(page);
    expect(valueAt(api.state.document, ['tools', 0, 'code'])).toBe('return 1; // abc');
  });

  test('a page that cannot fetch it keeps the plain field', async () => {
    const { page, api, complaints } = await open({ document: withCode('return 1;') });
    await page.route(/code-editor-/, (route) => route.abort());
    await goTo(page, 'find_order');
    await page.getByText('The code editor could not be loaded').waitFor();
    await page.locator('textarea[data-path="tools[0].code"]').fill('return 2;');
    await isSaved(page);
    expect(valueAt(api.state.document, ['tools', 0, 'code'])).toBe('return 2;');
    complaints.length = 0;
  });
});

describe('a condition', { timeout: 60_000 }, () => {
  test('is one line with the same help: Enter adds none, a pasted break becomes a space, emptied it is gone', async () => {
    const { page, api } = await open();
    await goTo(page, 'order_status');
    await condition(page).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('params.');
    await options(page).getByText('orderNumber', { exact: true }).waitFor();
    await page.waitForTimeout(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await isSaved(page);
    expect(valueAt(api.state.document, ['stages', 0, 'actions', 0, 'condition'])).toBe('params.orderNumber');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('vars.retryCount = = 3');
    await page.getByText('Line 1, column 19: Unexpected token').waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await isSaved(page);
    expect(valueAt(api.state.document, ['stages', 0, 'actions', 0])).not.toHaveProperty('condition');
  });
});

import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { valueAt, withValue } from '../../../admin/document/path.ts';
import { asList, asRecord, nameOf } from '../../../admin/document/read.ts';
import type { Value } from '../../../shared/value.ts';
import { browserStand, goTo, isSaved } from '../browser-stand.ts';
import { axeFindings } from '../open-page.ts';
import { sampleProject } from '../sample-project.ts';

const { open } = browserStand();

const send = (text: string): Value => ({ type: 'SEND', text });
const fork: Value = {
  type: 'IF_ELSE',
  branches: [{ operator: 'AND', conditions: [{ variable: 'x', operator: 'is_set' }], steps: [send('inside')] }],
};
const withPlaybook = withValue(
  sampleProject,
  ['playbooks'],
  [{ name: 'lookup', sections: [{ name: 'One', steps: [send('first'), send('second'), fork] }] }],
);
const steps = ['playbooks', 0, 'sections', 0, 'steps'];

const names = (document: Value, path: (string | number)[]): string[] => asList(valueAt(document, path)).map(nameOf);
const types = (document: Value, path: (string | number)[]): unknown[] =>
  asList(valueAt(document, path)).map((it) => asRecord(it).text ?? asRecord(it).type);
const effects = ['stages', 0, 'actions', 0, 'effects'];
const handle = (page: Page, name: RegExp): Locator => page.locator('main, dialog').getByRole('button', { name });
const focused = (page: Page): Promise<string | null> => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);

/** Drags with the pointer of the browser: over the target first, to the given part of its height. */
async function drag(page: Page, from: Locator, to: Locator, part: number): Promise<void> {
  // Both ends are in sight at once.
  await page.setViewportSize({ width: 1280, height: 1500 });
  await from.hover();
  await page.locator('[data-row][draggable=true]').first().waitFor();
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error('what is dragged is not in sight');
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(end.x + 30, end.y + end.height * part, { steps: 6 });
  // A driven browser says that the pointer stays where it is only when it moves a little; a hand always does.
  await page.mouse.move(end.x + 34, end.y + end.height * part, { steps: 3 });
  await page.locator('.drop-above, .drop-below, .drop-inside').first().waitFor();
}

describe('by keys', { timeout: 60_000 }, () => {
  test('effects move in their list, the page says where they run now, and all moves of one go are one undo', async () => {
    const { page, api } = await open();
    await goTo(page, 'order_status');
    await handle(page, /^Move Generate response, 1 of 3/).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.locator('.notice', { hasText: 'Generate response moved to 3 of 3' }).waitFor();
    expect(await focused(page)).toContain('Move Generate response, 3 of 3');
    await isSaved(page);
    expect(types(api.state.document, effects)).toEqual(['call_tool', 'modify_variables', 'generate_response']);
    await page.keyboard.press('Control+z');
    await expect.poll(() => types(api.state.document, effects)).toEqual(['generate_response', 'call_tool', 'modify_variables']);
    expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
  });

  test('an announced move names its place in time where that is another one', async () => {
    const { page } = await open();
    await goTo(page, 'order_status');
    await handle(page, /^Move Modify variables, 3 of 3/).press('ArrowUp');
    await page.locator('.notice', { hasText: 'Modify variables moved to 2 of 3; it runs 1st' }).waitFor();
  });

  test('Escape puts back what is on its way, and closes the dialog only after that', async () => {
    const items: Value[] = [{ tool: 'find_order' }, { action: 'stop' }, { action: 'opening_hours' }];
    const { page, api } = await open({ document: withValue(sampleProject, ['actionSequences'], [{ name: 'chain', actions: items }]) });
    await goTo(page, 'start');
    await page.locator('main').getByRole('button', { name: 'chain', exact: true }).click();
    await handle(page, /^Move find_order, 1 of 3/).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await page.locator('.notice', { hasText: 'find_order is back at 1 of 3' }).waitFor();
    expect(await page.locator('dialog [aria-live]').textContent()).toBe('find_order is back at 1 of 3');
    expect(await focused(page)).toContain('Move find_order, 1 of 3');
    await isSaved(page);
    expect(valueAt(api.state.document, ['actionSequences', 0, 'actions'])).toEqual(items);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test("a playbook's step goes into a branch and out of it with Alt and an arrow, and the branch is named", async () => {
    const { page, api } = await open({ document: withPlaybook });
    await goTo(page, 'lookup');
    await handle(page, /^Move SEND, 1 of 3/).press('Alt+ArrowRight');
    await page.locator('.notice', { hasText: 'SEND moved to 1 of 2 in branch 1 of step 2' }).waitFor();
    expect(await focused(page)).toContain('Move SEND, 1 of 2');
    await isSaved(page);
    expect(types(api.state.document, [...steps, 1, 'branches', 0, 'steps'])).toEqual(['first', 'inside']);
    await page.keyboard.press('Alt+ArrowRight');
    await page.locator('.notice', { hasText: 'in else of step 2' }).waitFor();
    await page.keyboard.press('Alt+ArrowRight');
    await page.locator('.notice', { hasText: 'SEND cannot go further' }).waitFor();
    await page.keyboard.press('Alt+ArrowLeft');
    await page.keyboard.press('Alt+ArrowLeft');
    await page.locator('.notice', { hasText: 'SEND moved to 2 of 3 in section One' }).waitFor();
    await isSaved(page);
    expect(types(api.state.document, steps)).toEqual(['second', 'first', 'IF_ELSE']);
    await page.keyboard.press('Control+z');
    await expect.poll(() => api.state.document).toEqual(withPlaybook);
  });

  test('stages and actions move in the outline too, an action to another stage; what is open stays open', async () => {
    const { page, api } = await open();
    await goTo(page, 'order_status');
    const row = page.locator('.outline a', { hasText: /^order_status$/ });
    await row.focus();
    await page.keyboard.press('Alt+ArrowDown');
    await page.keyboard.press('Alt+ArrowRight');
    await page.locator('.notice', { hasText: 'order_status moved to 1 of 2 in stage returns' }).waitFor();
    expect(new URL(page.url()).hash).toBe('#/build/stages[1].actions[0]');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('order_status');
    await page.locator('.outline a', { hasText: /^start$/ }).press('Alt+ArrowDown');
    await isSaved(page);
    expect(names(api.state.document, ['stages'])).toEqual(['returns', 'start']);
    expect(names(api.state.document, ['stages', 0, 'actions'])).toEqual(['order_status', 'stop']);
    expect(new URL(page.url()).hash).toBe('#/build/stages[0].actions[0]');
    expect(await page.locator('main h1').textContent()).toContain('order_status');
  });
});

describe('by dragging', { timeout: 60_000 }, () => {
  test('an effect lands where the line shows it, as one undo', async () => {
    const { page, api } = await open();
    await goTo(page, 'order_status');
    await drag(page, handle(page, /^Move Modify variables/), page.locator('.effect').first(), 0.2);
    await page.locator('.effect.drop-above').waitFor();
    await page.mouse.up();
    await page.locator('.notice', { hasText: 'Modify variables moved to 1 of 3' }).waitFor();
    await isSaved(page);
    expect(types(api.state.document, effects)).toEqual(['modify_variables', 'generate_response', 'call_tool']);
    expect(await page.locator('.dragged, .drop-above, .drop-below').count()).toBe(0);
    await page.keyboard.press('Control+z');
    await expect.poll(() => api.state.document).toEqual(sampleProject);
  });

  test('Escape while dragging leaves everything as it was', async () => {
    const { page, api } = await open();
    await goTo(page, 'order_status');
    await drag(page, handle(page, /^Move Modify variables/), page.locator('.effect').first(), 0.2);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await page.locator('.notice', { hasText: 'Modify variables stays where it was' }).waitFor();
    expect(api.state.document).toEqual(sampleProject);
    expect(await page.locator('.dragged, .drop-above, .drop-below').count()).toBe(0);
  });

  test("a playbook's step is dragged into a branch, into an empty else, and out again", async () => {
    const { page, api } = await open({ document: withPlaybook });
    await page.setViewportSize({ width: 1280, height: 1500 });
    await goTo(page, 'lookup');
    await page.getByText('Say “first”').waitFor();
    await drag(page, handle(page, /^Move SEND, 1 of 3/), page.locator('.branch [data-row]').first(), 0.9);
    await page.mouse.up();
    await isSaved(page);
    expect(types(api.state.document, [...steps, 1, 'branches', 0, 'steps'])).toEqual(['inside', 'first']);
    await drag(page, handle(page, /^Move SEND, 2 of 2/).first(), page.locator('.branch').nth(1).locator('.steps'), 0.5);
    await page.locator('.drop-inside').waitFor();
    await page.mouse.up();
    await expect.poll(() => types(api.state.document, [...steps, 1, 'else'])).toEqual(['first']);
    await drag(page, page.locator('.branch').nth(1).locator('.handle'), page.locator('[data-row]', { hasText: 'Say “second”' }).first(), 0.1);
    await page.mouse.up();
    await expect.poll(() => types(api.state.document, steps)).toEqual(['first', 'second', 'IF_ELSE']);
  });

  test('an IF/ELSE is not taken into its own branch', async () => {
    const { page, api } = await open({ document: withPlaybook });
    await goTo(page, 'lookup');
    const own = handle(page, /^Move IF\/ELSE/);
    await own.hover();
    await page.locator('[data-row][draggable=true]').first().waitFor();
    const [start, end] = [await own.boundingBox(), await page.locator('.branch [data-row]').first().boundingBox()];
    if (!start || !end) throw new Error('the branch is not in sight');
    await page.mouse.move(start.x + 5, start.y + 5);
    await page.mouse.down();
    await page.mouse.move(end.x + 30, end.y + 5, { steps: 6 });
    await page.locator('.dragged').waitFor();
    await page.mouse.up();
    await page.locator('.notice', { hasText: 'IF/ELSE stays where it was' }).waitFor();
    expect(api.state.document).toEqual(withPlaybook);
  });

  test('an action is dragged to another stage in the outline, stages in the list of the project', async () => {
    const { page, api } = await open();
    const row = (name: string): Locator =>
      page.locator('.outline li.action-row, .outline [data-row]', { has: page.getByText(name, { exact: true }) }).last();
    await drag(page, row('start_return').locator('.handle'), row('stop'), 0.8);
    await page.mouse.up();
    await expect.poll(() => names(api.state.document, ['stages', 1, 'actions'])).toEqual(['stop', 'start_return']);
    await drag(page, handle(page, /^Move returns/), page.locator('main [data-row]', { hasText: 'start' }).first(), 0.2);
    await page.mouse.up();
    await expect.poll(() => names(api.state.document, ['stages'])).toEqual(['returns', 'start']);
    expect(await axeFindings(page)).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { valueAt, withValue } from '../../admin/document/path.ts';
import type { Value } from '../../shared/value.ts';
import { browserStand, field, goTo, isSaved } from './browser-stand.ts';
import { axeFindings } from './open-page.ts';
import { unmatchedLog } from './sample-log.ts';
import { sampleProject } from './sample-project.ts';

const { open } = browserStand();

describe('why did this match nothing', { timeout: 60_000 }, () => {
  test('is read at one glance, and the message becomes an example, a counter-example, and neither again', async () => {
    const explained = [
      {
        action: 'opening_hours',
        score: 0.31,
        threshold: 0.5,
        accepted: false,
        evidence: { nearest: 'opening hours', wordsFor: ['hm'], wordsAgainst: [] },
      },
    ];
    const { page, api } = await open({ explained, events: unmatchedLog });
    await page.goto(page.url().replace(/#.*$/, '#/conversations/c_sample_1'));
    const turn = page.locator('.turn').nth(2);
    await turn.locator('summary').first().click();
    await turn.getByText('Nothing matched. opening_hours came nearest with 0.31, and needed 0.50').waitFor();
    expect(api.state.asked).toEqual([{ stage: 'returns', text: 'hm', version: 1 }]);
    expect(await turn.getByLabel('This message means').inputValue()).toBe('opening_hours');
    expect(await axeFindings(page)).toEqual([]);
    await turn.getByRole('button', { name: 'Add as example' }).click();
    await isSaved(page);
    expect(valueAt(api.state.document, ['globalActions', 0, 'examples'])).toEqual(['when are you open', 'opening hours', 'hm']);
    await turn.getByRole('button', { name: 'Undo' }).click();
    await turn.getByRole('button', { name: 'Add as example' }).waitFor();
    await turn.getByLabel('This message means').selectOption('stop');
    await turn.getByRole('button', { name: 'Add as counter-example' }).click();
    await turn.getByText('This is a counter-example of').waitFor();
    await isSaved(page);
    expect(valueAt(api.state.document, ['globalActions', 0, 'examples'])).toEqual(['when are you open', 'opening hours']);
    expect(valueAt(api.state.document, ['stages', 1, 'actions', 0, 'counterExamples'])).toEqual(['hm']);
  });
});

describe('a tool', { timeout: 60_000 }, () => {
  test('runs with Ctrl+Enter on the inputs of its last real call, and shows result, logs, changes and time', async () => {
    const { page, api } = await open();
    await goTo(page, 'find_order');
    await page.getByText('Filled in from the last call').waitFor();
    expect(await page.getByLabel('orderNumber', { exact: true }).inputValue()).toBe('12345');
    api.state.tried = {
      outcome: { ok: true, value: { status: 'lost' } },
      changes: [{ type: 'variable', stage: 'start', name: 'retryCount', value: 2 }],
      trace: { tool: 'find_order', parameters: {}, logs: ['looked twice'], microseconds: 84, kilobytes: 8_294 },
      milliseconds: 7,
    };
    await field(page, 'tools[0].code').press('Control+Enter');
    const result = page.locator('.try [role=status]');
    await result.getByText('"status": "lost"').waitFor();
    await result.getByText('looked twice').waitFor();
    expect(await result.locator('.trace-changes').textContent()).toContain('vars.retryCount 1 → 2');
    await result.getByText('7 ms, 84 µs of them in the script').waitFor();
    await result.getByText('8.1 MB of memory').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(api.state.trials).toEqual([
      {
        tool: 'find_order',
        parameters: { orderNumber: '12345' },
        vars: { retryCount: 1 },
        profile: {},
        stage: 'start',
        userInput: 'has my parcel 12345 shipped?',
      },
    ]);
  });

  test('an error leads to its line, and the inputs that were typed are still there after a reload', async () => {
    const { page, api } = await open();
    await goTo(page, 'find_order');
    await page.getByLabel('orderNumber', { exact: true }).fill('998');
    api.state.tried = {
      outcome: { ok: false, problem: { code: 'script.failed', message: 'The script failed: orders is not defined (line 2, column 7).' } },
      changes: [],
      trace: { logs: [] },
      milliseconds: 3,
    };
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('button', { name: 'Go to line 2' }).click();
    const selected = await page.evaluate(() => getSelection()?.toString());
    expect(selected).toBe('result = { status: vars.status };');
    await page.reload();
    expect(await page.getByLabel('orderNumber', { exact: true }).inputValue()).toBe('998');
  });

  test('a renamed one keeps everything that calls it, and one undo takes all of that back', async () => {
    const { page, api } = await open();
    await goTo(page, 'find_order');
    const name = field(page, 'tools[0].name');
    await name.click();
    await name.press('Control+a');
    await name.pressSequentially('look_up');
    await isSaved(page);
    expect(valueAt(api.state.document, ['stages', 0, 'actions', 0, 'effects', 1, 'tool'])).toBe('look_up');
    await page.keyboard.press('Control+z');
    await page.locator('.saving.saved').waitFor();
    await page.waitForFunction(() => document.querySelector('main h1')?.textContent?.includes('find_order'));
    await isSaved(page);
    expect(api.state.document).toEqual(sampleProject);
  });
});

describe('a sequence', { timeout: 60_000 }, () => {
  const itemsOf = (document: Parameters<typeof valueAt>[0]) => valueAt(document, ['actionSequences', 0, 'actions']);

  test('is added below the actions, in a dialog with name, description, actions and their order (R000-15)', async () => {
    const { page, api } = await open();
    await goTo(page, 'start');
    const headings = await page.locator('main h2').allTextContents();
    expect(headings.indexOf('Sequences')).toBe(headings.indexOf('Actions') + 1);
    await page.locator('main').getByRole('button', { name: '+ Add Sequence' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add Sequence' });
    await dialog.getByLabel('Name').fill('look_and_tell');
    await dialog.getByLabel('Description').fill('Looks an order up and tells');
    for (const choice of ['tool:find_order', 'action:opening_hours', 'effect:handoff'])
      await dialog.getByLabel('Add to the sequence').selectOption(choice);
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: /Move Hand off, 3 of 3/ }).focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.locator('.notice', { hasText: 'Hand off moved to 1 of 3' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain('Move Hand off, 1 of 3');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await isSaved(page);
    expect(valueAt(api.state.document, ['actionSequences', 0])).toEqual({
      name: 'look_and_tell',
      description: 'Looks an order up and tells',
      actions: [{ effect: { type: 'handoff' } }, { tool: 'find_order' }, { action: 'opening_hours' }],
    });
    await page.locator('.outline').getByText('look_and_tell').waitFor();
  });

  test('is reordered by dragging a handle, and the new order is what is saved; Ctrl+Z takes it back (R000-08)', async () => {
    const items: Value[] = [{ tool: 'find_order' }, { action: 'stop' }, { action: 'opening_hours' }];
    const { page, api } = await open({ document: withValue(sampleProject, ['actionSequences'], [{ name: 'chain', actions: items }]) });
    await goTo(page, 'start');
    await page.locator('main').getByRole('button', { name: 'chain', exact: true }).click();
    const grip = page.getByRole('dialog').getByRole('button', { name: /Move find_order/ });
    await grip.hover();
    await page.locator('[data-row][draggable=true]').first().waitFor();
    const handle = await grip.boundingBox();
    const last = await page.locator('.sequence-item').nth(2).boundingBox();
    if (!handle || !last) throw new Error('the sequence is not in sight');
    await page.mouse.move(handle.x + 5, handle.y + 5);
    await page.mouse.down();
    await page.mouse.move(handle.x + 40, last.y + last.height * 0.8, { steps: 5 });
    await page.mouse.move(handle.x + 44, last.y + last.height * 0.8, { steps: 3 });
    await page.locator('.sequence-item.drop-below').waitFor();
    await page.mouse.up();
    await isSaved(page);
    expect(itemsOf(api.state.document)).toEqual([items[1], items[2], items[0]]);
    await page.keyboard.press('Control+z');
    await page.locator('.saving:not(.saved)').waitFor();
    await isSaved(page);
    expect(itemsOf(api.state.document)).toEqual(items);
  });

  test('that was only opened by mistake leaves nothing behind', async () => {
    const { page, api } = await open();
    await page.locator('.outline').getByRole('button', { name: '+ Add Sequence' }).click();
    await page.getByRole('dialog', { name: 'Add Sequence' }).getByLabel('Name').waitFor();
    await page.keyboard.press('Escape');
    await isSaved(page);
    expect(valueAt(api.state.document, ['actionSequences']) ?? []).toEqual([]);
  });
});

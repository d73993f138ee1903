import { readFile } from 'node:fs/promises';
import type { FileChooser, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { valueAt, withValue } from '../../../admin/document/path.ts';
import type { Value } from '../../../shared/value.ts';
import { browserStand, isSaved } from '../browser-stand.ts';
import { axeFindings } from '../open-page.ts';
import { sampleProject } from '../sample-project.ts';

const { open } = browserStand();

/** Chooses a file as an author does: by the dialog of the browser. */
async function choose(page: Page, content: Value | string, name = 'shop.project.json'): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import…' }).click();
  const buffer = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  await (await choosing).setFiles({ name, mimeType: 'application/json', buffer });
}

async function downloaded(page: Page, act: () => Promise<void>): Promise<{ name: string; document: Value }> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: download.suggestedFilename(), document: JSON.parse(await readFile(await download.path(), 'utf8')) };
}

describe('a project as a file', { timeout: 60_000 }, () => {
  test('the draft is exported as it stands on the page, a version as it was published', async () => {
    const { page } = await open({
      versions: [{ version: 1, note: 'old', author: 'owner', at: 1, document: withValue(sampleProject, ['persona'], 'Stern.') }],
    });
    await page.getByLabel('Persona').fill('just typed');
    const draft = await downloaded(page, () => page.getByRole('button', { name: 'Export the draft' }).click());
    expect(draft).toEqual({ name: 'shop.project.json', document: withValue(sampleProject, ['persona'], 'just typed') });
    await page.getByRole('link', { name: 'Versions' }).click();
    const version = await downloaded(page, () => page.getByRole('button', { name: 'Export version 1' }).click());
    expect(version).toEqual({ name: 'shop.project.json', document: withValue(sampleProject, ['persona'], 'Stern.') });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('export the draft');
    expect((await downloaded(page, () => page.keyboard.press('Enter'))).document).toEqual(draft.document);
  });

  test('an import shows what it would change, part by part, changes the draft when it is applied, and is one undo', async () => {
    const { page, api } = await open();
    const imported = withValue(withValue(sampleProject, ['persona'], 'Another one.'), ['stages', 0, 'actions', 0, 'examples', 0], 'new wording');
    await choose(page, imported);
    const dialog = page.getByRole('dialog', { name: 'Import shop.project.json' });
    await dialog.locator('.change-group', { hasText: 'order_status' }).getByText('new wording').waitFor();
    await dialog.locator('.after', { hasText: 'Another one.' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(api.state.document).toEqual(sampleProject);
    await dialog.getByRole('button', { name: 'Apply to the draft' }).click();
    await expect.poll(() => api.state.document).toEqual(imported);
    expect(api.state.versions).toHaveLength(1);
    await page.keyboard.press('Control+z');
    await expect.poll(() => api.state.document).toEqual(sampleProject);
    expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
  });

  test('a file that is no JSON changes nothing and says where; the next one is chosen from there', async () => {
    const { page, api } = await open();
    await choose(page, '{\n  "name": "shop",\n  "stages": [}\n}');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('alert').filter({ hasText: 'Line 3, column 14' }).waitFor();
    expect(await dialog.locator('.json-place').textContent()).toBe('  "stages": [}\n             ^');
    expect(await axeFindings(page)).toEqual([]);
    const choosing = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: 'Choose another file' }).click();
    await (await choosing).setFiles({ name: 'big.json', mimeType: 'application/json', buffer: Buffer.alloc(4 * 1024 * 1024 + 1, ' ') });
    await dialog.getByText('at most 4.0 MB are read').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    expect(api.state).toMatchObject({ document: sampleProject, saves: 0 });
  });

  test('errors of the checks are listed with their places, and only a decision takes them into the draft', async () => {
    const { page, api } = await open();
    await choose(page, withValue(sampleProject, ['stages', 0, 'actions', 1, 'effects', 1, 'stage'], 'nowhere'));
    const dialog = page.getByRole('dialog');
    await dialog.getByText('stages[0].actions[1].effects[1].stage').waitFor();
    const apply = dialog.getByRole('button', { name: 'Apply to the draft' });
    expect(await apply.isDisabled()).toBe(true);
    await dialog.getByLabel(/^Take it over with its errors/).check();
    await apply.click();
    await page.getByRole('button', { name: '1 error' }).waitFor();
    await isSaved(page);
    expect(valueAt(api.state.document, ['stages', 0, 'actions', 1, 'effects', 1, 'stage'])).toBe('nowhere');
  });

  test('a project of another name is renamed, unless one says otherwise', async () => {
    const { page, api } = await open();
    const other = { ...(sampleProject as { [key: string]: Value }), name: 'bakery', persona: 'A baker.' };
    await choose(page, other, 'bakery.project.json');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('is called “bakery”; this one is called “shop”').waitFor();
    expect(await dialog.getByLabel('Rename it to “shop”').isChecked()).toBe(true);
    await dialog.getByRole('button', { name: 'Apply to the draft' }).click();
    await expect.poll(() => api.state.document).toMatchObject({ name: 'shop', persona: 'A baker.' });
  });

  test('without a stage the project page offers to make one or to import a project; the palette imports too', async () => {
    const { page, api } = await open({ document: { name: 'shop' } });
    const empty = page.locator('main .do-it', { hasText: 'No stages yet' });
    const choosers: FileChooser[] = [];
    page.on('filechooser', (chooser) => choosers.push(chooser));
    await empty.getByRole('button', { name: 'Import a project' }).click();
    await expect.poll(() => choosers.length).toBe(1);
    await choosers[0]?.setFiles({ name: 'shop.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(sampleProject)) });
    await page.getByRole('button', { name: 'Apply to the draft' }).click();
    await expect.poll(() => api.state.document).toEqual(sampleProject);
    await page.keyboard.press('Control+z');
    await empty.getByRole('button', { name: 'New stage' }).click();
    await expect.poll(() => valueAt(api.state.document, ['stages', 0, 'name'])).toBe('new_stage');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('import');
    await page.keyboard.press('Enter');
    await expect.poll(() => choosers.length).toBe(2);
  });
});

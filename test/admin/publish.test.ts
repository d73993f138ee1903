import { describe, expect, test } from 'vitest';
import { words } from '../../admin/changes/place-words.ts';
import { withValue } from '../../admin/document/path.ts';
import { browserStand, goTo } from './browser-stand.ts';
import { axeFindings } from './open-page.ts';
import { sampleProject } from './sample-project.ts';

const { open } = browserStand();
const running = [
  { version: 1, conversations: 2 },
  { version: 2, conversations: 1 },
];

describe('publishing', { timeout: 60_000 }, () => {
  test('G-08 running conversations stay on their version unless one ticks the box, which says how many there are', async () => {
    const { page, api } = await open({ running });
    await page.getByLabel('Persona').fill('Kind.');
    await page.getByRole('button', { name: 'Publish…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Publish' });
    const box = dialog.getByLabel('Move running conversations (3)');
    await dialog.getByText('2 run on version 1, 1 runs on version 2. Each stays on its version until it ends.').waitFor();
    expect(await box.isChecked()).toBe(false);
    await box.check();
    await dialog.getByText('Each moves at its next turn, and its trace says so.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Publish version 2' }).click();
    await page.locator('.notice', { hasText: 'running conversations move to it at their next turn' }).waitFor();
    expect(api.state.versions[1]).toMatchObject({ moveRunning: true });
    await page.getByRole('link', { name: 'Versions' }).click();
    await page.getByText('moved running conversations').waitFor();
    await page.getByRole('button', { name: 'What differs from now in version 1' }).click();
    await page.getByLabel('Move running conversations (3)').waitFor();
    await page.getByRole('button', { name: 'Roll back to version 1' }).click();
    await page.locator('.notice', { hasText: 'Version 3 is live' }).waitFor();
    expect(api.state.versions[2]).toMatchObject({ moveRunning: false });
  });

  test('where nobody is talking there is no box, and the sentence says who gets the new version', async () => {
    const { page, api } = await open({ running: [] });
    await page.getByRole('button', { name: 'Publish…' }).click();
    await page.getByText('No conversation is running; those that start from now on get the new version.').waitFor();
    expect(await page.getByRole('checkbox', { name: /Move running/ }).count()).toBe(0);
    await page.getByRole('button', { name: 'Publish version 2' }).click();
    await page.locator('.notice', { hasText: 'the next conversation gets it' }).waitFor();
    expect(api.state.versions[1]).toMatchObject({ moveRunning: false });
  });

  test('what changes is listed part by part', async () => {
    const { page } = await open({
      document: withValue(sampleProject, ['stages', 0, 'actions', 0, 'condition'], 'true'),
      versions: [{ version: 1, note: '', author: 'owner', at: 1, document: sampleProject }],
    });
    await goTo(page, 'opening_hours');
    await page.locator('.effect textarea').first().fill('Always open.');
    await page.getByRole('button', { name: 'Publish…' }).click();
    const parts = page.getByRole('dialog').locator('.change-part');
    await parts.nth(1).waitFor();
    expect(await parts.allTextContents()).toEqual(['Stages › start › Actions › order_status 1', `${words.globalActions} › opening_hours 1`]);
  });

  test('a change far into a long text is in sight: what was and what will be, with the changed words marked, also for ears', async () => {
    const persona = 'You are kind and patient. '.repeat(12);
    const document = withValue(sampleProject, ['persona'], `${persona}You may promise refunds.`);
    const { page } = await open({ document, versions: [{ version: 1, note: '', author: 'owner', at: 1, document }] });
    await page.getByLabel('Persona').fill(`${persona}You must never promise refunds.`);
    await goTo(page, 'opening_hours');
    await page.locator('.effect textarea').first().fill('We are open from 9 to 20 on weekdays.');
    await page.getByRole('button', { name: 'Publish…' }).click();
    const dialog = page.getByRole('dialog');
    const part = dialog.locator('.change-group', { hasText: /^Persona/ });
    expect(await part.locator('.before').textContent()).toMatch(/^Before: ….*You may promise refunds\.$/);
    expect(await part.locator('.after').textContent()).toMatch(/^After: ….*You must never promise refunds\.$/);
    expect(await part.locator('del').allTextContents()).toEqual(['may']);
    expect(await part.locator('ins').allTextContents()).toEqual(['must never']);
    expect(await part.locator('ins').evaluate((it) => getComputedStyle(it, '::before').content)).toBe('" added: "');
    const inner = dialog.locator('.change-group', { hasText: 'opening_hours' });
    expect(await inner.locator('.place').textContent()).toMatch(/^1\. .+ › Texts$/);
    expect(await inner.locator('del, ins').allTextContents()).toEqual(['18', '20']);
    expect(await axeFindings(page)).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { valueAt, withValue } from '../../admin/document/path.ts';
import { browserStand, field, goTo, isSaved } from './browser-stand.ts';
import { axeFindings } from './open-page.ts';
import { sampleProject } from './sample-project.ts';

const { open } = browserStand();
const twoVersions = [
  {
    version: 1,
    note: 'First version',
    author: 'owner',
    at: Date.UTC(2026, 10, 19, 8),
    document: withValue(sampleProject, ['persona'], 'You are stern.'),
  },
  { version: 2, note: 'Friendlier', author: 'owner', at: Date.UTC(2026, 10, 19, 9), document: sampleProject },
];

describe('versions', { timeout: 60_000 }, () => {
  test('rolling back is three steps: the list, what differs from now, and back; it makes a new version with a note', async () => {
    const { page, api } = await open({ versions: [...twoVersions] });
    await page.getByRole('link', { name: 'Versions' }).click();
    await page.getByRole('button', { name: 'What differs from now in version 1' }).click();
    await page.locator('.way-back .after', { hasText: 'You are stern.' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Roll back to version 1' }).click();
    await page.getByText('Version 3 is live').waitFor();
    expect(api.state.versions[2]).toMatchObject({ version: 3, note: 'Back to version 1', document: twoVersions[0]?.document });
    expect(await page.locator('.draft-count').textContent()).toBe('Draft · 0 changes');
  });

  test('signing out ends the session, and says so', async () => {
    const { page, api } = await open();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You have signed out.').waitFor();
    expect(api.state.isSignedIn).toBe(false);
    await page.reload();
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  });
});

describe('the parts of a project', { timeout: 60_000 }, () => {
  test('knowledge is a table of questions, answers and tags', async () => {
    const { page, api } = await open();
    await goTo(page, 'Knowledge (1)');
    await page.getByRole('button', { name: 'Add question' }).click();
    await page.getByLabel('Question of question 2').fill('Where are you?');
    await page.getByLabel('Answer of question 2').fill('In the old town.');
    await page.getByLabel('Tags of question 2').pressSequentially('place, shop');
    await page.getByRole('button', { name: /Move question, 2 of 2/ }).press('ArrowUp');
    await isSaved(page);
    expect(valueAt(api.state.document, ['knowledge', 0])).toEqual({
      id: 'question',
      question: 'Where are you?',
      answer: 'In the old town.',
      tags: ['place', 'shop'],
    });
  });

  test('the widget: what it looks like, a colour that cannot be read, and the line to copy', async () => {
    const { page, api } = await open();
    await goTo(page, 'Widget');
    expect(await page.getByLabel('The line that brings the chat to a page').inputValue()).toMatch(
      /^<script async src="http:\/\/127\.0\.0\.1:\d+\/widget\.js" data-project="shop"><\/script>$/,
    );
    await page.getByText('Contrast 5.8 : 1, easy to read').waitFor();
    await field(page, 'widget.colours.accent').fill('#ffee88');
    await page.getByText('too low').waitFor();
    await page.getByLabel('Position').selectOption('bottom-left');
    expect(await page.getByLabel('The line that brings the chat to a page').inputValue()).toMatch(
      / data-project="shop" data-position="bottom-left" data-accent="#ffee88"><\/script>$/,
    );
    await page.getByRole('button', { name: 'Add button' }).click();
    await page.getByLabel('Command of button 1').fill('order_status');
    await page.getByRole('button', { name: 'Add origin' }).click();
    await page.getByLabel('origin 1 of 1', { exact: true }).fill('https://shop.example');
    await isSaved(page);
    expect(valueAt(api.state.document, ['widget'])).toMatchObject({
      colours: { accent: '#ffee88' },
      position: 'bottom-left',
      buttons: [{ label: 'New button', command: 'order_status' }],
      allowedOrigins: ['https://shop.example'],
    });
  });

  test('stage variables and parameters are rows, and a default is of its type', async () => {
    const { page, api } = await open();
    await goTo(page, 'start');
    await page.getByRole('button', { name: 'Add variable' }).click();
    await page.getByLabel('Name of variable 2').fill('items');
    await page.getByLabel('Type of variable 2').selectOption('list');
    await page.getByLabel('At first of variable 2').fill('["cup"');
    await page.getByText('This is not JSON yet').waitFor();
    await page.getByLabel('At first of variable 2').fill('["cup"]');
    await page.getByLabel('At first of variable 1').fill('3');
    await goTo(page, 'order_status');
    await page.getByRole('checkbox', { name: 'Required of parameter 1' }).uncheck();
    await isSaved(page);
    expect(valueAt(api.state.document, ['stages', 0, 'variables'])).toEqual([
      { name: 'retryCount', type: 'number', default: 3 },
      { name: 'items', type: 'list', default: ['cup'] },
    ]);
    expect(valueAt(api.state.document, ['stages', 0, 'actions', 0, 'parameters', 0])).not.toHaveProperty('required');
  });

  test('the outline folds, by keys too, and stays so after a reload', async () => {
    const { page } = await open();
    const row = page.locator('.outline a', { hasText: 'order_status' });
    await page.locator('.outline a', { hasText: /^start$/ }).focus();
    await page.keyboard.press('ArrowLeft');
    await row.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Tools', exact: true }).click();
    await page.reload();
    await page.locator('.outline a', { hasText: /^start$/ }).waitFor();
    expect(await row.count()).toBe(0);
    expect(await page.locator('.outline a', { hasText: 'find_order' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Parts of start' }).click();
    await row.waitFor();
  });
});

describe('by keys alone', { timeout: 60_000 }, () => {
  test('the palette makes a script, and Ctrl+Enter runs it', async () => {
    const { page, api } = await open({ document: withValue(sampleProject, ['tools'], []) });
    await page.locator('.outline').getByText('None yet.').first().waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Open or do' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.type('new script');
    await page.keyboard.press('Enter');
    await field(page, 'tools[0].code').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.locator('.try').getByText('Done').waitFor();
    expect(api.state.trials.map(({ tool }) => tool)).toEqual(['new_script']);
  });

  test('? lists the keys, but not where it is typed', async () => {
    const { page } = await open();
    await page.getByLabel('Persona').press('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.locator('main h1').focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).getByText('Ctrl+K').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'detached' });
  });
});

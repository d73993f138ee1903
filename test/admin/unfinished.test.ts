import { describe, expect, test } from 'vitest';
import { valueAt, withValue } from '../../admin/document/path.ts';
import type { Value } from '../../shared/value.ts';
import { browserStand, field, goTo, isSaved } from './browser-stand.ts';
import { axeFindings } from './open-page.ts';
import { sampleProject } from './sample-project.ts';

const { open } = browserStand();

const parts: [string, Value][] = [
  ['models', [{ name: 'quick', provider: 'openai', model: 'gpt-4o-mini', apiKey: 'OPENAI_API_KEY', temperature: 1 }]],
  ['tools', [{ name: 'find_order', type: 'script', code: 'return 1;', parameters: [{ name: 'filter', type: 'object' }] }]],
];
const document = parts.reduce((draft, [key, value]) => withValue(draft, [key], value), sampleProject);

describe('nothing that is typed is lost', { timeout: 120_000 }, () => {
  test('what is no number stays in its field, with the reason, when another part is opened and after a reload', async () => {
    const { page, api } = await open({ document });
    const temperature = field(page, 'models[0].temperature');
    await goTo(page, 'quick');
    await temperature.fill('0.5x');
    await page.getByText('This is no number').waitFor();
    await goTo(page, 'start');
    await goTo(page, 'quick');
    expect(await temperature.inputValue()).toBe('0.5x');
    expect(await temperature.getAttribute('aria-invalid')).toBe('true');
    await page.reload();
    await expect.poll(() => temperature.inputValue()).toBe('0.5x');
    await page.getByText('This is no number').waitFor();
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/number.png` });
    expect(await axeFindings(page)).toEqual([]);

    await page.getByRole('button', { name: 'Back to what counts' }).click();
    await expect.poll(() => temperature.inputValue()).toBe('1');
    await temperature.fill('0.5x');
    await temperature.fill('0.5');
    await isSaved(page);
    expect(valueAt(api.state.document, ['models', 0, 'temperature'])).toBe(0.5);
    await page.reload();
    await expect.poll(() => temperature.inputValue()).toBe('0.5');
  });

  test('nor is a value that is no JSON yet, in a table and in the inputs of a trial', async () => {
    const { page, api } = await open({ document });
    await goTo(page, 'start');
    await field(page, 'stages[0].variables[0].type').selectOption('list');
    const atFirst = field(page, 'stages[0].variables[0].default');
    await atFirst.fill('[1, 2');
    await isSaved(page);
    await goTo(page, 'returns');
    await goTo(page, 'start');
    expect(await atFirst.inputValue()).toBe('[1, 2');
    await page.reload();
    await expect.poll(() => atFirst.inputValue()).toBe('[1, 2');
    await page.getByText('This is not JSON yet').waitFor();
    await atFirst.press('End');
    await atFirst.pressSequentially(']');
    await isSaved(page);
    expect(valueAt(api.state.document, ['stages', 0, 'variables', 0, 'default'])).toEqual([1, 2]);

    await goTo(page, 'find_order');
    await page.getByLabel('filter', { exact: true }).fill('{"a": ');
    await page.getByText('The state that it meets').click();
    await page.getByLabel('vars', { exact: true }).fill('{"tries"');
    await page.reload();
    await expect.poll(() => page.getByLabel('filter', { exact: true }).inputValue()).toBe('{"a": ');
    await page.getByText('The state that it meets').click();
    expect(await page.getByLabel('vars', { exact: true }).inputValue()).toBe('{"tries"');
  });

  test('nor is a message of the test chat that was not sent', async () => {
    const { page } = await open({ document });
    await page.keyboard.press('Control+j');
    const message = page.getByLabel('Message to the draft');
    await message.fill('where is my');
    await page.reload();
    await page.getByRole('navigation', { name: 'Outline' }).waitFor();
    await page.keyboard.press('Control+j');
    await expect.poll(() => message.inputValue()).toBe('where is my');
    await message.fill('');
    await page.reload();
    await page.getByRole('navigation', { name: 'Outline' }).waitFor();
    await page.keyboard.press('Control+j');
    await expect.poll(() => message.inputValue()).toBe('');
  });

  test('a pasted command is there when the page comes back to it, and nowhere but in memory', async () => {
    const { page } = await open({ document });
    const command = "curl https://a.example/x -H 'Authorization: Bearer abcdef'";
    await goTo(page, 'All tools, paste curl');
    await page.getByLabel('Command').fill(command);
    await goTo(page, 'start');
    await goTo(page, 'All tools, paste curl');
    expect(await page.getByLabel('Command').inputValue()).toBe(command);
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain('abcdef');
    await page.reload();
    await expect.poll(() => page.getByLabel('Command').inputValue()).toBe('');

    await page.getByLabel('Command').fill(command);
    await page.getByRole('button', { name: 'Make a webhook of it' }).click();
    await page
      .getByRole('heading', { name: /webhook/i })
      .first()
      .waitFor();
    await goTo(page, 'All tools, paste curl');
    expect(await page.getByLabel('Command').inputValue()).toBe('');
  });
});

import { describe, expect, test } from 'vitest';
import { projectOf } from '../world.ts';
import { field, fillCode, goTo, isSaved } from './browser-stand.ts';
import { liveStand } from './live-stand.ts';
import { axeFindings } from './open-page.ts';

const { open } = liveStand();
const document = projectOf([], {
  tools: [
    {
      type: 'script',
      name: 'count',
      code: 'vars.count = (vars.count ?? 0) + 1;\nconsole.log("counted", vars.count);\nreturn { count: vars.count };',
    },
    { type: 'webhook', name: 'ask', method: 'POST', url: 'http://127.0.0.1:8089/orders', headers: { 'x-own': 'yes' }, body: { a: 1 } },
    { type: 'smart_function', name: 'sum_up', prompt: 'Sum up.' },
  ],
  models: [{ name: 'quick', provider: 'openai', model: 'gpt-4o-mini', apiKey: 'SURELY_NOT_SET_KEY' }],
});

describe('on a real server, under its real policy', { timeout: 90_000 }, () => {
  test('a script is written with help, checked, run in the sandbox, and its findings stand at their lines', async () => {
    const { page } = await open(document);
    await goTo(page, 'count');
    const code = page.locator('.cm-content[data-path="tools[0].code"]');
    await code.click();
    await page.keyboard.press('Control+Enter');
    const result = page.locator('.try [role=status]');
    await result.getByText('"count": 1').waitFor();
    await result.getByText('counted 1').waitFor();
    expect(await result.locator('.trace-changes').textContent()).toContain('vars.count');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\nreturn = 3;');
    await page.getByText('Line 4, column 8: Unexpected token').waitFor();
    await isSaved(page);
    await page.getByRole('button', { name: '1 error' }).waitFor();
    expect(await page.locator('.cm-lintRange-error').count()).toBe(1);
    // Said once: what the server says of the same fault stands among the problems.
    expect(await page.locator('.field-findings .error').count()).toBe(1);
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: 'No problems' }).waitFor();
    await fillCode(page, 'tools[0].code', 'const order = results.tools.none;\nreturn order.id;');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Go to line 2' }).click();
    expect(await page.evaluate(() => getSelection()?.toString())).toBe('return order.id;');
    expect(await axeFindings(page)).toEqual([]);
  });

  test('a webhook that may not be called says so, and shows what it would have sent', async () => {
    const { page } = await open(document);
    await goTo(page, 'ask');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.locator('.try').getByText('may not be called').waitFor();
    const sent = page.getByRole('region', { name: 'Sent' });
    await sent.getByText('POST http://127.0.0.1:8089/orders').waitFor();
    await sent.getByText('"a": 1').waitFor();
  });

  test('a model and a function of it name the key that is missing', async () => {
    const { page } = await open(document);
    await goTo(page, 'quick');
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByText('The environment variable SURELY_NOT_SET_KEY is not set.').waitFor();
    await goTo(page, 'sum_up');
    await field(page, 'tools[2].prompt').waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.locator('.try').getByText('SURELY_NOT_SET_KEY').first().waitFor();
    await page.getByRole('region', { name: 'Asked' }).getByText('Sum up.').waitFor();
  });
});

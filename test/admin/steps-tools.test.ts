import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { valueAt, withValue } from '../../admin/document/path.ts';
import { browserStand, field, fillCode, goTo, isSaved } from './browser-stand.ts';
import { sampleProject } from './sample-project.ts';

const { open } = browserStand();

/** Counts what a person does: a click, a field that is filled in, a chord of keys. */
function counting(page: Page) {
  let steps = 0;
  const counted = async (act: Promise<unknown>): Promise<void> => {
    steps += 1;
    await act;
  };
  return {
    click: (name: string) => counted(page.getByRole('button', { name, exact: true }).click()),
    open: (name: string) => counted(goTo(page, name)),
    fill: (path: string, text: string) => counted(field(page, path).fill(text)),
    fillCode: (path: string, text: string) => counted(fillCode(page, path, text)),
    press: (key: string) => counted(page.keyboard.press(key)),
    taken: () => steps,
  };
}

describe('the budget of steps', { timeout: 60_000 }, () => {
  test('a new script tool is written and run once in at most 5', async () => {
    const { page, api } = await open({ document: withValue(sampleProject, ['tools'], []) });
    const hands = counting(page);
    await hands.click('+ New script');
    await field(page, 'tools[0].code').waitFor();
    await hands.fillCode('tools[0].code', 'return 6 * 7;');
    api.state.tried = { outcome: { ok: true, value: 42 }, changes: [], trace: { logs: [] }, milliseconds: 1 };
    await hands.press('Control+Enter');
    await page.locator('.try').getByText('42').waitFor();
    expect(hands.taken()).toBeLessThanOrEqual(5);
    expect(valueAt(api.state.document, ['tools', 0, 'code'])).toBe('return 6 * 7;');
    expect(api.state.trials).toHaveLength(1);
  });

  test('a failed call of a tool is opened with the same input, mended and run again in at most 4', async () => {
    const tools = [
      { name: 'open_return', type: 'script', parameters: [{ name: 'orderNumber' }], code: 'const id = params.orderNumber;\nreturn orders[id];' },
    ];
    const { page, api } = await open({ document: withValue(sampleProject, ['tools'], tools) });
    await page.goto(page.url().replace(/#.*$/, '#/conversations/c_sample_1'));
    const turn = page.locator('.turn.failed').first();
    await turn.waitFor();
    const hands = counting(page);
    await turn.locator('summary').first().click();
    await hands.click('Open open_return with this input');
    await field(page, 'tools[0].code').waitFor();
    expect(await page.getByLabel('orderNumber', { exact: true }).inputValue()).toBe('A7');
    await hands.fillCode('tools[0].code', 'return params.orderNumber;');
    await hands.press('Control+Enter');
    await page.locator('.try').getByText('Done').waitFor();
    await isSaved(page);
    // Opening the turn is the fourth.
    expect(hands.taken() + 1).toBeLessThanOrEqual(4);
    expect(api.state.trials).toMatchObject([{ tool: 'open_return', parameters: { orderNumber: 'A7' }, vars: { status: 'shipped' } }]);
  });

  test('a curl command is a webhook in at most 4, and its key is nowhere but in sight', async () => {
    const { page, api } = await open({ document: withValue(sampleProject, ['tools'], []) });
    const hands = counting(page);
    await hands.open('All tools, paste curl');
    await page.getByText('No tools yet').waitFor();
    await page.getByLabel('Command').fill("curl https://api.shop.example/orders -H 'Authorization: Bearer very-secret-1234' --json '{\"a\":1}'");
    await page.getByText("SHOP_TOKEN='very-secret-1234'").waitFor();
    await hands.click('Make a webhook of it');
    await field(page, 'tools[0].url').waitFor();
    await isSaved(page);
    expect(hands.taken() + 1).toBeLessThanOrEqual(4);
    expect(valueAt(api.state.document, ['tools', 0])).toMatchObject({
      name: 'post_orders',
      url: 'https://api.shop.example/orders',
      headers: { authorization: 'Bearer {{secrets.SHOP_TOKEN}}', 'content-type': 'application/json' },
      body: { a: 1 },
    });
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(kept + JSON.stringify(api.state.document)).not.toContain('very-secret');
  });

  test('operations of an OpenAPI document become webhooks, the chosen ones alone', async () => {
    const { page, api } = await open({ document: withValue(sampleProject, ['tools'], []) });
    await goTo(page, 'All tools, paste curl');
    const paths = { '/a': { get: { operationId: 'readA' } }, '/b': { get: { operationId: 'readB' } } };
    await page.getByLabel('Document').fill(JSON.stringify({ openapi: '3.0.0', servers: [{ url: 'https://a.example' }], paths }));
    await page.getByLabel('GET /b').check();
    await page.getByRole('button', { name: 'Add 1 tool' }).click();
    await isSaved(page);
    expect(valueAt(api.state.document, ['tools'])).toMatchObject([{ name: 'read_b', url: 'https://a.example/b' }]);
  });
});

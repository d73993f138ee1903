import { describe, expect, test } from 'vitest';
import { valueAt, withValue } from '../../admin/document/path.ts';
import { visit } from '../server/stand.ts';
import { projectOf, reply } from '../world.ts';
import { browserStand, field, goTo, isSaved, openConversations } from './browser-stand.ts';
import { liveStand } from './live-stand.ts';
import { sampleProject } from './sample-project.ts';
import { personAt } from './step-counter.ts';

const { open } = browserStand();
const live = liveStand();

type Draft = { document: { tools?: { code?: string }[] } };
const codeOf = ({ document }: Draft): string | undefined => document.tools?.[0]?.code;

describe('the budget of steps', { timeout: 90_000 }, () => {
  test('a new script tool is written and run once in at most 5', async () => {
    const { page, call } = await live.open(projectOf([]));
    const person = personAt(page);
    await person.click(page.getByRole('button', { name: '+ New script' }));
    await person.click(page.locator('.cm-content[data-path="tools[0].code"]'));
    await person.press('Control+a');
    await person.type('return { product: 6 * 7, at: stage };');
    await person.press('Control+Enter');
    await page.locator('.try [role=status]').getByText('"product": 42').waitFor();
    person.tookAtMost(5, 'a new script tool run once');
    await isSaved(page);
    expect(codeOf(await call<Draft>('/projects/test/draft'))).toBe('return { product: 6 * 7, at: stage };');
  });

  test('a failed call of a tool is opened with the same input, mended and run again in at most 4', async () => {
    const code = "const orders = { A7: { state: 'on its way' } };\nreturn orders[params.order].state;";
    const action = {
      name: 'Track',
      examples: ['where is order {order}', 'track {order}', 'has {order} been sent', 'status of {order}', 'find order {order}'],
      parameters: [{ name: 'order', type: 'code' as const, pattern: '[A-Z][0-9]' }],
      effects: [{ type: 'call_tool' as const, tool: 'find_order', parameters: { order: '{{params.order}}' } }, reply('That is all I know.')],
    };
    const { page, address, call } = await live.open(
      projectOf([action], { tools: [{ name: 'find_order', type: 'script', parameters: [{ name: 'order' }], code }] }),
    );
    const guest = await visit(address);
    await guest.say('where is order B9');
    await guest.heard(1);
    guest.leave();
    await openConversations(page);
    await page.locator('.conversations li a').click();
    const turn = page.locator('.turn.failed');
    const person = personAt(page);
    await person.click(turn.locator('summary').first());
    await person.click(page.getByRole('button', { name: 'Open find_order with this input' }));
    // The line that failed is selected: what is typed replaces it.
    await page.waitForFunction(() => getSelection()?.toString() === 'return orders[params.order].state;');
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/steps-line.png` });
    await person.type("return orders[params.order]?.state ?? 'no order ' + params.order;");
    await person.press('Control+Enter');
    await page.locator('.try [role=status]').getByText('no order B9').waitFor();
    person.tookAtMost(4, 'a failed call opened, mended, run again');
    expect(await page.getByLabel('order', { exact: true }).inputValue()).toBe('B9');
    await isSaved(page);
    expect(codeOf(await call<Draft>('/projects/test/draft'))?.split('\n')).toEqual([
      code.split('\n')[0],
      "return orders[params.order]?.state ?? 'no order ' + params.order;",
    ]);
  });

  test('a curl command is a webhook in at most 4, and its key is nowhere but in sight', async () => {
    const { page, api } = await open({ document: withValue(sampleProject, ['tools'], []) });
    const person = personAt(page);
    await person.click(page.locator('.outline a', { has: page.getByText('All tools, paste curl', { exact: true }) }));
    await page.getByText('No tools yet').waitFor();
    await person.fill(
      page.getByLabel('Command'),
      "curl https://api.shop.example/orders -H 'Authorization: Bearer very-secret-1234' --json '{\"a\":1}'",
    );
    await page.getByText("SHOP_TOKEN='very-secret-1234'").waitFor();
    await person.click(page.getByRole('button', { name: 'Make a webhook of it', exact: true }));
    await field(page, 'tools[0].url').waitFor();
    await isSaved(page);
    person.tookAtMost(4, 'a curl command made a webhook');
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

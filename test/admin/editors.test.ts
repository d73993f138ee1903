import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { valueAt, withValue } from '../../admin/document/path.ts';
import type { TryAnswer } from '../../shared/admin.ts';
import type { Value } from '../../shared/value.ts';
import { browserStand, field, goTo, isSaved } from './browser-stand.ts';
import { axeFindings } from './open-page.ts';
import { sampleProject } from './sample-project.ts';

const { open, built } = browserStand();

const parts: Record<string, Value> = {
  promptSequences: [
    {
      name: 'letter',
      mode: 'approve_before_continuing',
      steps: [
        { type: 'inline', prompt: 'Write to {{customer}}.' },
        { type: 'snippet', snippetId: 'tone' },
      ],
      variables: [{ name: 'customer', type: 'text', label: 'Who' }],
    },
  ],
  snippets: [{ id: 'tone', title: 'Our tone', content: 'Be friendly.' }],
  models: [
    { name: 'quick', provider: 'openai', model: 'gpt-4o-mini', apiKey: 'OPENAI_API_KEY' },
    { name: 'own', provider: 'openai_compatible', model: 'tiny', address: 'http://localhost:1234/v1' },
  ],
  classifiers: [{ name: 'careful', type: 'model', model: 'quick' }],
  transformers: [{ name: 'watch', type: 'script', code: 'vars.last = userInput;', condition: 'vars.retryCount < 2' }],
  constants: { freeFrom: 50, shop: { city: 'Ulm' } },
};
const withParts = Object.entries(parts).reduce<Value>((document, [key, value]) => withValue(document, [key], value), sampleProject);
const withTools = withValue(
  withParts,
  ['tools'],
  [
    { name: 'find_order', type: 'script', code: 'return 1;' },
    {
      name: 'ask_stock',
      type: 'webhook',
      method: 'POST',
      url: 'https://stock.example/items',
      headers: { authorization: 'Bearer {{secrets.STOCK_KEY}}' },
    },
    { name: 'sum_up', type: 'smart_function', prompt: 'Sum up.' },
  ],
);
const at = (document: Value, ...path: (string | number)[]) => valueAt(document, path);

describe('every editor', { timeout: 120_000 }, () => {
  const editors: Record<string, (page: Page) => Promise<unknown>> = {
    'prompt sequence': (page) => goTo(page, 'letter').then(() => page.getByLabel('Prompt of step 1').waitFor()),
    snippet: (page) => goTo(page, 'tone').then(() => page.getByRole('heading', { name: 'Used by' }).waitFor()),
    model: async (page) => {
      await goTo(page, 'quick');
      await page.getByRole('button', { name: 'Try it' }).click();
      await page.getByText('It answers').waitFor();
    },
    classifier: (page) => goTo(page, 'careful').then(() => page.getByLabel('Threshold').waitFor()),
    transformer: (page) => goTo(page, 'watch').then(() => page.locator('.cm-content').nth(1).waitFor()),
    constants: (page) => goTo(page, 'Constants (2)').then(() => page.getByLabel('Name of constant 1').waitFor()),
    tools: async (page) => {
      await goTo(page, 'All tools, paste curl');
      await page.getByLabel('Command').fill("curl https://a.example/x -H 'Authorization: Bearer abcdef'");
      await page.getByText('A_TOKEN=').or(page.getByText('_TOKEN=')).first().waitFor();
    },
    'a webhook that ran': async (page) => {
      await goTo(page, 'ask_stock');
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await page.getByRole('region', { name: 'Answer' }).waitFor();
    },
    'a smart function': (page) => goTo(page, 'sum_up').then(() => page.getByLabel('What the visitor wrote').waitFor()),
    script: (page) => goTo(page, 'find_order').then(() => page.locator('.cm-content').waitFor()),
    condition: (page) => goTo(page, 'order_status').then(() => page.locator('.cm-content').waitFor()),
    widget: async (page) => {
      await goTo(page, 'Widget');
      await page.getByLabel('The site signs who its visitors are').check();
      await page.getByLabel('dark').check();
    },
  };
  const tried: TryAnswer = {
    outcome: {
      ok: false,
      value: { status: 404, statusText: 'Not Found', headers: { 'x-shop': 'yes' }, data: { no: 1 } },
      problem: { code: 'http.status', message: 'The address answered 404.' },
    },
    changes: [],
    trace: {
      tool: 'ask_stock',
      parameters: {},
      requests: [{ method: 'POST', url: 'https://stock.example/items', headers: { authorization: 'Bearer ***' }, body: '{"a":1}' }],
    },
    milliseconds: 12,
  };

  test.each(['light', 'dark'] as const)('has no finding of axe and none of the policy, %s', async (colours) => {
    const { page } = await open({ colours, document: withTools, tried });
    const found: Record<string, string[]> = {};
    for (const [name, go] of Object.entries(editors)) {
      await go(page);
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name.replaceAll(' ', '-')}-${colours}.png`, fullPage: true });
      const findings = await axeFindings(page);
      if (findings.length > 0) found[name] = findings;
    }
    expect(found).toEqual({});
  });

  test('comes without making the first load larger than 60 KB', () => {
    expect(built().initialBytes).toBeLessThanOrEqual(60 * 1024);
  });
});

describe('a prompt sequence', { timeout: 60_000 }, () => {
  test('is built: prompts, snippets and variables, in order, with what is left of each limit', async () => {
    const { page, api } = await open({ document: withParts });
    await goTo(page, 'letter');
    await field(page, 'promptSequences[0].name').fill('x'.repeat(121));
    await page.getByText('121 of 120 characters, 1 too many').waitFor();
    await field(page, 'promptSequences[0].name').fill('mail');
    const prompt = field(page, 'promptSequences[0].steps[0].prompt');
    await prompt.click();
    await prompt.press('Home');
    await page.getByLabel('Insert a variable into step 1').selectOption('customer');
    expect(await prompt.inputValue()).toBe('{{customer}}Write to {{customer}}.');
    await page.keyboard.type(': ');
    expect(await prompt.inputValue()).toBe('{{customer}}: Write to {{customer}}.');
    await page.getByRole('button', { name: '+ Add prompt' }).click();
    await field(page, 'promptSequences[0].steps[2].prompt').fill('Sign as {{signer}}.');
    await page.getByRole('button', { name: '+ Define signer, which a prompt names' }).click();
    await page.getByRole('button', { name: /Move step 3, 3 of 3/ }).focus();
    await page.keyboard.press('ArrowUp');
    await page.getByLabel('After each step').selectOption('auto_apply_changes');
    await isSaved(page);
    expect(at(api.state.document, 'promptSequences', 0)).toEqual({
      name: 'mail',
      mode: 'auto_apply_changes',
      steps: [
        { type: 'inline', prompt: '{{customer}}: Write to {{customer}}.' },
        { type: 'inline', prompt: 'Sign as {{signer}}.' },
        { type: 'snippet', snippetId: 'tone' },
      ],
      variables: [
        { name: 'customer', type: 'text', label: 'Who' },
        { name: 'signer', type: 'text' },
      ],
    });
  });

  test('a snippet says who uses it, and a new id goes to them', async () => {
    const { page, api } = await open({ document: withParts });
    await goTo(page, 'tone');
    await page.getByText('step 2', { exact: true }).waitFor();
    await field(page, 'snippets[0].id').fill('voice');
    await isSaved(page);
    expect(at(api.state.document, 'promptSequences', 0, 'steps', 1, 'snippetId')).toBe('voice');
    await page.locator('main').getByRole('link', { name: 'letter' }).click();
    await page.getByText('Our tone').waitFor();
  });
});

describe('a model', { timeout: 60_000 }, () => {
  test('is tried as it stands, and what is missing is named', async () => {
    const { page, api } = await open({ document: withParts });
    await goTo(page, 'quick');
    api.state.triedModel = { verdict: 'key_missing', message: 'The environment variable OPENAI_API_KEY is not set.', milliseconds: 0 };
    await field(page, 'models[0].temperature').fill('0.5');
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByText('The environment variable OPENAI_API_KEY is not set.').waitFor();
    expect(api.state.triedModels).toEqual([
      { model: { name: 'quick', provider: 'openai', model: 'gpt-4o-mini', apiKey: 'OPENAI_API_KEY', temperature: 0.5 } },
    ]);
    api.state.triedModel = { verdict: 'ok', message: 'ok', milliseconds: 321, inputTokens: 9, outputTokens: 1 };
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByText('321 ms, 9 tokens in, 1 out').waitFor();
    await field(page, 'models[0].model').fill('');
    await page.getByText('Say first what the provider calls the model.').waitFor();
  });

  test('a key that is pasted where its variable belongs goes neither to the server nor into the journal', async () => {
    const { page, api } = await open({ document: withParts });
    await goTo(page, 'quick');
    await field(page, 'models[0].apiKey').fill('sk-very-secret-1234');
    await page.getByText('was not saved').waitFor();
    await field(page, 'models[0].model').fill('other');
    await isSaved(page);
    expect(JSON.stringify(api.state.document)).not.toContain('very-secret');
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain('very-secret');
  });

  test('is the standard one, and others take over where it fails', async () => {
    const { page, api } = await open({ document: withParts });
    await goTo(page, 'quick');
    await page.getByLabel('Used where nothing else is chosen').check();
    await page.getByRole('group', { name: 'Where it fails, ask' }).getByLabel('own').check();
    await isSaved(page);
    expect(at(api.state.document, 'defaultModel')).toBe('quick');
    expect(at(api.state.document, 'models', 0, 'fallback')).toEqual(['own']);
  });
});

describe('what understands and watches', { timeout: 60_000 }, () => {
  test('a transformer becomes another type and keeps what both have', async () => {
    const { page, api } = await open({ document: withParts });
    await goTo(page, 'watch');
    await page.getByLabel('Writes variables').selectOption('extract');
    await field(page, 'transformers[0].variables[0]').fill('orderNumber');
    await isSaved(page);
    expect(at(api.state.document, 'transformers', 0)).toEqual({
      name: 'watch',
      type: 'extract',
      condition: 'vars.retryCount < 2',
      variables: ['orderNumber'],
    });
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.locator('.cm-content[data-path="transformers[0].code"]').waitFor();
  });

  test('a classifier and a constant are made from nothing', async () => {
    const { page, api } = await open();
    await page.getByRole('button', { name: '+ New classifier' }).click();
    await page.getByLabel('Threshold').fill('0.7');
    await goTo(page, 'Constants (0)');
    await page.getByRole('button', { name: 'Add constant' }).click();
    await page.getByLabel('Name of constant 1').fill('freeFrom');
    await page.getByLabel('Value of freeFrom').fill('50');
    await isSaved(page);
    expect(at(api.state.document, 'classifiers')).toEqual([{ name: 'new_classifier', type: 'examples', threshold: 0.7 }]);
    expect(at(api.state.document, 'constants')).toEqual({ freeFrom: 50 });
  });
});

describe('the widget', { timeout: 60_000 }, () => {
  test('is drawn as it is typed, with a colour to take where the chosen one cannot be read', async () => {
    const { page, api } = await open();
    await goTo(page, 'Widget');
    await page.getByRole('img', { name: 'The chat open, titled Shop' }).waitFor();
    await page.locator('.preview-bubble', { hasText: 'Hello!' }).waitFor();
    await page.getByLabel('Ground', { exact: true }).fill('#ffd200');
    await page.getByText('too low; 4.5 : 1 is needed').waitFor();
    expect(await page.locator('.preview-launcher').evaluate((it) => getComputedStyle(it).backgroundColor)).toBe('rgb(255, 210, 0)');
    await page.getByRole('button', { name: /^Use #/ }).click();
    await page.getByText('easy to read').waitFor();
    await page.getByLabel('Position').selectOption('bottom-left');
    const sides = await page.locator('.preview-page').evaluate((it) => {
      const [ground, launcher] = [it.getBoundingClientRect(), it.querySelector('.preview-launcher')?.getBoundingClientRect()];
      return (launcher?.left ?? 0) - ground.left < ground.right - (launcher?.right ?? 0);
    });
    expect(sides).toBe(true);
    await isSaved(page);
    expect(at(api.state.document, 'widget', 'colours', 'accent')).toMatch(/^#[0-9a-f]{6}$/);
  });

  test('an origin that no browser would send is said at once, with the one that was meant', async () => {
    const { page, api } = await open();
    await goTo(page, 'Widget');
    await page.getByRole('button', { name: 'Add origin' }).click();
    await field(page, 'widget.allowedOrigins[0]').fill('https://Shop.example/cart');
    await page.getByRole('button', { name: 'Use https://shop.example' }).click();
    await isSaved(page);
    expect(at(api.state.document, 'widget', 'allowedOrigins')).toEqual(['https://shop.example']);
  });
});

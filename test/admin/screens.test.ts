import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { withValue } from '../../admin/document/path.ts';
import { browserStand, goTo, openConversations } from './browser-stand.ts';
import type { FakeApi } from './fake-api.ts';
import { axeFindings } from './open-page.ts';
import { sampleProject } from './sample-project.ts';

const { open, built } = browserStand();

describe('every screen', { timeout: 120_000 }, () => {
  const screens: Record<string, (page: Page, api: FakeApi) => Promise<void>> = {
    project: async () => {},
    stage: (page) => goTo(page, 'start'),
    action: (page) => goTo(page, 'order_status'),
    'an effect opened': async (page) => {
      await goTo(page, 'order_status');
      await page.locator('.effect summary').first().click();
    },
    hook: (page) => goTo(page, 'On enter'),
    tool: (page) => goTo(page, 'find_order'),
    webhook: (page) => goTo(page, 'ask_stock'),
    'smart function': (page) => goTo(page, 'sum_up'),
    sequence: (page) => goTo(page, 'chain'),
    playbook: async (page) => {
      await goTo(page, 'refund');
      await page.getByRole('button', { name: 'IF/ELSE', exact: true }).waitFor();
    },
    'a step of a playbook': async (page) => {
      await goTo(page, 'refund');
      await page.getByRole('button', { name: 'ASK', exact: true }).click();
    },
    knowledge: (page) => goTo(page, 'Knowledge (1)'),
    profile: (page) => goTo(page, 'Profile fields (0)'),
    widget: (page) => goTo(page, 'Widget'),
    json: async (page) => {
      await page.getByRole('button', { name: 'JSON', exact: true }).click();
    },
    problems: async (page) => {
      await page.keyboard.press('Control+j');
    },
    publish: async (page) => {
      await page.getByLabel('Persona').fill('another');
      await page.getByRole('button', { name: 'Publish…' }).click();
      await page.getByLabel('Note').waitFor();
    },
    conversations: async (page) => {
      await openConversations(page);
      await page.getByRole('link', { name: /^hm/ }).waitFor();
    },
    conversation: async (page) => {
      await openConversations(page);
      await page.getByRole('link', { name: /^hm/ }).click();
      await page.locator('.turn').nth(2).waitFor();
      for (const summary of await page.locator('.turn > summary').all()) await summary.click();
    },
    versions: async (page) => {
      await page.getByRole('link', { name: 'Versions' }).click();
      await page.getByText('First version').waitFor();
    },
    'the way back to a version': async (page) => {
      await page.getByRole('link', { name: 'Versions' }).click();
      await page.getByRole('button', { name: 'What differs from now in version 1' }).click();
      await page.locator('.way-back').waitFor();
    },
    'the palette': async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Open or do' }).waitFor();
    },
    'the keys': async (page) => {
      await page.getByRole('button', { name: 'Keys' }).click();
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    },
    'a new sequence': async (page) => {
      await page.getByRole('button', { name: '+ Add Sequence' }).first().click();
      await page.getByRole('dialog', { name: 'Add Sequence' }).waitFor();
    },
    'an import': async (page) => {
      const choosing = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Import…' }).click();
      const buffer = Buffer.from(JSON.stringify(withValue(sampleProject, ['persona'], 'Imported.')));
      await (await choosing).setFiles({ name: 'shop.project.json', mimeType: 'application/json', buffer });
      await page.getByRole('dialog', { name: 'Import shop.project.json' }).locator('.after', { hasText: 'Imported.' }).waitFor();
    },
    // The last one: a page that is opened after it asks the same again.
    'a conflict': async (page, { state }) => {
      Object.assign(state, { document: withValue(state.document, ['persona'], 'Theirs.'), revision: state.revision + 1 });
      await page.getByLabel('Persona').fill('Mine.');
      await page.getByRole('dialog').getByText('Theirs.').waitFor();
    },
  };
  const versions = [
    { version: 1, note: 'First version', author: 'owner', at: 1, document: withValue(sampleProject, ['persona'], 'You are stern.') },
    { version: 2, note: 'Friendlier', author: 'owner', at: 2, document: sampleProject },
  ];
  const withProblems = withValue(
    withValue(sampleProject, ['stages', 0, 'actions', 1, 'effects', 1, 'stage'], 'nowhere'),
    ['stages', 0, 'actions', 0, 'examples'],
    [],
  );

  const ask = { type: 'ASK', question: 'Which order?', inputs: [{ variable: 'order', instructions: 'its number' }] };
  const fork = { type: 'IF_ELSE', branches: [{ operator: 'AND', conditions: [{ variable: 'order', operator: 'is_set' }], steps: [ask] }] };
  const withPlaybook = withValue(withProblems, ['playbooks'], [{ name: 'refund', sections: [{ name: 'Start', steps: [fork] }] }]);
  const withTools = withValue(
    withValue(
      withValue(withPlaybook, ['tools', 1], { name: 'ask_stock', type: 'webhook', url: 'https://shop.example', headers: { accept: 'text/plain' } }),
      ['tools', 2],
      { name: 'sum_up', type: 'smart_function', prompt: 'Sum up.', parameters: [{ name: 'text' }] },
    ),
    ['actionSequences'],
    [{ name: 'chain', actions: [{ tool: 'find_order' }, { effect: { type: 'handoff' } }] }],
  );

  test.each(['light', 'dark'] as const)('and every dialog of building has no finding of axe, %s', async (colours) => {
    const { page, api } = await open({ colours, document: withTools, versions: [...versions] });
    const found: Record<string, string[]> = {};
    for (const [name, go] of Object.entries(screens)) {
      await page.goto(page.url().replace(/#.*$/, '#/build/'));
      await page.reload();
      await page.getByRole('navigation', { name: 'Outline' }).waitFor();
      await go(page, api);
      // An editor that is still being fetched has no heading yet.
      await page.locator('h1').first().waitFor({ state: 'attached' });
      const findings = await axeFindings(page);
      if (findings.length > 0) found[name] = findings;
    }
    expect(found).toEqual({});
  });

  test('opens with at most 60 KB of JavaScript', () => {
    expect(built().initialBytes).toBeLessThanOrEqual(60 * 1024);
    expect(built().initialBytes).toBeGreaterThan(5 * 1024);
  });
});

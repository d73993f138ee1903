import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { withValue } from '../../admin/document/path.ts';
import { browserStand, goTo } from './browser-stand.ts';
import { axeFindings } from './open-page.ts';
import { sampleProject } from './sample-project.ts';

const { open, built } = browserStand();

describe('every screen', { timeout: 120_000 }, () => {
  const screens: Record<string, (page: Page) => Promise<void>> = {
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
      await page.getByRole('link', { name: 'Conversations' }).click();
      await page.getByRole('link', { name: /^hm/ }).waitFor();
    },
    conversation: async (page) => {
      await page.getByRole('link', { name: 'Conversations' }).click();
      await page.getByRole('link', { name: /^hm/ }).click();
      await page.locator('.turn').nth(2).waitFor();
      for (const summary of await page.locator('.turn > summary').all()) await summary.click();
    },
    versions: async (page) => {
      await page.getByRole('link', { name: 'Versions' }).click();
      await page.getByText('First version').waitFor();
    },
  };
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

  test.each(['light', 'dark'] as const)('has no finding of axe, %s', async (colours) => {
    const { page } = await open({ colours, document: withTools });
    const found: Record<string, string[]> = {};
    for (const [name, go] of Object.entries(screens)) {
      await page.goto(page.url().replace(/#.*$/, '#/build/'));
      await page.reload();
      await page.getByRole('navigation', { name: 'Outline' }).waitFor();
      await go(page);
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

import { describe, expect, test } from 'vitest';
import { valueAt, withValue } from '../../admin/document/path.ts';
import type { Value } from '../../shared/value.ts';
import { browserStand, field, goTo, isSaved } from './browser-stand.ts';
import { axeFindings } from './open-page.ts';
import { sampleProject } from './sample-project.ts';

const { open } = browserStand();

const steps: Value = [
  { type: 'SEND', id: 'hello', text: 'Hello @name' },
  { type: 'SET', variable: 'tries', value: 1 },
  { type: 'ASK', question: 'Which order?', inputs: [{ variable: 'order', instructions: 'the order number' }] },
  { type: 'RUN', target: { kind: 'action', name: 'find_order' } },
  {
    type: 'IF_ELSE',
    branches: [
      {
        operator: 'AND',
        conditions: [{ variable: 'tries', operator: 'gt', value: 3 }],
        steps: [{ type: 'RUN', id: 'give_up', target: { kind: 'exit' } }],
      },
    ],
  },
  { type: 'GO_TO', target_step_id: 'hello' },
];
const document = withValue(sampleProject, ['playbooks'], [{ name: 'lookup', sections: [{ name: 'Find it', steps }] }]);
const first = ['playbooks', 0, 'sections', 0, 'steps'];

describe("a playbook's steps", { timeout: 120_000 }, () => {
  test('a pane that is opened as soon as another is closed stays: what the browser tells late is of the one before', async () => {
    const { page } = await open({ document });
    await goTo(page, 'lookup');
    await page.getByRole('button', { name: 'SEND', exact: true }).first().click();
    await page.getByRole('dialog').getByRole('heading', { name: 'SEND', exact: true }).waitFor();
    const stands = await page.evaluate(async () => {
      const press = (selector: string): void => globalThis.document.querySelector<HTMLElement>(selector)?.click();
      const isOpen = (): boolean => globalThis.document.querySelector('dialog[open] .step-pane') !== null;
      // Only what is due at once is done here; the event of a dialog that was closed comes as a task of its own.
      const drawn = async (holds: () => boolean): Promise<void> => {
        for (let tries = 0; tries < 1_000 && !holds(); tries += 1) await Promise.resolve();
      };
      press('dialog[open] .step-pane footer button');
      await drawn(() => !isOpen());
      press('.step-keyword[data-path$="steps[1]"]');
      await drawn(isOpen);
      const before = isOpen();
      await new Promise((later) => setTimeout(later, 100));
      return [before, isOpen()];
    });
    expect(stands).toEqual([true, true]);
    await page.getByRole('dialog').getByRole('heading', { name: 'SET', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('dialog[open]').count()).toBe(0);
  });

  test("R004-04 clicking a step's keyword opens its side pane, where the mode is switched", async () => {
    const { page, api } = await open({ document });
    const pane = page.getByRole('dialog');
    const opens = async (keyword: string): Promise<void> => {
      await page.getByRole('button', { name: keyword, exact: true }).first().click();
      await pane.getByRole('heading', { name: keyword, exact: true }).waitFor();
    };
    await goTo(page, 'lookup');
    await page.getByText('Say “Hello @name”').waitFor();
    await page.getByText('auto-handoff on').waitFor();
    expect(await page.locator('.step-keyword').allTextContents()).toEqual(['SEND', 'SET', 'ASK', 'RUN', 'IF/ELSE', 'RUN', 'GO TO']);
    expect(await axeFindings(page)).toEqual([]);

    await opens('SEND');
    await pane.getByLabel('Mode').selectOption('contextual');
    await pane.getByLabel('Instruction').fill('Greet them');
    expect(await axeFindings(page)).toEqual([]);
    await isSaved(page);
    expect(valueAt(api.state.document, [...first, 0])).toEqual({
      type: 'SEND',
      id: 'hello',
      mode: 'contextual',
      text: 'Hello @name',
      instruction: 'Greet them',
    });
    await pane.getByLabel('Mode').selectOption('fixed');
    expect(await pane.getByLabel('Text').inputValue()).toBe('Hello @name');
    await pane.getByLabel('Mode').selectOption('contextual');
    expect(await pane.getByLabel('Instruction').inputValue()).toBe('Greet them');
    await pane.getByLabel('Instruction').fill('Greet them warmly');
    await page.keyboard.press('Control+z');
    await expect.poll(() => pane.getByLabel('Instruction').inputValue()).toBe('Greet them');
    await page.keyboard.press('Escape');
    await pane.waitFor({ state: 'hidden' });
    expect(await page.evaluate(() => window.document.activeElement?.textContent)).toBe('SEND');

    await opens('SET');
    await pane.getByLabel('Mode').selectOption('reasoning');
    await pane.getByLabel('Instruction').fill('How often they tried');
    await pane.getByRole('button', { name: 'Done' }).click();
    await opens('ASK');
    await pane.getByLabel('Mode').selectOption('map');
    await pane.getByLabel('Question').fill('Which one?');
    expect(await axeFindings(page)).toEqual([]);
    await pane.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Ask “Which one?” for order').waitFor();
    await isSaved(page);
    expect(valueAt(api.state.document, [...first, 1])).toEqual({
      type: 'SET',
      mode: 'reasoning',
      variable: 'tries',
      value: 1,
      instruction: 'How often they tried',
    });
    expect(valueAt(api.state.document, [...first, 2, 'mode'])).toBe('map');
  });

  test('R004-03 RUN, IF/ELSE and GO TO have no modes; a GO TO chooses among the ids, the rest is JSON with its errors', async () => {
    const { page, api } = await open({ document });
    const pane = page.getByRole('dialog');
    await goTo(page, 'lookup');
    for (const keyword of ['RUN', 'IF/ELSE', 'GO TO']) {
      await page.getByRole('button', { name: keyword, exact: true }).first().click();
      await pane.getByText('Deterministic only').waitFor();
      expect(await pane.getByLabel('Mode').count()).toBe(0);
      if (keyword !== 'GO TO') await page.keyboard.press('Escape');
    }
    expect(await pane.getByLabel('Step', { exact: true }).locator('option').allTextContents()).toEqual([
      'hello',
      'give_up',
      'SET: tries = 1',
      'ASK: Ask “Which order?” for order',
      'RUN: Run find_order',
      'IF/ELSE: 1 branch',
    ]);
    await pane.getByLabel('Step', { exact: true }).selectOption('give_up');
    await isSaved(page);
    expect(valueAt(api.state.document, [...first, 5, 'target_step_id'])).toBe('give_up');
    await pane.getByText('Everything else, as JSON').click();
    await pane.getByLabel('This step as JSON').fill('{ "type": ');
    await pane.getByText(/^Line 1, column/).waitFor();
    await pane.getByRole('button', { name: 'Back to the last valid text' }).click();
    await pane.getByRole('button', { name: 'Done' }).click();
  });

  test('are added, moved and removed in the list, and one undo takes each back', async () => {
    const { page, api } = await open({ document });
    await goTo(page, 'lookup');
    await page.getByLabel('Add a step: Else of step 5').selectOption('SEND');
    await field(page, 'playbooks[0].sections[0].steps[4].else[0].text').fill('Once more.');
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: /^Move SET, 2 of 6/ }).press('ArrowUp');
    await page.getByRole('button', { name: 'Remove GO TO, step 6 of 6' }).click();
    await isSaved(page);
    expect(valueAt(api.state.document, [...first, 0, 'type'])).toBe('SET');
    expect(valueAt(api.state.document, [...first, 4, 'else'])).toEqual([{ type: 'SEND', text: 'Once more.' }]);
    expect(valueAt(api.state.document, [...first, 5])).toBeUndefined();
    await page.keyboard.press('Control+z');
    await page.getByText('Go on at hello').waitFor();
  });
});

import { describe, expect, test } from 'vitest';
import { valueAt, withValue } from '../../admin/document/path.ts';
import type { Finding } from '../../shared/finding.ts';
import type { Value } from '../../shared/value.ts';
import { browserStand, field, goTo, isSaved } from './browser-stand.ts';
import { axeFindings } from './open-page.ts';
import { sampleProject } from './sample-project.ts';

const { open } = browserStand();

const steps: Value = [
  { type: 'SEND', text: 'Hello' },
  {
    type: 'IF_ELSE',
    branches: [
      { operator: 'AND', conditions: [{ variable: 'tries', operator: 'gt', value: 3 }], steps: [{ type: 'SET', variable: 'sum', value: 1 }] },
    ],
  },
];
const lookup: Value = { name: 'lookup', sections: [{ name: 'Find it', steps }] };
const letter: Value = {
  name: 'letter',
  mode: 'run_all',
  steps: [
    { type: 'inline', prompt: 'Sum up.' },
    { type: 'snippet', snippetId: 'tone' },
  ],
};
const parts: [string, Value][] = [
  ['playbooks', [lookup]],
  ['promptSequences', [letter]],
  ['snippets', [{ id: 'tone', title: 'Our tone', content: 'Be friendly.' }]],
];
const document = parts.reduce((draft, [key, value]) => withValue(draft, [key], value), sampleProject);
const list = 'playbooks[0].sections[0].steps';
const found: Finding[] = [
  { level: 'warning', code: 'playbook.test', path: `${list}[1].branches[0].steps[0]`, message: 'This is a hint.' },
  { level: 'error', code: 'playbook.test', path: `${list}[1].branches[0].steps[0].value`, message: 'The value is wrong.' },
  { level: 'error', code: 'playbook.test', path: `${list}[1].branches[0].conditions[0].value`, message: 'Three of what?' },
];
const focused = (): string | undefined =>
  window.document.activeElement instanceof HTMLElement ? window.document.activeElement.dataset.path : undefined;

describe('a jump', { timeout: 120_000 }, () => {
  test('to a problem inside a step opens its pane and puts the focus into the field; the first message stands at the step', async () => {
    const { page } = await open({ document, findings: found });
    const problem = async (text: string): Promise<void> => {
      await page
        .getByRole('button', { name: /problem/i })
        .first()
        .click();
      await page.getByRole('button', { name: text }).click();
      await page.getByRole('dialog').waitFor();
    };
    await problem('The value is wrong.');
    await expect.poll(() => page.evaluate(focused)).toBe(`${list}[1].branches[0].steps[0].value`);
    expect(await page.getByRole('dialog').getByText('The value is wrong.').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });

    const rows = page.locator('.step-problem');
    expect(await rows.allTextContents()).toEqual(['Three of what?', 'The value is wrong.']);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/step-problem.png` });
    expect(await axeFindings(page)).toEqual([]);

    await goTo(page, 'start');
    await page.getByRole('button', { name: 'Three of what?' }).click();
    await expect.poll(() => page.evaluate(focused)).toBe(`${list}[1].branches[0].conditions[0].value`);
  });

  test('from the table of all variables leads to the editor of the stage; one that is added asks for its stage', async () => {
    const { page, api } = await open({ document });
    await goTo(page, 'Variables (1)');
    await page.getByRole('heading', { name: 'Variables', exact: true }).waitFor();
    expect(await page.locator('main tbody tr').allInnerTexts()).toEqual(['retryCount\tstart\tnumber\t0']);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/variables.png` });
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'retryCount of stage start' }).press('Enter');
    await expect.poll(() => page.evaluate(focused)).toBe('stages[0].variables[0].name');

    await goTo(page, 'Variables (1)');
    await page.getByLabel('Add a variable to a stage').selectOption('returns');
    await expect.poll(() => page.evaluate(focused)).toBe('stages[1].variables[0].name');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('reason');
    await isSaved(page);
    expect(valueAt(api.state.document, ['stages', 1, 'variables'])).toEqual([{ name: 'reason', type: 'string' }]);
    await goTo(page, 'Variables (2)');
    await page.getByRole('button', { name: 'reason of stage returns' }).waitFor();
  });

  test('the palette finds a variable by its name and goes to it', async () => {
    const { page } = await open({ document });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('retryC');
    await expect.poll(() => page.getByRole('option').allInnerTexts()).toEqual([expect.stringMatching(/^retryCount\s+variable in start$/)]);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(focused)).toBe('stages[0].variables[0].name');
  });

  test('from a snippet leads to the step that uses it', async () => {
    const { page } = await open({ document });
    await goTo(page, 'tone');
    await page.getByRole('button', { name: 'Step 2 of letter' }).click();
    await expect.poll(() => page.evaluate(focused)).toBe('promptSequences[0].steps[1].snippetId');
  });

  test('a condition that asks whether a variable is set has no value to fill in, and one that was typed stays', async () => {
    const { page, api } = await open({ document });
    await goTo(page, 'lookup');
    await page.getByRole('button', { name: 'IF/ELSE', exact: true }).click();
    const place = `${list}[1].branches[0].conditions[0]`;
    await field(page, `${place}.value`).waitFor();
    await field(page, `${place}.operator`).selectOption('is_set');
    await field(page, `${place}.value`).waitFor({ state: 'detached' });
    await isSaved(page);
    expect(valueAt(api.state.document, ['playbooks', 0, 'sections', 0, 'steps', 1, 'branches', 0, 'conditions', 0])).toEqual({
      variable: 'tries',
      operator: 'is_set',
      value: 3,
    });
    await field(page, `${place}.operator`).selectOption('lt');
    await expect.poll(() => field(page, `${place}.value`).inputValue()).toBe('3');
  });
});

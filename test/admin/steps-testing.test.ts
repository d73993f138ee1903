import { describe, expect, test } from 'vitest';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { projectOf, reply } from '../world.ts';
import { liveStand } from './live-stand.ts';
import { personAt } from './step-counter.ts';

const { open, begin } = liveStand();

const hello = {
  name: 'Hello',
  classificationTrigger: 'The user greets',
  examples: ['hello there', 'good morning', 'hi you', 'greetings', 'hey'],
  effects: [reply('Hi!')],
};
const retry = {
  name: 'Retry',
  classificationTrigger: 'The user wants to try again',
  examples: ['try again', 'once more please', 'another attempt', 'do it again', 'retry it'],
  condition: 'vars.retryCount < 3',
  effects: [reply('Trying again.')],
};
const plain = projectOf([hello]);
/** The composer has the focus as soon as the test chat is there. */
const composerIsReady = (page: Awaited<ReturnType<typeof open>>['page']) =>
  page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Message to the draft');

describe('steps', { timeout: 90_000 }, () => {
  test('from the link that a fresh server prints to the first reply of the bot: at most 5', async () => {
    const { page, link } = await begin();
    const person = personAt(page);
    await person.visit(link);
    await page.getByRole('navigation', { name: 'Outline' }).waitFor();
    await person.press('Control+j');
    await composerIsReady(page);
    await person.type('when are you open?');
    await person.press('Enter');
    await page.locator('.bubble.assistant', { hasText: 'We are open Monday to Saturday' }).waitFor();
    person.tookAtMost(5, 'the first reply from a clean start');
  });

  test('a button that sets a variable, made, pressed in the test chat, and its value seen in the trace: at most 9', async () => {
    const { page } = await open(plain);
    const person = personAt(page);
    await person.click(page.locator('.outline').getByText('Hello', { exact: true }));
    await person.click(page.getByRole('button', { name: '+ Add button that sets a variable' }));
    await person.fill(page.getByLabel('Variable that button 1 sets'), 'colour');
    await person.fill(page.getByLabel('Value that button 1 sets'), 'red');
    await person.press('Control+j');
    await composerIsReady(page);
    await person.type('hello there');
    await person.press('Enter');
    await person.click(page.locator('.chat-buttons button'));
    const turn = page.locator('.chat-log .turn', { hasText: 'SetByButton' });
    await person.click(turn.locator('summary').first());
    await turn.locator('.trace-changes', { hasText: 'vars.colour' }).getByText('red').waitFor();
    person.tookAtMost(9, 'a button that sets a variable, and its value in the trace');
  });

  test('“why did this match nothing” found, the example added, run again: at most 4', async () => {
    const { page } = await open(projectOf([hello, { ...retry, condition: undefined } as typeof hello]));
    await page.keyboard.press('Control+j');
    await composerIsReady(page);
    await page.keyboard.type('wotcher mate');
    await page.keyboard.press('Enter');
    const person = personAt(page);
    // The card of a turn that met nothing is open: the reason is there without a step.
    await page.locator('.why-nothing', { hasText: 'Nothing matched.' }).waitFor();
    const meant = page.getByLabel('This message means');
    if ((await meant.inputValue()) !== 'Hello') await person.choose(meant, 'Hello');
    await person.click(page.getByRole('button', { name: 'Add as example' }));
    await person.click(page.getByRole('button', { name: 'Run again on the draft' }));
    await page.locator('.bubble.assistant', { hasText: 'Hi!' }).waitFor();
    person.tookAtMost(4, 'why nothing matched, the example, run again');
  });

  test('a wrong condition found and fixed: at most 2', async () => {
    const project: AuthoredProject = {
      ...plain,
      stages: [{ name: 'Main', variables: [{ name: 'retryCount', type: 'number', default: 4 }], actions: [hello, retry] }],
    };
    const { page, call } = await open(project);
    await page.keyboard.press('Control+j');
    await composerIsReady(page);
    await page.keyboard.type('once more please');
    await page.keyboard.press('Enter');
    const person = personAt(page);
    await page.locator('.conditions', { hasText: 'vars.retryCount (4) < 3' }).waitFor();
    await person.click(page.locator('.conditions').getByRole('button', { name: 'Retry' }));
    // The way there selects the whole condition: what is typed replaces it.
    await page.waitForFunction((written) => getSelection()?.toString() === written, retry.condition);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/steps-condition.png` });
    await person.type('vars.retryCount < 9');
    person.tookAtMost(2, 'a wrong condition found and fixed');
    await page.locator('.saving.saved').waitFor();
    await expect
      .poll(async () => (await call<{ document: AuthoredProject }>('/projects/test/draft')).document.stages[0]?.actions?.[1]?.condition)
      .toBe('vars.retryCount < 9');
    await page.getByRole('button', { name: 'Run again on the draft' }).last().click();
    await page.locator('.bubble.assistant', { hasText: 'Trying again.' }).waitFor();
  });
});

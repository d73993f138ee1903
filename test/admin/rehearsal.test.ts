import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AdminConversations } from '../../shared/admin.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { visit } from '../server/stand.ts';
import { projectOf, reply } from '../world.ts';
import { goTo, isSaved, openConversations } from './browser-stand.ts';
import { type Live, liveStand } from './live-stand.ts';
import { axeFindings } from './open-page.ts';

const { open } = liveStand();
const shop: AuthoredProject = JSON.parse(readFileSync(join(import.meta.dirname, '../../demo/shop.project.json'), 'utf8'));
const hello = (answer: string) => ({
  name: 'Hello',
  classificationTrigger: 'The user greets',
  examples: ['hello there', 'good morning', 'hi you', 'greetings', 'hey'],
  effects: [reply(answer)],
});

type Page = Live['page'];
const composer = (page: Page) => page.getByLabel('Message to the draft');
const say = async (page: Page, text: string): Promise<void> => {
  await composer(page).fill(text);
  await composer(page).press('Enter');
};
const toolsFold = 'Fire a command, set a variable, jump to a stage';
const heard = (page: Page, text: string) => page.locator('.chat-log .bubble.assistant', { hasText: text }).last().waitFor();
const openChat = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+j');
  await composer(page).waitFor();
};

describe('the test chat', { timeout: 90_000 }, () => {
  test('is the first panel of the dock and opens with it; what is said in it is answered by the draft, and no operator sees it', async () => {
    const { page, call } = await open(shop);
    await openChat(page);
    expect(await page.locator('.dock-bar button').first().textContent()).toBe('Test');
    await say(page, 'has my package 20481 left yet?');
    await heard(page, 'Rain jacket');
    await page.locator('.bubble').getByRole('button', { name: 'Send something back' }).click();
    await heard(page, 'Which order would you like to send back?');
    expect(await page.locator('.standing').textContent()).toContain('Return');
    await page.getByRole('group', { name: 'Buttons of the widget' }).getByRole('button', { name: 'Opening hours' }).click();
    await heard(page, 'We are open');
    expect((await call<AdminConversations>('/projects/shop/conversations')).conversations).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
  });

  test('an edit of the draft counts at once, and the trace of the next turn says so', async () => {
    const { page } = await open(projectOf([hello('Hi!')]));
    await openChat(page);
    await say(page, 'hello there');
    await heard(page, 'Hi!');
    await goTo(page, 'Hello');
    await page.locator('textarea[data-path="stages[0].actions[0].effects[0].responses[0]"]').fill('Good day!');
    await say(page, 'hello there');
    await heard(page, 'Good day!');
    await page.locator('.chat-log .turn').last().locator('summary').first().click();
    await page.getByText('The draft was edited: from this turn on the newest one answers.').waitFor();
  });

  test('a draft with errors is told with its findings, which lead to their places', async () => {
    const { page } = await open(
      projectOf([hello('Hi!'), { name: 'Go', triggerOnClientCommand: true, effects: [{ type: 'go_to_stage', stage: 'Main' }] }]),
    );
    await openChat(page);
    await say(page, 'hello there');
    await heard(page, 'Hi!');
    await page.getByRole('button', { name: 'JSON', exact: true }).click();
    const area = page.getByLabel('The whole project as JSON');
    await area.fill((await area.inputValue()).replace('"stage": "Main"', '"stage": "Nowhere"'));
    await isSaved(page);
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await say(page, 'hello there');
    const problem = page.locator('.chat-log .problem', { hasText: 'There is no stage "Nowhere"' });
    await problem.waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await problem.click();
    await page.getByRole('heading', { name: 'Action Go' }).waitFor();
    expect(await page.locator('.chat-log .bubble.assistant').count()).toBe(1);
  });

  test('commands are fired with their parameters, variables set, stages jumped to; a new visitor and a restart begin anew', async () => {
    const { page } = await open(shop);
    await openChat(page);
    const tools = page.getByRole('region', { name: 'Test tools' });
    await tools.getByText(toolsFold).click();
    await tools.getByLabel('orderNumber').fill('33107');
    await tools.getByRole('button', { name: 'Fire' }).click();
    await heard(page, 'Camping stove');
    await tools.getByText('userProfile.lastOrder').waitFor();
    await tools.getByLabel('Stage').selectOption('Return');
    await tools.getByRole('button', { name: 'Jump' }).click();
    await heard(page, 'Gladly');
    await tools.getByLabel('Set', { exact: true }).fill('attempts');
    await tools.getByLabel('to', { exact: true }).fill('3');
    await tools.getByRole('button', { name: 'Set', exact: true }).click();
    await tools.locator('.standing div', { hasText: 'vars.attempts' }).getByText('3').waitFor();
    await say(page, 'it is order 12345');
    await page.locator('.conditions', { hasText: 'vars.attempts (3) < 3' }).waitFor();
    await page.getByText('NameOrder is meant, with 1.00, and was hidden: its condition is false.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await tools.getByRole('button', { name: 'Restart' }).click();
    await page.locator('.standing', { hasText: 'Welcome' }).waitFor();
    expect(await page.locator('.standing').textContent()).toContain('userProfile.lastOrder');
    await tools.getByRole('button', { name: 'New visitor' }).click();
    await page.locator('.standing').getByText('userProfile.lastOrder').waitFor({ state: 'detached' });
  });

  test('a form under an answer is filled in, and a button of a card is pressed', async () => {
    const { page } = await open(
      projectOf([
        hello('Hi!'),
        {
          name: 'Mend',
          triggerOnClientCommand: true,
          form: true,
          parameters: [
            { name: 'fault', required: true, onMissing: 'ask', question: 'What is broken?', acceptedValues: ['Sole', 'Seam'] },
            { name: 'note', required: true, onMissing: 'ask', description: 'Note' },
          ],
          effects: [{ ...reply('{{params.fault}}: {{params.note}}'), cards: [{ title: 'Meanwhile', buttons: [{ label: 'hello there' }] }] }],
        },
      ]),
    );
    await openChat(page);
    await page.getByText(toolsFold).click();
    await page.getByRole('region', { name: 'Test tools' }).getByRole('button', { name: 'Fire' }).click();
    const form = page.locator('.chat-form');
    await form.locator('select').selectOption('Seam');
    await form.locator('input').fill('left shoe');
    expect(await axeFindings(page)).toEqual([]);
    await form.getByRole('button').click();
    await heard(page, 'Seam: left shoe');
    await page.locator('.chat-card').getByRole('button', { name: 'hello there' }).click();
    await heard(page, 'Hi!');
  });

  test('a turn is run again with the state that it met, beside what it was', async () => {
    const { page } = await open(
      projectOf([
        {
          ...hello('{{vars.n}}'),
          effects: [
            { type: 'modify_variables', modifications: [{ variable: 'n', operation: 'set', value: '=(vars.n ?? 0) + 1' }] },
            reply('Times: {{vars.n}}'),
          ],
        },
      ]),
    );
    await openChat(page);
    await say(page, 'hello there');
    await heard(page, 'Times: 1');
    await say(page, 'hello there');
    await heard(page, 'Times: 2');
    await page.locator('.chat-log .turn').last().locator('summary').first().click();
    await page.getByRole('button', { name: 'Run again on the draft' }).click();
    await page.locator('.chat-log .bubble.assistant').nth(2).waitFor();
    expect(await page.locator('.chat-log .bubble.assistant').allTextContents()).toEqual(['Times: 1', 'Times: 2', 'Times: 2']);
  });
});

describe('a real conversation', { timeout: 90_000 }, () => {
  test('is run again on the draft, with both cards in sight, goes on in the test chat, and is saved as a test', async () => {
    const { page, address } = await open(projectOf([hello('Hi!')]));
    const guest = await visit(address);
    await guest.say('hello there');
    await guest.heard(1);
    guest.leave();
    await goTo(page, 'Hello');
    await page.locator('textarea[data-path="stages[0].actions[0].effects[0].responses[0]"]').fill('Good day!');
    await isSaved(page);
    await openConversations(page);
    await page.getByRole('navigation', { name: 'Conversations' }).getByRole('link').first().click();
    await page.locator('.turn', { hasText: 'hello there' }).locator('summary').first().click();
    await page.getByRole('button', { name: 'Run again on the draft' }).click();
    await page.locator('.on-draft .bubble', { hasText: 'Good day!' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save as test' }).first().click();
    await page.locator('.notice', { hasText: 'Saved as the test “hello there”' }).waitFor();
    await page.getByRole('button', { name: 'Go on in the test chat' }).click();
    await say(page, 'hey');
    await heard(page, 'Good day!');
    await page.getByRole('button', { name: 'Tests (1)' }).click();
    await page.getByRole('button', { name: 'Run all' }).click();
    await page.getByText('0 of 1 passed, 1 failed.').waitFor();
    const row = page.locator('.test tr', { hasText: 'reply' });
    expect(await row.locator('code').allTextContents()).toEqual(['Hi!', 'Good day!']);
  });
});

describe('the tests of a project', { timeout: 90_000 }, () => {
  test('are run all at once or alone, saved from the test chat, changed and removed', async () => {
    const { page, call } = await open(shop);
    await openChat(page);
    await say(page, 'I want to return something');
    await heard(page, 'Gladly');
    await page.locator('.chat-log .turn').last().locator('summary').first().click();
    await page.getByRole('button', { name: 'Save as test' }).click();
    await page.getByRole('button', { name: 'Tests (7)' }).click();
    await page.getByRole('button', { name: 'Run all' }).click();
    await page.getByText('7 of 7 passed.').waitFor();
    await isSaved(page);
    const saved = (await call<{ document: AuthoredProject }>('/projects/shop/draft')).document.tests?.[6];
    expect(saved).toMatchObject({
      name: 'I want to return something',
      steps: [
        {
          say: 'I want to return something',
          expect: { actions: ['StartReturn'], stage: 'Return', vars: { attempts: 0 }, reply: { text: expect.stringMatching(/^Gladly/) } },
        },
      ],
    });
    const own = page.locator('.test').last();
    await own.locator('summary').click();
    await own.getByRole('button', { name: 'Edit' }).click();
    const json = own.getByLabel('This test as JSON');
    await json.fill((await json.inputValue()).replace('"Return"', '"Welcome"'));
    await own.getByRole('button', { name: 'Run', exact: true }).click();
    await own.locator('tr', { hasText: 'stage' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await own.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Tests (6)' }).waitFor();
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: 'Tests (7)' }).waitFor();
  });

  test('in the dark and without tests there is a way to begin', async () => {
    const { page } = await open(projectOf([hello('Hi!')]), 'dark');
    await openChat(page);
    await say(page, 'purple monkeys');
    await page.locator('.turn[open] .why-nothing').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Tests', exact: true }).click();
    await page.getByRole('button', { name: 'test chat' }).click();
    await composer(page).waitFor();
  });
});

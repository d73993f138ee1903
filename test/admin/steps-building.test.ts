import { describe, expect, test } from 'vitest';
import type { AdminDraft, AdminVersions } from '../../shared/admin.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { field, goTo, isSaved } from './browser-stand.ts';
import { liveStand } from './live-stand.ts';
import { personAt } from './step-counter.ts';

const { open } = liveStand();

const answer = (text: string) => ({ type: 'generate_response' as const, mode: 'prescripted' as const, responses: [text] });
const shop: AuthoredProject = {
  name: 'shop',
  stages: [
    {
      name: 'start',
      actions: [
        { name: 'hello', examples: ['hello', 'hi there', 'good morning', 'good evening', 'hey'], effects: [answer('Hi!'), answer('Never said.')] },
        {
          name: 'hours',
          examples: ['opening hours', 'when are you open', 'are you open', 'open today', 'closing time'],
          effects: [answer('9 to 6.')],
        },
      ],
    },
  ],
  tools: [{ name: 'find_order', type: 'script', code: "return { status: 'shipped' };" }],
};

const isAtHeading = (name: string): boolean => {
  const { activeElement: active } = document;
  return active?.tagName === 'H1' && active.textContent.includes(name);
};

describe('steps that it takes', { timeout: 120_000 }, () => {
  test('to publish: 3 at most', async () => {
    const { page, call } = await open(shop);
    await page.getByLabel('Persona').fill('Kind.');
    const by = personAt(page);
    await by.click(page.getByRole('button', { name: 'Publish…' }));
    await by.fill(page.getByLabel('Note'), 'kinder');
    await by.click(page.getByRole('button', { name: 'Publish version 2' }));
    await page.locator('.notice', { hasText: 'Version 2 is live' }).waitFor();
    expect((await call<AdminVersions>('/projects/shop/versions')).versions[1]).toMatchObject({ version: 2, note: 'kinder', moveRunning: false });
    by.tookAtMost(3, 'to publish');
  });

  test('to roll back: 3 at most', async () => {
    const { page, call } = await open(shop);
    await page.getByLabel('Persona').fill('Kind.');
    await page.getByRole('button', { name: 'Publish…' }).click();
    await page.getByRole('button', { name: 'Publish version 2' }).click();
    await page.locator('.notice', { hasText: 'Version 2 is live' }).waitFor();
    const by = personAt(page);
    await by.click(page.getByRole('link', { name: 'Versions' }));
    await by.click(page.getByRole('button', { name: 'What differs from now in version 1' }));
    await by.click(page.getByRole('button', { name: 'Roll back to version 1' }));
    await page.locator('.notice', { hasText: 'Version 3 is live' }).waitFor();
    expect((await call<AdminDraft>('/projects/shop/draft')).document).toEqual(shop);
    by.tookAtMost(3, 'to roll back');
  });

  test('to reorder by keys: 4 at most, and to take it back: 1', async () => {
    const { page, call } = await open(shop);
    const names = async (): Promise<unknown[]> => {
      await isSaved(page);
      const { document } = await call<{ document: AuthoredProject }>('/projects/shop/draft');
      return (document.stages[0]?.actions ?? []).map(({ name }) => name);
    };
    const by = personAt(page);
    await by.press('Control+k');
    await page.getByRole('combobox', { name: 'Open or do' }).waitFor();
    await by.type('hours');
    await by.press('Enter');
    // What the palette opens has the focus on its heading, which the keys move as they move its row; the focus goes with it.
    await page.waitForFunction(isAtHeading, 'hours');
    await by.press('Alt+ArrowUp');
    await page.locator('.notice', { hasText: 'hours moved to 1 of 2' }).waitFor();
    expect(await names()).toEqual(['hours', 'hello']);
    await page.waitForFunction(isAtHeading, 'hours');
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/steps-heading.png` });
    by.tookAtMost(4, 'to reorder by keys');
    const back = personAt(page);
    await back.press('Control+z');
    await expect.poll(names).toEqual(['hello', 'hours']);
    back.tookAtMost(1, 'to take a move back');
  });

  test('to build a playbook with ASK, RUN, IF, SEND and GO TO, and to run it: 18 at most', async () => {
    const { page } = await open(shop);
    const pane = page.getByRole('dialog');
    const by = personAt(page);
    await by.click(page.getByRole('button', { name: '+ New playbook' }));
    await by.fill(field(page, 'playbooks[0].examples[0]'), 'find my parcel');
    await by.choose(page.getByLabel('Add a step: Steps of section 1'), 'ASK');
    await by.fill(pane.getByLabel('Question'), 'Which order?');
    await by.fill(pane.getByLabel('Variable'), 'order');
    await by.choose(pane.getByLabel('Next step'), 'RUN');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-path'))).toBe('playbooks[0].sections[0].steps[2].target');
    await by.choose(pane.getByLabel('What to run'), 'action:find_order');
    await by.choose(pane.getByLabel('Next step'), 'IF_ELSE');
    await by.fill(pane.getByLabel('Variable of condition 1'), 'order');
    await by.choose(pane.getByLabel('Next step'), 'SEND');
    await by.fill(pane.getByLabel('Text'), 'It is on its way.');
    await by.click(pane.getByRole('button', { name: 'Done' }));
    await by.choose(page.getByLabel('Add a step: Branch 1 of step 4'), 'GO_TO');
    await by.choose(pane.getByLabel('Step', { exact: true }), { label: 'SEND: Say “It is on its way.”' });
    await by.press('Escape');
    await by.press('Control+j');
    await by.fill(page.getByLabel('Message to the draft'), 'find my parcel');
    await by.press('Enter');
    await page.locator('.bubble.assistant', { hasText: 'Which order?' }).waitFor();
    by.tookAtMost(18, 'a playbook built and run');
    // It also comes to its end: the GO TO of the branch leads to what is said.
    await page.getByLabel('Message to the draft').fill('12345');
    await page.keyboard.press('Enter');
    await page.locator('.bubble.assistant', { hasText: 'It is on its way.' }).waitFor();
  });

  test('to see where an effect really runs: none beyond opening the action', async () => {
    const { page } = await open(shop);
    await goTo(page, 'hello');
    await page.locator('.run-order .rail-item.idle', { hasText: 'Will not run: an earlier effect answers.' }).waitFor();
  });
});

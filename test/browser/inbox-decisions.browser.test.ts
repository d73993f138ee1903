import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { type Live, liveStand } from '../admin/live-stand.ts';
import { axeFindings } from '../admin/open-page.ts';
import { type ModelServer, type RecordedRequest, type ScriptedAnswer, startModelServer } from '../model-server.ts';
import { type Guest, visit } from '../server/stand.ts';

// A busy machine takes its time; nothing here measures how long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 });

const stand = liveStand();
let model: ModelServer;
beforeAll(async () => {
  model = await startModelServer(tidying);
});
afterAll(() => model.close());

/** A model that sets an amount and shows a choice in the first step, and asks for more in the second. */
function tidying({ body }: RecordedRequest): ScriptedAnswer {
  const system = String(body.messages[0]?.content);
  if (system.includes('Ask whether')) return { text: 'Is there anything else?' };
  if (!system.includes('Set the amount.')) return { text: 'I see.' };
  if (body.messages.some(({ role }) => role === 'tool')) return { text: 'That is done.' };
  return {
    calls: [
      { tool: 'modify_variables', arguments: { amount: 5 }, id: 'call_a' },
      { tool: 'Offer', arguments: {}, id: 'call_b' },
    ],
  };
}

const project = (): AuthoredProject => ({
  name: 'test',
  models: [{ name: 'main', provider: 'openai_compatible', model: 'scripted', address: model.address }],
  actionSequences: [
    {
      name: 'Offer',
      actions: [
        {
          effect: {
            type: 'generate_response',
            mode: 'prescripted',
            responses: ['Which one?'],
            buttons: [
              { label: 'The mug', command: 'Take' },
              { label: 'The cup', command: 'Take' },
            ],
            cards: [{ title: 'A mug' }, { title: 'A cup' }],
          },
        },
      ],
    },
  ],
  globalActions: [
    { name: 'Take', triggerOnClientCommand: true, effects: [{ type: 'generate_response', mode: 'prescripted', responses: ['It is yours.'] }] },
  ],
  stages: [{ name: 'Main', tools: ['modify_variables', 'Offer'], variables: [{ name: 'amount', type: 'number' }] }],
  promptSequences: [
    {
      name: 'Tidy up',
      mode: 'approve_before_continuing',
      steps: [
        { type: 'inline', prompt: 'Set the amount.' },
        { type: 'inline', prompt: 'Ask whether there is anything else.' },
      ],
    },
  ],
});

/** The inbox over conversations of so many visitors, who have each said their word; the last one to come stands first. */
async function inboxWith(count: number): Promise<{ live: Live; guests: Guest[] }> {
  const live = await stand.open(project());
  const guests: Guest[] = [];
  for (let at = 0; at < count; at += 1) {
    const guest = await visit(live.address);
    await guest.press('Take');
    await guest.heard(1);
    guests.unshift(guest);
  }
  await live.page.goto(`${live.address}/admin/#/inbox/`);
  await expect.poll(() => live.page.locator('.inbox-list li').count(), patient).toBe(count);
  return { live, guests };
}

/** How long something may take that comes by itself. */
const patient = { timeout: 15_000 };

const idOf = (guest: Guest | undefined): string => guest?.welcome.conversation ?? '';
/** It is opened, and drawn as such: the next key starts from there. */
const opened = (page: Page, guest: Guest | undefined): Promise<void> => page.locator(`.inbox-list a[aria-current][href$="${idOf(guest)}"]`).waitFor();
const start = ({ call }: Live, guest: Guest | undefined) =>
  call('/projects/test/tasks', { method: 'POST', body: { task_source: 'sequence', sequence_id: 'Tidy up', conversation: idOf(guest) } });

/** The card of a step that waits for a decision. */
const waiting = (page: Page, step: number): Locator =>
  page.locator('.checkpoint.pending').and(page.getByRole('region', { name: `Tidy up, step ${step} of 2` }));

const status = async ({ call }: Live, guest: Guest | undefined) => {
  const { runs } = await call<{ runs: { status: string }[] }>(`/projects/test/conversations/${idOf(guest)}/sequences`);
  return runs.at(-1)?.status;
};
const amount = async ({ call }: Live, guest: Guest | undefined) =>
  (await call<{ vars: Record<string, unknown> }>(`/projects/test/inbox/${idOf(guest)}`)).vars.amount;

describe('the keys of the inbox in the page', () => {
  test('J, K and the arrows walk the list, / searches, A approves and X rejects; the list of keys names them all', async () => {
    const { live, guests } = await inboxWith(2);
    const { page } = live;
    const [first, second] = guests;
    const { keyboard } = page;
    await keyboard.press('j');
    await opened(page, first);
    await keyboard.press('j');
    await opened(page, second);
    await keyboard.press('k');
    await opened(page, first);
    await page.locator('.inbox-list a').first().focus();
    await keyboard.press('ArrowDown');
    await opened(page, second);
    await keyboard.press('ArrowUp');
    await opened(page, first);

    await keyboard.press('?');
    const listed = page.getByRole('dialog', { name: 'Keys' });
    await listed.waitFor();
    const inbox = listed.locator('dl > div', { hasText: 'inbox:' }).locator('dt');
    expect(await inbox.allTextContents()).toEqual(['J K', '↑ ↓', 'T', 'R', 'H', 'A X', '/']);
    await keyboard.press('Escape');
    await listed.waitFor({ state: 'detached' });

    await start(live, first);
    await waiting(page, 1).waitFor();
    await keyboard.press('/');
    const search = page.getByRole('searchbox', { name: 'Search conversations' });
    await expect.poll(() => search.evaluate((field) => field === document.activeElement), patient).toBe(true);
    await keyboard.type('ax');
    expect(await search.inputValue()).toBe('ax');
    await search.fill('');
    // Nothing was decided by what was typed, and keys work again outside of the field.
    expect(await status(live, first)).toBe('waiting_for_approval');
    await page.locator('.inbox-entries').focus();
    await keyboard.press('a');
    await waiting(page, 2).waitFor();
    await expect.poll(() => amount(live, first), patient).toBe(5);
    await keyboard.press('x');
    await waiting(page, 2).waitFor({ state: 'detached' });
    await expect.poll(() => status(live, first), patient).toBe('succeeded');
    await page.getByText('Decided (2)').click();
    await expect.poll(() => page.locator('.checkpoint > header .tag').allTextContents(), patient).toEqual(['rejected', 'applied']);
    expect(first?.events.some((event) => event.type === 'message' && event.message.text === 'Is there anything else?')).toBe(false);
    for (const guest of guests) guest.leave();
  });
});

describe('deciding in the page', () => {
  test('a part is approved and shows what was left out, the next step rejected; another run is rebased and applied, then reverted', async () => {
    const { live, guests } = await inboxWith(1);
    const { page } = live;
    const [guest] = guests;
    await page.locator('.inbox-list a').click();
    await start(live, guest);
    const first = waiting(page, 1);
    await first.getByText('with buttons The mug, The cup; 2 cards: A mug, A cup').waitFor();
    await first.getByRole('checkbox', { name: 'Main · amount' }).uncheck();
    await first.getByRole('button', { name: 'Approve this part' }).click();
    await guest?.heard(3);
    expect(await amount(live, guest)).toBeUndefined();
    const words = guest?.events.flatMap((event) => (event.type === 'message' && event.message.text === 'Which one?' ? [event.message] : []));
    expect(words).toMatchObject([{ buttons: [{ label: 'The mug' }, { label: 'The cup' }], cards: [{ title: 'A mug' }, { title: 'A cup' }] }]);
    await waiting(page, 2).getByRole('button', { name: 'Reject and continue' }).click();
    await expect.poll(() => status(live, guest), patient).toBe('succeeded');
    await page.getByText('Decided (2)').click();
    const part = page.locator('.checkpoint.partly_applied');
    expect(await part.locator('li.left-out').allTextContents()).toEqual([expect.stringMatching(/^Main · amount.*left out/)]);
    expect(await part.locator('li:not(.left-out)').count()).toBe(2);
    // Nothing of what was applied can be taken back.
    expect(await part.getByRole('button', { name: 'Revert' }).count()).toBe(0);
    expect(await page.locator('.checkpoint.rejected li.left-out').count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);

    await start(live, guest);
    await first.waitFor();
    await guest?.say('and now?');
    await page.locator('.inbox-entries').getByText('and now?').waitFor();
    await first.getByRole('button', { name: /^Approve/ }).click();
    await first.getByText('The user has written since the step began.').waitFor();
    await first.getByRole('button', { name: /^Rebase and apply/ }).click();
    await expect.poll(() => amount(live, guest), patient).toBe(5);
    const applied = page.locator('.checkpoint.applied');
    await applied.getByRole('button', { name: 'Revert' }).click();
    await page.locator('.checkpoint.reverted').getByText('What was said to the visitor cannot be unsaid.').first().waitFor();
    await expect.poll(() => amount(live, guest), patient).toBeUndefined();
    guest?.leave();
  });
});

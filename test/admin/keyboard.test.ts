import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { AdminConversations } from '../../shared/admin.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { visit } from '../server/stand.ts';
import { rememberFocus, tabTo, walk } from './keyboard-walk.ts';
import { type Live, liveStand } from './live-stand.ts';
import { sampleProject } from './sample-project.ts';

const { open } = liveStand();

const ask = { type: 'ASK', question: 'Which order?', inputs: [{ variable: 'order', instructions: 'its number' }] };
const fork = { type: 'IF_ELSE', branches: [{ operator: 'AND', conditions: [{ variable: 'order', operator: 'is_set' }], steps: [ask] }] };
/** One of everything that has an editor. */
const full = {
  ...(sampleProject as object),
  tools: [
    { name: 'find_order', type: 'script', code: 'result = { status: 1 };', parameters: [{ name: 'orderNumber' }] },
    { name: 'ask_stock', type: 'webhook', url: 'https://shop.example', headers: { accept: 'text/plain' } },
    { name: 'sum_up', type: 'smart_function', prompt: 'Sum up.', parameters: [{ name: 'text' }] },
  ],
  actionSequences: [{ name: 'chain', actions: [{ tool: 'find_order' }, { effect: { type: 'handoff' } }] }],
  playbooks: [{ name: 'refund', sections: [{ name: 'Start', steps: [ask, fork] }] }],
  promptSequences: [
    {
      name: 'offer',
      mode: 'auto_apply_changes',
      steps: [
        { type: 'inline', prompt: 'Write an offer.' },
        { type: 'inline', prompt: 'Shorten it.' },
      ],
    },
  ],
  snippets: [{ id: 'opening', content: 'From 9 to 18.' }],
  models: [{ name: 'main', provider: 'openai', model: 'gpt-4.1-mini', apiKey: 'OPENAI_API_KEY' }],
  transformers: [{ name: 'tidy', type: 'script', code: 'vars.retryCount = 0;' }],
  constants: { shopName: 'The shop' },
} as unknown as AuthoredProject; // the server says what is wrong with it

const parts: Record<string, string> = {
  'the project': '',
  'a stage': 'stages[0]',
  'an action': 'stages[0].actions[0]',
  'a hook': 'stages[0].onFallback',
  'a global action': 'globalActions[0]',
  'all tools': 'tools',
  'a script': 'tools[0]',
  'a webhook': 'tools[1]',
  'a smart function': 'tools[2]',
  'a sequence': 'actionSequences[0]',
  'a playbook': 'playbooks[0]',
  'a prompt sequence': 'promptSequences[0]',
  'a snippet': 'snippets[0]',
  knowledge: 'knowledge',
  'profile fields': 'profile',
  'a model': 'models[0]',
  'a transformer': 'transformers[0]',
  'all variables': 'variables',
  constants: 'constants',
  'the widget': 'widget',
};

/** What is reached by other keys: the outline moves its rows by Alt and the arrows, so its handles are for pointers. */
const isMovedByKeys = (name: string): boolean => /^button\.handle/.test(name);

/** What is wrong with a screen for somebody who has keys alone. */
async function walked(page: Page): Promise<object> {
  const found = await walkedOnce(page);
  // What a fold has fetched comes while the walk goes on, so what was missed then is looked for once more.
  return Object.keys(found).length > 0 ? walkedOnce(page) : found;
}

async function walkedOnce(page: Page): Promise<object> {
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
  const { reached, pointerOnly, ...found } = await walk(page);
  const back = await walk(page, 'Shift+Tab');
  const wrong = {
    ...found,
    pointerOnly: pointerOnly.filter((name) => !isMovedByKeys(name)),
    missedBackwards: back.missed,
    trapsBackwards: back.traps,
  };
  expect(reached).toBeGreaterThan(5);
  return Object.fromEntries(Object.entries(wrong).filter(([, list]) => list.length > 0));
}

async function goTo(page: Live['page'], hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await page.locator('.opening').waitFor({ state: 'detached' });
}

/** What a dialog leaves to be desired once it is open: the walk through it stays in it, and Escape gives the focus back. */
async function dialogWalked(page: Page, { open: openIt, close = 'Escape' }: { open: () => Promise<void>; close?: string }): Promise<unknown> {
  const givenBack = await rememberFocus(page);
  await openIt();
  await page.locator('dialog[open]').waitFor();
  const { reached, pointerOnly: _, ...found } = await walk(page);
  const back = await walk(page, 'Shift+Tab');
  const isLeft = await page.evaluate(() => document.activeElement !== document.body && document.activeElement?.closest('dialog[open]') === null);
  await page.keyboard.press(close);
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  const wrong = { ...found, missedBackwards: back.missed, trapsBackwards: back.traps };
  const amiss = Object.entries(wrong).filter(([, list]) => list.length > 0);
  return { ...Object.fromEntries(amiss), reachedSomething: reached > 0, isLeft, focus: await givenBack() };
}
const fine = { reachedSomething: true, isLeft: false, focus: 'given back' };

async function conversationOf(address: string): Promise<void> {
  const guest = await visit(address, { project: 'shop' });
  await guest.say('where is my order 12345');
  await guest.heard(1);
  guest.leave();
}

describe('by keys alone', { timeout: 240_000 }, () => {
  test('every editor is walked through by Tab and back: everything is come to, the focus shows, nothing holds it', async () => {
    const { page } = await open(full);
    const found: Record<string, unknown> = {};
    for (const [name, path] of Object.entries(parts)) {
      await goTo(page, `#/build/${path}`);
      const wrong = await walked(page);
      if (Object.keys(wrong).length > 0) found[name] = wrong;
    }
    expect(found).toEqual({});
  });

  test('so is every panel of the dock, and it gives the focus back when it closes', async () => {
    const { page } = await open(full);
    const found: Record<string, unknown> = {};
    await goTo(page, '#/build/stages[0].actions[0]');
    await tabTo(page, 'Name');
    const givenBack = await rememberFocus(page);
    await page.keyboard.press('Control+j');
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Message to the draft');
    await page.keyboard.type('where is my order 12345');
    await page.keyboard.press('Enter');
    await page.locator('.chat-log .turn').first().waitFor();
    await page.keyboard.press('Control+j');
    expect(await givenBack()).toBe('given back');
    for (const name of ['Test', /^Tests/, 'Trace', /^Problems/, 'JSON']) {
      await tabTo(page, name);
      await page.keyboard.press('Enter');
      await page.locator('.dock-body').waitFor();
      const wrong = await walked(page);
      if (Object.keys(wrong).length > 0) found[String(name)] = wrong;
    }
    expect(found).toEqual({});
  });

  test('so is every room, with a conversation and its trace opened', async () => {
    const { page, address } = await open(full);
    await conversationOf(address);
    const found: Record<string, unknown> = {};
    const look = async (name: string): Promise<void> => {
      const wrong = await walked(page);
      if (Object.keys(wrong).length > 0) found[name] = wrong;
    };
    await tabTo(page, /^Inbox/);
    await page.keyboard.press('Enter');
    await page.locator('.inbox').waitFor();
    await tabTo(page, 'All conversations');
    await page.keyboard.press('Enter');
    await page.locator('.conversations li a').waitFor();
    await tabTo(page, /\d turns? ·/);
    await page.keyboard.press('Enter');
    await page.locator('.turn').first().waitFor();
    await look('conversations');
    for (const room of [/^Versions/, /^Settings/]) {
      await tabTo(page, room);
      await page.keyboard.press('Enter');
      await look(room.source);
    }
    for (const part of ['team', 'audit']) {
      await goTo(page, `#/settings/${part}`);
      await look(part);
    }
    await tabTo(page, /^Inbox/);
    await page.keyboard.press('Enter');
    await page.locator('.inbox').waitFor();
    await look('inbox');
    expect(found).toEqual({});
  });

  test('every dialog of the build room keeps the walk inside, closes by Escape and gives the focus back', async () => {
    const { page } = await open(full);
    const opened = async (name: string | RegExp): Promise<unknown> => {
      await tabTo(page, name);
      return dialogWalked(page, { open: () => page.keyboard.press('Enter') });
    };
    await tabTo(page, 'Persona');
    await page.keyboard.type('!');
    expect({
      keys: await opened('Keys'),
      palette: await dialogWalked(page, { open: () => page.keyboard.press('Control+k') }),
      publish: await opened('Publish…'),
      sequence: await opened('+ Add Sequence'),
    }).toEqual({ keys: fine, palette: fine, publish: fine, sequence: fine });
    await goTo(page, '#/build/playbooks[0]');
    await page.getByRole('button', { name: 'ASK', exact: true }).first().waitFor();
    expect(await opened('ASK')).toEqual(fine);
    await goTo(page, '#/build/');
    // A listener that stays has the browser hand every chooser to the test from now on.
    page.on('filechooser', () => undefined);
    await tabTo(page, /^Import/);
    const importing = async (): Promise<void> => {
      const chooser = page.waitForEvent('filechooser');
      await page.keyboard.press('Enter');
      const file = { ...full, persona: 'Another.' };
      await (await chooser).setFiles({ name: 'shop.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(file)) });
    };
    expect(await dialogWalked(page, { open: importing })).toEqual(fine);
  });

  test('so does the choice between two texts, which has to be answered', async () => {
    const { page, call } = await open(full);
    const { revision, document } = await call<{ revision: number; document: object }>('/projects/shop/draft');
    await call('/projects/shop/draft', { method: 'PUT', body: { revision, document: { ...document, persona: 'Theirs.' } } });
    await tabTo(page, 'Persona');
    const typing = async (): Promise<void> => {
      await page.keyboard.press('Control+a');
      await page.keyboard.type('Mine.');
    };
    expect(await dialogWalked(page, { open: typing, close: 'Enter' })).toEqual(fine);
  });

  test('so does handing back to the bot', async () => {
    const { page, address, call } = await open(full);
    const guest = await visit(address, { project: 'shop' });
    await guest.say('where is my order 12345');
    await guest.heard(1);
    const [first] = (await call<AdminConversations>('/projects/shop/conversations')).conversations;
    await goTo(page, `#/inbox/${first?.id}`);
    await tabTo(page, /^Take over/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Hand back…' }).waitFor();
    await tabTo(page, /^Hand back…/);
    expect(await dialogWalked(page, { open: () => page.keyboard.press('Enter') })).toEqual(fine);
    guest.leave();
  });

  test('so does removing somebody from the team', async () => {
    const { page, address } = await open(full);
    const join = async (at: Page, login: string): Promise<void> => {
      await at.getByLabel('Your name').fill(login);
      await at.getByLabel('Login').fill(login);
      await at.getByLabel('Password', { exact: true }).fill('correct horse battery');
      await at.getByRole('button', { name: 'Make my account' }).click();
    };
    await goTo(page, '#/settings/account');
    await join(page, 'ann');
    await page.getByText('ann · ann').waitFor();
    await page.goto(`${address}/admin/#/settings/team`);
    await page.getByRole('button', { name: 'Make an invitation link' }).click();
    const link = await page.locator('input[readonly]').inputValue();
    const other = await page.context().browser()?.newContext();
    if (!other) throw new Error('there is no browser');
    const theirs = await other.newPage();
    await theirs.goto(link);
    await join(theirs, 'bea');
    await theirs.getByRole('navigation', { name: 'Outline' }).waitFor();
    await other.close();
    await page.reload();
    await page.getByRole('button', { name: 'Remove bea' }).waitFor();
    await tabTo(page, /^Remove bea/);
    expect(await dialogWalked(page, { open: () => page.keyboard.press('Enter') })).toEqual(fine);
  });
});

describe('arrows', { timeout: 120_000 }, () => {
  test('walk the outline, fold a stage, and move the edge of the column on the right', async () => {
    const { page } = await open(full);
    const action = page.locator('.outline').getByText('order_status');
    // A row tells its problems after its name.
    await tabTo(page, /^start(\d|$)/);
    await page.keyboard.press('ArrowLeft');
    await action.waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowRight');
    await action.waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('order_status');
    await page.keyboard.press('Control+j');
    await page.getByLabel('Message to the draft').waitFor();
    const width = async (): Promise<number> => (await page.locator('.test-panel').boundingBox())?.width ?? 0;
    const before = await width();
    await tabTo(page, 'Width of the column on the right');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(width).toBeGreaterThan(before);
    await page.keyboard.press('Home');
    await expect.poll(width).toBeLessThan(before);
  });
});

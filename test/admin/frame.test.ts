import type { Locator, Page } from 'playwright-core';
import { describe, expect, test, vi } from 'vitest';
import type { AdminDraft, InvitationMade } from '../../shared/admin.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { startModelServer } from '../model-server.ts';
import { visit } from '../server/stand.ts';
import { type Live, liveStand } from './live-stand.ts';
import { axeFindings } from './open-page.ts';

// A busy machine takes its time; nothing here measures how long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 });

const { open } = liveStand();
const project: AuthoredProject = {
  name: 'a-project-with-a-very-long-name',
  noModelReply: 'Hm.',
  handoff: { offer: true },
  stages: [
    {
      name: 'Main',
      actions: [
        { name: 'Look_up', triggerOnClientCommand: true, parameters: [{ name: 'numberOfTheOrder' }] },
        { name: 'Lost', triggerOnClientCommand: true },
        { name: 'Human', triggerOnClientCommand: true, effects: [{ type: 'handoff', reason: 'asked for a person' }] },
      ],
    },
  ],
};
const password = 'correct horse battery';
const rooms = (page: Page) => page.getByRole('navigation', { name: 'Rooms' });
const boxOf = async (it: Locator) => {
  const box = await it.boundingBox();
  if (!box) throw new Error(`${it} is not in sight`);
  return { ...box, right: box.x + box.width, bottom: box.y + box.height };
};

async function guestOf({ address }: Live): Promise<string> {
  const guest = await visit(address, { project: project.name });
  await guest.say('hello');
  await guest.heard(1);
  guest.leave();
  return guest.welcome.conversation;
}

/** The parts of the header that lie on one another or stick out, and how high its line is. */
const headerLine = (page: Page) =>
  page.locator('.top-line').evaluate((line) => {
    const parts = [...line.children].map((part) => ({ name: part.textContent, box: part.getBoundingClientRect() }));
    const touching = parts.filter(({ box }, index) => index > 0 && box.left < (parts[index - 1]?.box.right ?? 0));
    const outside = parts.filter(({ box }) => box.right > innerWidth);
    return { bad: [...touching, ...outside].map(({ name }) => name), height: line.parentElement?.getBoundingClientRect().height ?? 0 };
  });

describe('the header', () => {
  test('names three rooms; versions stand beside the draft, all conversations are a view of the inbox and in the palette', async () => {
    const live = await open(project);
    const { page } = live;
    await guestOf(live);
    expect(await rooms(page).getByRole('link').allTextContents()).toEqual(['Build', 'Inbox', 'Settings']);
    await page.getByRole('link', { name: 'Versions 1 is live' }).click();
    await page.getByRole('heading', { name: 'Versions' }).waitFor();
    await rooms(page)
      .getByRole('link', { name: /^Inbox/ })
      .click();
    await page.getByRole('link', { name: 'All conversations' }).click();
    await page.locator('.conversations li a').waitFor();
    // The view that was left took its link with it: the focus stands on the new one.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('All conversations');
    expect(new URL(page.url()).hash).toBe('#/conversations/');
    expect(await rooms(page).locator('[aria-current]').textContent()).toBe('Inbox');
    await rooms(page).getByRole('link', { name: 'Build' }).click();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('all conversations');
    await page.keyboard.press('Enter');
    await page.locator('.conversations li a').waitFor();
  });

  test('is one line in windows of 1,000 pixels and more, whatever it has to say', async () => {
    const live = await open(project);
    const { page, call, address } = live;
    const guest = await visit(address, { project: project.name });
    await guest.press('Human');
    const path = `/projects/${project.name}/draft`;
    const { revision, document } = await call<AdminDraft>(path);
    const astray = Array.from({ length: 12 }, (_, index) => ({ name: `astray_${index}`, effects: [{ type: 'go_to_stage', stage: 'nowhere' }] }));
    await call(path, { method: 'PUT', body: { revision, document: { ...(document as object), globalActions: astray } } }); // a draft is an object
    await page.reload();
    await page.getByRole('button', { name: /^\d\d errors/ }).waitFor();
    await rooms(page).locator('.count', { hasText: '1' }).waitFor();
    await page.getByRole('button', { name: 'Later' }).waitFor();
    const heights: number[] = [];
    for (const isLater of [false, true]) {
      if (isLater) await page.getByRole('button', { name: 'Later' }).click();
      for (const width of [1000, 1024, 1280]) {
        await page.setViewportSize({ width, height: 700 });
        const { bad, height } = await headerLine(page);
        expect(bad).toEqual([]);
        if (isLater) heights.push(height);
      }
    }
    await page.context().setOffline(true);
    await page.getByLabel('Persona').fill('Not stored yet.');
    await page.locator('.saving.away').waitFor();
    await page.setViewportSize({ width: 1000, height: 700 });
    expect((await headerLine(page)).bad).toEqual([]);
    expect((await boxOf(page.locator('.top-line'))).height).toBeLessThanOrEqual(60);
    expect(Math.max(...heights)).toBeLessThanOrEqual(60);
    await page.context().setOffline(false);
    guest.leave();
  });

  test('leads whoever may only look to all conversations', async () => {
    const live = await open(project);
    await live.call('/account', { method: 'POST', body: { name: 'Ada', login: 'ada', password } });
    const { token } = await live.call<InvitationMade>('/invitations', { method: 'POST', body: { role: 'viewer' } });
    await live.page.context().clearCookies();
    await live.page.goto('about:blank');
    await live.page.goto(`${live.address}/admin/#invitation=${token}`);
    await live.page.getByLabel('Your name').fill('Vic');
    await live.page.getByLabel('Login').fill('vic');
    await live.page.getByLabel('Password', { exact: true }).fill(password);
    await live.page.getByRole('button', { name: 'Make my account' }).click();
    await rooms(live.page).getByRole('link', { name: 'Inbox' }).click();
    await live.page.getByRole('link', { name: 'All conversations' }).click();
    await live.page.getByText('Nobody has written yet').waitFor();
    // The test chat is for those who may edit.
    expect(await live.page.getByRole('button', { name: 'Open the test chat' }).count()).toBe(0);
    await guestOf(live);
    await live.page.locator('.conversations li a').click();
    await live.page.locator('.turn').first().waitFor();
  });
});

describe('in a window of 1024 by 700 pixels', () => {
  const small = { width: 1024, height: 700 };

  test('the handle of a row of the outline has room of its own, before the name and inside the column', async () => {
    const { page } = await open(project);
    const outline = await boxOf(page.locator('.outline'));
    for (const name of ['Main', 'Look_up']) {
      const row = page.locator('.outline-row', { hasText: name });
      await row.hover();
      const handle = await boxOf(row.locator('.handle'));
      expect(handle.x).toBeGreaterThanOrEqual(outline.x);
      expect(handle.right).toBeLessThanOrEqual((await boxOf(row.locator('.row-label'))).x);
      expect(await row.locator('.handle').evaluate((it) => it.scrollWidth - it.clientWidth)).toBeLessThanOrEqual(0);
    }
  });

  test('the keys are shown from the first one on, and arrows scroll to the last', async () => {
    const { page } = await open(project);
    await page.setViewportSize(small);
    await page.getByRole('button', { name: 'Keys' }).click();
    const list = page.getByRole('region', { name: 'All keys' });
    const [first, last] = [list.locator('kbd').first(), list.locator('kbd').last()];
    const isInSight = async (it: Locator): Promise<boolean> => {
      const [box, frame] = [await boxOf(it), await boxOf(list)];
      return box.y >= frame.y && box.bottom <= frame.bottom;
    };
    expect(await isInSight(first)).toBe(true);
    expect((await boxOf(page.getByRole('button', { name: 'Close' }))).bottom).toBeLessThan(small.height);
    await page.keyboard.press('End');
    await expect.poll(() => isInSight(last)).toBe(true);
  });

  test('what is said of the JSON in the dock is in sight', async () => {
    const { page } = await open(project);
    await page.setViewportSize(small);
    await page.getByRole('button', { name: 'JSON', exact: true }).click();
    expect((await boxOf(page.getByText('Valid JSON; saved as you type.'))).bottom).toBeLessThanOrEqual(small.height);
    expect((await boxOf(page.getByLabel('The whole project as JSON'))).height).toBeGreaterThan(100);
  });

  test('a conversation of the inbox has the room; its details come by a button', async () => {
    const live = await open(project);
    const { page } = live;
    const id = await guestOf(live);
    await page.setViewportSize(small);
    await page.goto(`${live.address}/admin/#/inbox/${id}`);
    const details = page.getByRole('button', { name: 'Details' });
    const aside = page.getByRole('complementary', { name: 'About this conversation' });
    await details.waitFor();
    expect(await aside.isVisible()).toBe(false);
    expect((await boxOf(page.locator('.inbox-entries'))).height).toBeGreaterThan(small.height / 2);
    const search = page.getByRole('searchbox', { name: 'Search conversations' });
    expect(await search.evaluate((it: HTMLInputElement) => it.placeholder.length * 8 < it.clientWidth)).toBe(true);
    await details.click();
    await aside.waitFor();
    expect((await boxOf(aside)).x).toBeGreaterThanOrEqual((await boxOf(page.locator('.inbox > main'))).right);
    expect(await axeFindings(page)).toEqual([]);
    await details.click();
    await aside.waitFor({ state: 'hidden' });
    await page.setViewportSize({ width: 1280, height: 800 });
    await aside.waitFor();
    expect(await details.isVisible()).toBe(false);
  });
});

test('in a narrow window the details come by themselves where something waits for a decision, and no key decides what is out of sight', async () => {
  const model = await startModelServer([{ text: 'That is done.' }]);
  const live = await open({
    ...project,
    models: [{ name: 'main', provider: 'openai_compatible', model: 'scripted', address: model.address }],
    promptSequences: [
      { name: 'Tidy up', mode: 'approve_before_continuing', steps: ['Tidy.', 'Go on.'].map((prompt) => ({ type: 'inline', prompt })) },
    ],
  });
  const { page, call } = live;
  const id = await guestOf(live);
  await page.setViewportSize({ width: 1024, height: 700 });
  await page.goto(`${live.address}/admin/#/inbox/${id}`);
  const details = page.getByRole('button', { name: 'Details' });
  await details.waitFor();
  await call(`/projects/${project.name}/tasks`, { method: 'POST', body: { task_source: 'sequence', sequence_id: 'Tidy up', conversation: id } });
  const step = page.locator('.inbox-aside').getByRole('region', { name: 'Tidy up, step 1 of 2' });
  await step.waitFor();
  const isPending = () => step.evaluate((it) => it.classList.contains('pending'));
  await details.click();
  await step.waitFor({ state: 'hidden' });
  await page.keyboard.press('a');
  await step.waitFor();
  expect(await isPending()).toBe(true);
  await page.keyboard.press('a');
  await page.locator('.inbox-aside').getByRole('region', { name: 'Tidy up, step 2 of 2' }).waitFor();
  await model.close();
});

test('the tools of the test chat are folded, leave the room to the chat, and stay as they were left', async () => {
  const { page } = await open(project);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.keyboard.press('Control+j');
  await page.getByLabel('Message to the draft').waitFor();
  const tools = page.getByRole('region', { name: 'Test tools' });
  // They are drawn anew with the stage.
  await tools.locator('.standing strong', { hasText: 'Main' }).waitFor();
  expect((await boxOf(tools)).height).toBeLessThan(800 / 6);
  await tools.getByText('Fire a command').click();
  const label = tools.getByText('numberOfTheOrder');
  await label.waitFor();
  expect(await label.evaluate((it) => it.scrollWidth - it.clientWidth)).toBeLessThanOrEqual(0);
  await expect.poll(() => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).toContain('test-tools');
  await page.reload();
  await page.getByRole('navigation', { name: 'Outline' }).waitFor();
  await page.keyboard.press('Control+j');
  await tools.getByRole('button', { name: 'Jump' }).waitFor();
});

describe('where there is nothing yet', () => {
  test.each(['inbox', 'conversations'])('the %s offers the test chat and the line for the page', async (room) => {
    const { page, address } = await open(project);
    await page.goto(`${address}/admin/#/${room}/`);
    await page.getByText('Nobody has written yet').waitFor();
    expect(await page.getByLabel('The line for your page').inputValue()).toBe(
      `<script async src="${address}/widget.js" data-project="${project.name}"></script>`,
    );
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Open the test chat' }).click();
    await page.getByLabel('Message to the draft').waitFor();
  });

  test('a search without a find does not say that nobody has written', async () => {
    const live = await open(project);
    await guestOf(live);
    await live.page.goto(`${live.address}/admin/#/inbox/`);
    await live.page.getByRole('searchbox', { name: 'Search conversations' }).fill('zebra');
    await live.page.getByText('Nothing is found with these words.').waitFor();
    expect(await live.page.getByText('Nobody has written yet').count()).toBe(0);
  });

  test('the team offers to make the first account', async () => {
    const { page, address } = await open(project);
    await page.goto(`${address}/admin/#/settings/team`);
    await page.getByRole('button', { name: 'Make an account' }).click();
    await page.getByRole('heading', { name: 'Make the first account' }).waitFor();
  });
});

test.each(['light', 'dark'] as const)('handing back has no finding of axe, %s', async (colours) => {
  const live = await open(project, colours);
  await live.page.goto(`${live.address}/admin/#/inbox/${await guestOf(live)}`);
  await live.page.getByRole('button', { name: /^Take over/ }).click();
  await live.page.getByRole('button', { name: /^Hand back…/ }).click();
  await live.page.getByRole('dialog').waitFor();
  expect(await axeFindings(live.page)).toEqual([]);
});

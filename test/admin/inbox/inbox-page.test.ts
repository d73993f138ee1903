import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Page } from 'playwright-core';
import { describe, expect, test, vi } from 'vitest';
import type { InboxPage } from '../../../shared/inbox.ts';
import type { AuthoredProject } from '../../../shared/project/project.ts';
import { type Guest, until, visit } from '../../server/stand.ts';
import { type Live, liveStand } from '../live-stand.ts';

// A busy machine takes its time; nothing here measures how long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 });

const stand = liveStand();
const password = 'correct horse battery';
const project: AuthoredProject = {
  name: 'test',
  handoff: { offer: true, waiting: 'Wait, please.' },
  noModelReply: 'Hm.',
  stages: [
    {
      name: 'Main',
      actions: [
        { name: 'Human', triggerOnClientCommand: true, effects: [{ type: 'handoff', reason: 'asked for a person' }] },
        {
          name: 'Name',
          triggerOnClientCommand: true,
          parameters: [{ name: 'value', required: true }],
          effects: [{ type: 'modify_user_profile', modifications: [{ variable: 'name', operation: 'set', value: '{{params.value}}' }] }],
        },
      ],
    },
  ],
};

const entries = (page: Page) => page.locator('.inbox-entries');
const replyField = (page: Page) => page.getByRole('textbox', { name: 'Reply' });
const handBack = (page: Page) => page.getByRole('button', { name: 'Hand back…' });
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });

async function came(live: Live, name: string): Promise<Guest> {
  const guest = await visit(live.address);
  await guest.press('Name', { value: name });
  await guest.press('Human');
  await guest.heard(1);
  return guest;
}

const goTo = (live: Live, id = '') => live.page.goto(`${live.address}/admin/#/inbox/${id}`);

/** A visitor who waits, in the inbox of an operator who has taken over. */
async function taken(live: Live, server = live.address): Promise<{ guest: Guest; id: string }> {
  const guest = await came({ ...live, address: server }, 'Ann');
  const id = guest.welcome.conversation;
  await goTo(live, id);
  await live.page.getByRole('button', { name: /Take over/ }).click();
  await handBack(live.page).waitFor();
  return { guest, id };
}

/** Somebody of another role, in a browser of their own, signed in. */
async function colleague(live: Live, role: string): Promise<Page> {
  await live.call('/account', { method: 'POST', body: { name: 'Ada', login: 'ada', password } });
  const { token } = await live.call<{ token: string }>('/invitations', { method: 'POST', body: { role } });
  const context = await live.page.context().browser()?.newContext();
  const page = await context?.newPage();
  if (!page) throw new Error('the browser has gone');
  await page.goto(`${live.address}/admin/`);
  await page.evaluate(
    async (body) => void (await fetch('/admin/api/invitation', { method: 'PUT', headers: { 'content-type': 'application/json' }, body })),
    JSON.stringify({ token, name: 'Vic', login: 'vic', password }),
  );
  return page;
}

/** A line to a server that can be cut, also what is open on it: a browser that is set offline keeps its streams. */
async function lineTo(address: string) {
  const open = new Set<Socket>();
  let isCut = false;
  const line = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(Number(new URL(address).port), 'localhost');
    for (const socket of [near, far]) open.add(socket.on('error', () => undefined).on('close', () => [near, far].map((it) => it.destroy())));
    near.pipe(far).pipe(near);
  }).listen(0, '127.0.0.1');
  await once(line, 'listening');
  return {
    address: `http://localhost:${(line.address() as AddressInfo).port}`, // it listens on a port
    cut(is: boolean) {
      isCut = is;
      if (is) for (const socket of open) socket.destroy();
    },
    close: () => line.close(),
  };
}

describe('an operator in the inbox', () => {
  test('a line that is cut and comes back: what was typed is kept, what was said meanwhile stands there once', async () => {
    const direct = await stand.open(project);
    const line = await lineTo(direct.address);
    const { page } = direct;
    const { guest } = await taken({ ...direct, address: line.address }, direct.address);
    await replyField(page).fill('half a sent');
    line.cut(true);
    await page.locator('.inbox-foot').getByText('not live').waitFor();
    await guest.say('said in the dark');
    await replyField(page).press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await replyField(page).inputValue()).toBe('half a sent');
    line.cut(false);
    await entries(page).getByText('said in the dark').waitFor();
    await page.locator('.inbox-foot').getByText('live', { exact: true }).waitFor();
    await replyField(page).press('Enter');
    await entries(page).getByText('half a sent').waitFor();
    await guest.say('and now');
    await entries(page).getByText('and now').waitFor();
    for (const text of ['said in the dark', 'half a sent', 'and now']) expect(await entries(page).getByText(text).count()).toBe(1);
    expect(await replyField(page).inputValue()).toBe('');
    line.close();
    guest.leave();
  });

  test('a session that ends while a reply is typed: the words are there after signing in, and are sent once', async () => {
    const live = await stand.open(project);
    const { page, call } = live;
    await call('/account', { method: 'POST', body: { name: 'Ada', login: 'ada', password } });
    await page.reload();
    const { guest } = await taken(live);
    await replyField(page).fill('I will look into it.');
    await page.evaluate(() => fetch('/admin/api/session', { method: 'DELETE' }));
    await replyField(page).press('Enter');
    await page.getByLabel('Password').fill(password);
    await page
      .getByLabel(/Login|Name/)
      .first()
      .fill('ada');
    await page.getByLabel('Password').press('Enter');
    await replyField(page).waitFor();
    expect(await replyField(page).inputValue()).toBe('I will look into it.');
    await replyField(page).press('Enter');
    await until(() => guest.events.some((event) => event.type === 'message' && event.message.role === 'operator'), 'the reply');
    expect(guest.events.filter((event) => event.type === 'message' && event.message.role === 'operator')).toHaveLength(1);
    guest.leave();
  });

  test('words that come while the window is out of sight stay unread, and stand in the title', async () => {
    const live = await stand.open(project);
    const { page } = live;
    const { guest } = await taken(live);
    await expect.poll(() => page.title()).toBe('Promptside');
    const show = (state: string) =>
      page.evaluate((now) => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    await show('hidden');
    await guest.say('is somebody there?');
    await expect.poll(() => page.title()).toBe('(1) Promptside');
    await show('visible');
    await expect.poll(() => page.title()).toBe('Promptside');
    guest.leave();
  });

  test('the key for handing back does nothing in a conversation of nobody, also later', async () => {
    const live = await stand.open(project);
    const { page } = live;
    const guest = await came(live, 'Ann');
    await goTo(live, guest.welcome.conversation);
    await heading(page, 'Ann').waitFor();
    await page.keyboard.press('h');
    await page.keyboard.press('t');
    await handBack(page).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByLabel('Sound').click();
    await page.keyboard.press('h');
    await page.getByLabel('What was done').fill('t j h ?');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    for (const what of ['take over', 'write a reply', 'hand back', 'approve, reject', 'the next and the previous'])
      await page.getByRole('dialog').getByText(what).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('r');
    await page.keyboard.type('thx');
    expect(await replyField(page).inputValue()).toBe('thx');
    await handBack(page).waitFor();
    guest.leave();
  });

  test('arrow keys in the list of colleagues give nothing away before “Give” is pressed', async () => {
    const live = await stand.open(project);
    const { page } = live;
    const other = await colleague(live, 'operator');
    await page.reload();
    const { guest } = await taken(live);
    const choice = page.getByRole('combobox', { name: 'Give to' });
    await choice.focus();
    await choice.getByText('Vic').waitFor({ state: 'attached' });
    await choice.selectOption({ label: 'Vic (away)' });
    await handBack(page).waitFor();
    await page.getByRole('button', { name: 'Give', exact: true }).click();
    await page.locator('.inbox-conversation > header .tag', { hasText: 'Vic' }).waitFor();
    expect(await handBack(page).count()).toBe(0);
    await other.context().close();
    guest.leave();
  });

  test('a conversation that is not there is said to be so, and the list stays live', async () => {
    const live = await stand.open(project);
    await goTo(live, 'nothing');
    await live.page.getByRole('alert').waitFor();
    await live.page.locator('.inbox-foot').getByText('live', { exact: true }).waitFor();
    const guest = await came(live, 'Late');
    await live.page.locator('.inbox-list a', { hasText: 'Late' }).waitFor();
    guest.leave();
  });
});

describe('what a viewer sees', () => {
  test('G-27 the words and why there is nothing to press; keys change nothing', async () => {
    const live = await stand.open(project);
    const guest = await came(live, 'Ann');
    const page = await colleague(live, 'viewer');
    const asked: string[] = [];
    page.on('response', (response) => response.status() >= 400 && asked.push(`${response.status()} ${response.url()}`));
    await page.goto(`${live.address}/admin/#/inbox/${guest.welcome.conversation}`);
    await page.reload();
    await entries(page).getByText('Wait, please.').waitFor();
    await page.getByText('Your role, viewer, may read conversations but not take them over.').waitFor();
    for (const key of ['t', 'h', 'a', 'x', 'r']) await page.keyboard.press(key);
    expect(await page.getByRole('button', { name: /Take over|^Close$|Send|Hand back/ }).count()).toBe(0);
    expect(await replyField(page).count()).toBe(0);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(asked).toEqual([]);
    await page.context().close();
    guest.leave();
  });
});

describe('many conversations and long words', () => {
  test('names of markup, of one endless word and in Hebrew are text that stays in its place, also on 320 pixels', async () => {
    const live = await stand.open(project);
    const { page } = live;
    const names = ['<img src=x onerror=document.title="hit">', 'W'.repeat(200), 'שלום '.repeat(30), '👩‍👩‍👧 \u202Ebackwards'];
    const guests = [];
    for (const name of names) guests.push(await came(live, name));
    await goTo(live);
    await expect.poll(() => page.locator('.inbox-list li').count()).toBe(names.length);
    const spills = () =>
      page.evaluate(() => {
        const list = document.querySelector('.inbox-list')?.getBoundingClientRect().right ?? 0;
        const outside = [...document.querySelectorAll('.inbox-list time, .inbox-list strong')].filter(
          (it) => it.getBoundingClientRect().right > list,
        );
        return [outside.length, document.documentElement.scrollWidth - window.innerWidth];
      });
    expect(await spills()).toEqual([0, 0]);
    expect(await page.locator('.inbox-list img').count()).toBe(0);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await spills()).toEqual([0, 0]);
    await page.locator('.inbox-list a', { hasText: 'WWW' }).click();
    await heading(page, 'W'.repeat(200)).waitFor();
    expect(await page.locator('.inbox-list').isVisible()).toBe(false);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    await page.getByRole('link', { name: 'Back to the list' }).click();
    await page.locator('.inbox-list').waitFor();
    for (const guest of guests) guest.leave();
  });

  test('120 conversations: all of them can be reached, each stands there once', async () => {
    const live = await stand.open(project);
    const { page } = live;
    const guests = await Promise.all(Array.from({ length: 120 }, () => visit(live.address)));
    await goTo(live);
    await page.reload();
    const older = page.getByRole('button', { name: 'Show older ones' });
    for (const count of [50, 100, 120]) {
      await expect.poll(() => page.locator('.inbox-list li').count()).toBe(count);
      if (count < 120) await older.click();
    }
    expect(await older.count()).toBe(0);
    await guests[0]?.press('Human');
    await page.locator('.inbox-list li').first().getByText('waits for a human').waitFor();
    expect(new Set(await page.locator('.inbox-list a').evaluateAll((all) => all.map((it) => it.getAttribute('href')))).size).toBe(120);
    expect((await live.call<InboxPage>('/projects/test/inbox')).counts.waiting).toBe(1);
    for (const guest of guests) guest.leave();
  });
});

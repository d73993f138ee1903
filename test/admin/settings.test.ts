import { DatabaseSync } from 'node:sqlite';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from '../browser/find-chromium.ts';
import { field, goTo, isSaved } from './browser-stand.ts';
import { type BuiltPage, buildPage } from './built-page.ts';
import { axeFindings } from './open-page.ts';
import { type SettingsStand, settingsStand } from './settings-stand.ts';

const password = 'correct horse battery';
const firstExample = 'stages[0].actions[0].examples[0]';
let browser: Browser;
let built: BuiltPage;
let stand: SettingsStand;
beforeAll(async () => {
  [browser, built] = await Promise.all([launchBrowser(), buildPage()]);
}, 300_000);
beforeEach(async () => {
  stand = await settingsStand(browser, built.folder);
});
afterEach(async () => {
  const { complaints } = stand;
  await stand.remove();
  expect(complaints).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await built?.remove();
});

const outline = (page: Page) => page.getByRole('navigation', { name: 'Outline' }).waitFor();
async function byLink(page: Page): Promise<void> {
  await page.goto(`${stand.address}#token=${await stand.link()}`);
  await outline(page);
}
async function fillPerson(page: Page, { name, login }: { name: string; login: string }): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Login').fill(login);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Make my account' }).click();
}
async function owner(page: Page): Promise<void> {
  await byLink(page);
  await page.getByRole('link', { name: 'Make an account' }).click();
  await fillPerson(page, { name: 'Ann', login: 'ann' });
  await page.getByText('Ann · ann').waitFor();
}
async function invitationOf(page: Page, role: string): Promise<string> {
  await page.goto(`${stand.address}#/settings/team`);
  await page.getByLabel('Role of the invited person').selectOption(role);
  await page.getByRole('button', { name: 'Make an invitation link' }).click();
  return page.getByLabel(`The link for one ${role}`).inputValue();
}
async function join(link: string, who: { name: string; login: string }, colours?: 'dark'): Promise<Page> {
  const page = await stand.browserOf(colours);
  await page.goto(link);
  await page.getByRole('heading', { name: 'You are invited' }).waitFor();
  await fillPerson(page, who);
  await outline(page);
  return page;
}
async function signIn(page: Page, login: string): Promise<void> {
  const form = page.getByRole('form', { name: 'Sign in' });
  await form.getByLabel('Login').fill(login);
  await form.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

describe('people', { timeout: 120_000 }, () => {
  test('P-38 the first link asks for an account, once, and does not stand in the way', async () => {
    const page = await stand.browserOf();
    await byLink(page);
    const question = page.getByText('Only this browser can come back');
    await question.waitFor();
    await goTo(page, 'order_status');
    await field(page, firstExample).fill('typed before there was an account');
    await isSaved(page);
    await page.getByRole('button', { name: 'Later' }).click();
    await question.waitFor({ state: 'hidden' });
    await page.reload();
    await outline(page);
    expect(await question.count()).toBe(0);
    await page.goto(`${stand.address}#/settings/account`);
    await fillPerson(page, { name: 'Ann', login: 'ann' });
    await page.getByText('Ann · ann').waitFor();
    expect(await question.count()).toBe(0);
  });

  test('an expired session keeps what was typed and goes on after signing in with a password', async () => {
    const page = await stand.browserOf();
    await owner(page);
    await page.getByRole('link', { name: 'Build' }).click();
    await goTo(page, 'order_status');
    const database = new DatabaseSync(stand.database);
    database.exec('delete from admin_sessions');
    database.close();
    await field(page, firstExample).fill('typed while signed out');
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    await page.getByText('What you typed is kept').waitFor();
    await page.getByLabel('Login').fill('ann');
    await page.getByLabel('Password').fill('not the password');
    await page.keyboard.press('Enter');
    await page.getByText('do not go together').waitFor();
    expect(await page.getByLabel('Login').inputValue()).toBe('ann');
    expect(await axeFindings(page)).toEqual([]);
    await signIn(page, 'ann');
    await isSaved(page);
    expect(await field(page, firstExample).inputValue()).toBe('typed while signed out');
  });

  test('G-27 an invited viewer reads the project, changes nothing and sees why; a new role holds at once', async () => {
    const page = await stand.browserOf();
    await owner(page);
    const viewer = await join(await invitationOf(page, 'viewer'), { name: 'Vera', login: 'vera' });
    await viewer.getByText('Your role, viewer, may look at the project but not change it.').waitFor();
    expect(await viewer.getByRole('button', { name: 'Publish…' }).isDisabled()).toBe(true);
    expect(await viewer.getByRole('button', { name: 'Publish…' }).getAttribute('title')).toBe('Your role, viewer, may not publish.');
    await goTo(viewer, 'order_status');
    expect(await field(viewer, firstExample).isDisabled()).toBe(true);
    const before = await viewer.locator('.draft-count').textContent();
    await viewer.getByRole('button', { name: 'JSON', exact: true }).click();
    await viewer.locator('.dock-body textarea').first().fill('{"name": "shop", "stages": []}');
    await viewer.getByRole('status').getByText('may look at the project but not change it').waitFor();
    expect(await viewer.locator('.draft-count').textContent()).toBe(before);
    await goTo(viewer, 'find_order');
    const code = viewer.locator('.cm-content').first();
    await code.click();
    const script = await code.textContent();
    await viewer.keyboard.type('typed');
    for (const key of ['Enter', 'Backspace', 'Delete', 'Alt+ArrowDown']) await viewer.keyboard.press(key);
    expect(await code.textContent()).toBe(script);
    await viewer.goto(`${stand.address}#/settings/team`);
    await viewer.getByText('Only owners see this.').waitFor();
    await page.goto(`${stand.address}#/settings/account`);
    await page.goto(`${stand.address}#/settings/team`);
    await page.getByLabel('Role of Vera').selectOption('editor');
    await viewer.getByRole('link', { name: 'My account' }).click();
    await viewer.getByRole('heading', { name: 'You are signed out' }).waitFor();
    await signIn(viewer, 'vera');
    await viewer.getByText('Vera · vera').waitFor();
    expect(await viewer.getByRole('button', { name: 'Publish…' }).isDisabled()).toBe(false);
  });

  test('G-27 the last owner cannot be taken away, others can, and the log says who did what', async () => {
    const page = await stand.browserOf();
    await owner(page);
    await join(await invitationOf(page, 'editor'), { name: 'Ed', login: 'ed' });
    await page.goto(`${stand.address}#/settings/account`);
    await page.getByRole('link', { name: 'Team' }).click();
    await page.getByLabel('Role of Ann').selectOption('viewer');
    await page.getByText('This is the last owner').waitFor();
    expect(await page.getByLabel('Role of Ann').inputValue()).toBe('owner');
    await page.getByRole('button', { name: 'Remove Ed' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove Ed' }).click();
    await page.getByLabel('Role of Ed').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Audit' }).click();
    const row = page.getByRole('row').filter({ hasText: 'removed' });
    expect(await row.textContent()).toMatch(/Ann.*removed.*ed.*before: name Ed · role editor/);
    await page.getByLabel('Show').selectOption('Invitations');
    await page.getByText('removed').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Check the log' }).click();
    await page.getByText('The log is as it was written.').waitFor();
  });

  test('one’s own password and other browsers are changed by keyboard alone', async () => {
    const [page, other] = [await stand.browserOf(), await stand.browserOf()];
    await owner(page);
    await other.goto(stand.address);
    await signIn(other, 'ann');
    await outline(other);
    await page.reload();
    await page.getByRole('button', { name: /^End/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^End/ }).waitFor({ state: 'detached' });
    await page.getByLabel('The password until now').focus();
    await page.keyboard.type(password);
    await page.keyboard.press('Tab');
    await page.keyboard.type('another sentence');
    await page.keyboard.press('Enter');
    await page.getByText('Your password is changed').waitFor();
    await other.goto(`${stand.address}#/settings/account`);
    await other.reload();
    await other.getByRole('heading', { name: 'You are signed out' }).waitFor();
  });

  test.each(['light', 'dark'] as const)('no screen of it has a finding of axe, %s', async (colours) => {
    const page = await stand.browserOf(colours);
    const found: Record<string, string[]> = {};
    const look = async (name: string, at = page): Promise<void> => {
      const findings = await axeFindings(at);
      if (findings.length > 0) found[name] = findings;
    };
    await page.goto(stand.address);
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    await look('signed out');
    await byLink(page);
    await look('the first question');
    await page.goto(`${stand.address}#/settings/account`);
    await page.getByRole('heading', { name: 'Make the first account' }).waitFor();
    await look('the first account');
    await page.goto(`${stand.address}#/settings/team`);
    await page.getByText('Nobody has an account yet').waitFor();
    await look('an empty team');
    await page.goto(`${stand.address}#/settings/account`);
    await fillPerson(page, { name: 'Ann', login: 'ann' });
    await page.getByText('Ann · ann').waitFor();
    await page.getByText('this browser', { exact: true }).waitFor();
    await look('my account');
    const link = await invitationOf(page, 'viewer');
    await page.getByRole('list', { name: 'Open invitations' }).waitFor();
    await look('the team');
    const guest = await stand.browserOf(colours);
    await guest.goto(link);
    await guest.getByText('Ann invites you').waitFor();
    await look('an invitation', guest);
    await fillPerson(guest, { name: 'Vera', login: 'vera' });
    await outline(guest);
    await look('a viewer', guest);
    await page.reload();
    await page.getByRole('button', { name: 'Remove Vera' }).click();
    await look('removing somebody');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Audit' }).click();
    await page.getByRole('table').waitFor();
    await look('the audit log');
    expect(found).toEqual({});
  });
});

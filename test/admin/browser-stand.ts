import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchBrowser } from '../browser/find-chromium.ts';
import { type BuiltPage, buildPage } from './built-page.ts';
import { type Opened, openPage } from './open-page.ts';

/** Opens the page of one test; what the browser complains of, also about the content security policy, fails that test. */
export type Stand = { open(state?: Parameters<typeof openPage>[1]): Promise<Opened>; built(): BuiltPage };

/** The built page and one browser for all tests of a file. */
export function browserStand(): Stand {
  let browser: Browser;
  let built: BuiltPage;
  let opened: Opened | undefined;
  beforeAll(async () => {
    [browser, built] = await Promise.all([launchBrowser(), buildPage()]);
  }, 300_000);
  afterEach(async () => {
    const complaints = opened?.complaints ?? [];
    await opened?.close();
    opened = undefined;
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await built?.remove();
  });
  return {
    open: async (state = {}) => {
      opened = await openPage({ browser, folder: built.folder }, state);
      return opened;
    },
    built: () => built,
  };
}

/** The field of a place in the document. */
export const field = (page: Page, path: string) => page.locator(`:is(input, textarea, select, [role=textbox])[data-path="${path}"]`);

/** Writes all of a script anew, as a person does: once the editor is there, by its own keys. */
export async function fillCode(page: Page, path: string, text: string): Promise<void> {
  await page.locator(`.cm-content[data-path="${path}"]`).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

/** Opens a part by its row in the outline. */
export const goTo = (page: Page, name: string) =>
  page
    .locator('.outline a')
    .filter({ has: page.getByText(name, { exact: true }) })
    .first()
    .click();

/** Opens the list of all conversations, as a person does: it is a view of the inbox. */
export async function openConversations(page: Page): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Rooms' })
    .getByRole('link', { name: /^Inbox/ })
    .click();
  await page.getByRole('link', { name: 'All conversations' }).click();
}

/** Waits until the server has everything. */
export const isSaved = (page: Page) => page.locator('.saving.saved').waitFor();

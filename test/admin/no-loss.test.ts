import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { AdminDraft } from '../../shared/admin.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { launchBrowser } from '../browser/find-chromium.ts';
import { generous } from '../server/stand.ts';
import { isSaved } from './browser-stand.ts';
import { type BuiltPage, buildPage } from './built-page.ts';
import { type ServerFolder, serverFolder } from './real-server.ts';

const project: AuthoredProject = { name: 'shop', description: 'A shop', stages: [{ name: 'start', actions: [] }] };
type Server = { child: ChildProcess; port: number; link: string };

let browser: Browser;
let built: BuiltPage;
/** For a server and the one that follows it. */
let folder: ServerFolder;
const servers: Server[] = [];
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  [browser, built] = await Promise.all([launchBrowser(), buildPage()]);
}, 300_000);
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  for (const server of servers.splice(0)) await kill(server);
  folder.remove();
});
afterAll(async () => {
  await browser?.close();
  await built?.remove();
});

async function start(port = 0): Promise<Server> {
  const own = { ROOT: folder.root, PORT: String(port), ...folder.environment };
  const child = fork(join(import.meta.dirname, 'server-child.ts'), { env: { PATH: process.env.PATH, ...generous, ...own } });
  const [started] = (await once(child, 'message')) as [{ port: number; link: string }]; // what server-child.ts sends
  const server = { child, ...started };
  servers.push(server);
  return server;
}

async function kill({ child }: Server): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function openOn({ port, link }: Server): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  contexts.push(context);
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port}/admin/#token=${link}`);
  await page.getByRole('navigation', { name: 'Outline' }).waitFor();
  return page;
}

const draftOn = (page: Page): Promise<AdminDraft> =>
  page.evaluate(async () => (await fetch('/admin/api/projects/shop/draft')).json() as Promise<AdminDraft>);
const personaOf = ({ document }: AdminDraft): unknown => (document as { persona?: string }).persona;

describe('nothing that is typed is lost', { timeout: 300_000 }, () => {
  test('through 50 autosaves, a killed server and a time without a network every character arrives', async () => {
    folder = serverFolder(built.folder, project);
    const first = await start();
    const page = await openOn(first);
    const field = page.getByLabel('Persona');
    await field.click();
    let typed = '';
    const type = async (text: string): Promise<void> => {
      typed += text;
      await page.keyboard.type(text);
    };
    const before = (await draftOn(page)).revision;
    let round = 0;
    const typeAndSave = async (rounds: number): Promise<void> => {
      for (const end = round + rounds; round < end; round += 1) {
        await type(`${round}ä,`);
        await page.locator('.saving:not(.saved)').waitFor();
        await isSaved(page);
      }
    };

    await typeAndSave(20);
    await kill(first);
    await type('while the server is gone, ');
    await page.locator('.saving.away').waitFor();
    await type('and still, ');
    await start(first.port);
    await type('and when it is back, ');
    await isSaved(page);
    expect(personaOf(await draftOn(page))).toBe(typed);

    await typeAndSave(15);
    await page.context().setOffline(true);
    await type('without a network, ');
    await page.locator('.saving.away').waitFor();
    // A whole minute: longer than any attempt to save waits before the next one.
    for (let rest = 12; rest > 0; rest -= 1) {
      await type(`for a while (${rest}), `);
      await page.waitForTimeout(5_000);
    }
    await page.context().setOffline(false);
    await isSaved(page);
    await typeAndSave(20);

    const { revision, ...draft } = await draftOn(page);
    expect(revision - before).toBeGreaterThanOrEqual(50);
    expect(await field.inputValue()).toBe(typed);
    expect(personaOf({ revision, ...draft })).toBe(typed);
    expect(draft.document).toEqual({ ...project, persona: typed });
  });

  test('a page that is closed while the server is gone has everything when it is opened again', async () => {
    folder = serverFolder(built.folder, project);
    const first = await start();
    const page = await openOn(first);
    const context = page.context();
    await kill(first);
    await page.getByLabel('Persona').fill('typed into the void');
    await page.locator('.saving.away').waitFor();
    await page.close();
    await start(first.port);
    const again = await context.newPage();
    await again.goto(`http://127.0.0.1:${first.port}/admin/`);
    await again.getByText('is back').first().waitFor();
    await isSaved(again);
    expect(personaOf(await draftOn(again))).toBe('typed into the void');
  });

  test('two people in one draft: what does not touch goes together; where it does, both texts are kept until one is chosen', async () => {
    folder = serverFolder(built.folder, project);
    const server = await start();
    const mine = await openOn(server);
    const context = mine.context();
    const theirs = await context.newPage();
    await theirs.goto(`http://127.0.0.1:${server.port}/admin/`);
    await theirs.getByLabel('Persona').fill('their persona');
    await isSaved(theirs);
    await mine.getByLabel('Description').fill('my description');
    await mine.getByText('Changes from somebody else were added to yours').waitFor();
    await isSaved(mine);
    expect((await draftOn(mine)).document).toMatchObject({ persona: 'their persona', description: 'my description' });

    await theirs.getByLabel('Persona').fill('their second persona');
    await isSaved(theirs);
    await mine.getByLabel('Persona').fill('my persona');
    const dialog = mine.getByRole('dialog', { name: 'Somebody else changed the same place' });
    await dialog.getByText('my persona').waitFor();
    await dialog.getByText('their second persona').waitFor();
    expect(personaOf(await draftOn(theirs))).toBe('their second persona');
    await dialog.getByRole('button', { name: 'Keep the chosen texts' }).click();
    await isSaved(mine);
    expect((await draftOn(theirs)).document).toMatchObject({ persona: 'my persona', description: 'my description' });
  });
});

import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { main } from '../../runtime/main.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { launchBrowser } from '../browser/find-chromium.ts';
import { generous } from '../server/stand.ts';
import { type BuiltPage, buildPage } from './built-page.ts';

/** The page on a real server with a project of its own; `call` asks the server's API as the page does. */
export type Live = { page: Page; address: string; call<T>(path: string, request?: { method?: string; body?: unknown }): Promise<T> };
export type LiveStand = { open(document: AuthoredProject, colours?: 'light' | 'dark'): Promise<Live> };

/** The built page, one browser, and for each test a server over a database of its own; what the browser complains of fails the test. */
export function liveStand(): LiveStand {
  let browser: Browser;
  let built: BuiltPage;
  let close = async (): Promise<void> => undefined;
  let complaints: string[] = [];
  beforeAll(async () => {
    [browser, built] = await Promise.all([launchBrowser(), buildPage()]);
  }, 300_000);
  afterEach(async () => {
    await close();
    close = async () => undefined;
    const heard = complaints;
    complaints = [];
    expect(heard).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await built?.remove();
  });
  return {
    async open(document, colours = 'light') {
      const { address, link, stop } = await startServer(built.folder, document);
      const context = await browser.newContext({ colorScheme: colours, viewport: { width: 1280, height: 860 } });
      close = async () => {
        await context.close();
        await stop();
      };
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
      });
      await page.goto(`${address}/admin/#token=${await link()}`);
      await page.getByRole('navigation', { name: 'Outline' }).waitFor();
      return { page, address, call: (path, request) => callOf(context, address, { path, ...request }) };
    },
  };
}

async function startServer(admin: string, document: AuthoredProject) {
  const root = mkdtempSync(join(tmpdir(), 'promptside-live-'));
  await mkdir(join(root, 'dist'));
  symlinkSync(admin, join(root, 'dist/admin'));
  const file = join(root, 'project.json');
  const { writeFile } = await import('node:fs/promises');
  await writeFile(file, JSON.stringify(document));
  const server = await main(root, { ...generous, PORT: '0', PROMPTSIDE_PROJECT: file, PROMPTSIDE_DATABASE: join(root, 'promptside.sqlite') });
  return {
    address: `http://localhost:${server.port}`,
    link: () => server.access.newLink(),
    stop: async () => {
      await server.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function callOf<T>(
  context: BrowserContext,
  address: string,
  { path, method = 'GET', body }: { path: string; method?: string; body?: unknown },
) {
  const headers = { origin: address, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
  const response = await context.request.fetch(`${address}/admin/api${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { data: JSON.stringify(body) }),
  });
  return (await response.json()) as T; // the caller knows what the route answers
}

import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { launchBrowser } from '../browser/find-chromium.ts';
import { scratch, start } from '../server/process.ts';
import { type BuiltPage, buildPage } from './built-page.ts';
import { keepComplaints } from './complaints.ts';
import { realServer } from './real-server.ts';

/** The page on a real server with a project of its own; `call` asks the server's API as the page does. */
export type Live = { page: Page; address: string; call<T>(path: string, request?: { method?: string; body?: unknown }): Promise<T> };
export type LiveStand = {
  open(document: AuthoredProject, colours?: 'light' | 'dark'): Promise<Live>;
  /** A server as `npm start` first starts it, with its own project, the link that it printed, and a browser that has not been there. */
  begin(): Promise<{ page: Page; link: string }>;
};

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
  const windowOn = async (stop: () => Promise<void>, colours: 'light' | 'dark'): Promise<Page> => {
    close = stop;
    const context = await browser.newContext({ colorScheme: colours, viewport: { width: 1280, height: 860 } });
    close = async () => {
      await context.close();
      await stop();
    };
    const page = await context.newPage();
    keepComplaints(page, complaints);
    return page;
  };
  return {
    async open(document, colours = 'light') {
      const { port, link, stop } = await realServer(built.folder, document);
      const address = `http://localhost:${port}`;
      const page = await windowOn(stop, colours);
      await page.goto(`${address}/admin/#token=${await link()}`);
      await page.getByRole('navigation', { name: 'Outline' }).waitFor();
      return { page, address, call: (path, request) => callOf(page.context(), address, { path, ...request }) };
    },
    async begin() {
      const { folder, remove } = scratch();
      const server = await start({ PROMPTSIDE_DATABASE: join(folder, 'promptside.sqlite') });
      const stop = async (): Promise<void> => {
        server.process.kill('SIGTERM');
        await server.ended;
        remove();
      };
      return { page: await windowOn(stop, 'light'), link: server.link };
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

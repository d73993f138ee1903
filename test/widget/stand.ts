import type { Browser, BrowserContext, BrowserContextOptions, FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { buildAll } from '../../widget/build.ts';
import { launchBrowser } from '../browser/find-chromium.ts';
import { FakeServer } from './fake-server.ts';
import { type HostPage, HostSite, tag } from './host-page.ts';

/** A browser, a site and a chat server, fresh contexts for every test; what a page complains about is collected. */
export type Stand = {
  server: FakeServer;
  site: HostSite;
  complaints: string[];
  /** Opens a page of the site that carries the script tag, in a browser context of its own. */
  visit(page?: HostPage, options?: BrowserContextOptions, named?: (address: string) => string): Promise<Page>;
  context(options?: BrowserContextOptions): Promise<BrowserContext>;
};

/** Sets the stand up around a file's tests. */
export function useStand(): Stand {
  // A busy machine takes its time; nothing here measures how long.
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 300_000 });
  let browser: Browser;
  let paths = 0;
  const open: BrowserContext[] = [];
  const stand: Stand = {
    server: new FakeServer(),
    site: new HostSite(),
    complaints: [],
    context: async (options) => {
      const context = await browser.newContext(options);
      open.push(context);
      return context;
    },
    visit: async (page = {}, options = {}, named = (address: string) => address) => {
      const view = await (await stand.context(options)).newPage();
      view.on('pageerror', (error) => stand.complaints.push(error.message));
      view.on('console', (message) => {
        if (message.type() === 'error' && !message.location().url.endsWith('favicon.ico')) stand.complaints.push(message.text());
      });
      const address = stand.site.put(`/page-${++paths}`, { head: tag(stand.server.origin), ...page });
      await view.goto(named(address));
      return view;
    },
  };

  beforeAll(async () => {
    await buildAll(['widget']);
    // A name that stands for a site without TLS.
    browser = await launchBrowser({ args: ['--host-resolver-rules=MAP shop.example 127.0.0.1'] });
    await stand.site.start();
    await stand.server.start();
  });
  afterEach(async () => {
    for (const context of open.splice(0)) await context.close();
    stand.server.reset();
    stand.complaints.length = 0;
  });
  afterAll(async () => {
    await browser?.close();
    await stand.server.stop();
    await stand.site.stop();
  });
  return stand;
}

/** The parts of the widget on a page, as a visitor would name them. */
export type Widget = {
  host: Locator;
  launcher: Locator;
  panel: Locator;
  composer: Locator;
  bubbles: Locator;
  /** Opens the panel as a visitor does, and waits until one can write. */
  open(): Promise<void>;
  say(text: string): Promise<void>;
  /** Waits for a bubble with this text. */
  shows(text: string | RegExp): Promise<void>;
};

/** Finds the widget on a page. */
export function widgetOn(page: Page | FrameLocator): Widget {
  const host = page.locator('promptside-widget');
  const launcher = host.locator('.launcher');
  const composer = host.locator('textarea');
  const bubbles = host.locator('.bubble:not(.dots)');
  return {
    host,
    launcher,
    panel: host.getByRole('dialog'),
    composer,
    bubbles,
    open: async () => {
      await launcher.click();
      await composer.waitFor();
    },
    say: async (text) => {
      await composer.fill(text);
      await composer.press('Enter');
    },
    shows: (text) => bubbles.filter({ hasText: text }).last().waitFor(),
  };
}

/** Calls the widget as the page does. */
export const call = (page: Page, ...all: unknown[]): Promise<unknown> =>
  page.evaluate((given) => void (window as unknown as { Promptside(...call: unknown[]): unknown }).Promptside(...given), all); // the one name on a page

/** Lets a request wait until the test lets it go. */
export async function holdBack(page: Page, address: string): Promise<{ isAsked: Promise<unknown>; go(): void }> {
  const [asked, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await page.route(address, async (route) => {
    asked.resolve();
    await gate.promise;
    await route.continue();
  });
  return { isAsked: asked.promise, go: gate.resolve };
}

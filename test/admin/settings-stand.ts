import type { Browser, BrowserContext, Page } from 'playwright-core';
import { keepComplaints } from './complaints.ts';
import { realServer } from './real-server.ts';
import { sampleProject } from './sample-project.ts';

/** A real server with the page as it was just built, over a database of its own. */
export type SettingsStand = {
  address: string;
  database: string;
  link(): Promise<string>;
  /** A browser of somebody's own; what it complains of is kept. */
  browserOf(colours?: 'light' | 'dark'): Promise<Page>;
  complaints: string[];
  remove(): Promise<void>;
};

/** Starts the server over the built page and the sample project. */
export async function settingsStand(browser: Browser, builtPage: string): Promise<SettingsStand> {
  const { port, database, link, stop } = await realServer(builtPage, sampleProject);
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  return {
    address: `http://127.0.0.1:${port}/admin/`,
    database,
    link,
    complaints,
    async browserOf(colours = 'light') {
      const context = await browser.newContext({ colorScheme: colours, viewport: { width: 1280, height: 860 } });
      contexts.push(context);
      const page = await context.newPage();
      keepComplaints(page, complaints);
      return page;
    },
    async remove() {
      await Promise.all(contexts.map((context) => context.close()));
      await stop();
    },
  };
}

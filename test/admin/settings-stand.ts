import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { main } from '../../runtime/main.ts';
import { generous, root } from '../server/stand.ts';
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
  const folder = mkdtempSync(join(tmpdir(), 'promptside-settings-'));
  mkdirSync(join(folder, 'dist'));
  symlinkSync(builtPage, join(folder, 'dist/admin'));
  symlinkSync(join(root, 'dist/widget'), join(folder, 'dist/widget'));
  writeFileSync(join(folder, 'project.json'), JSON.stringify(sampleProject));
  const database = join(folder, 'promptside.sqlite');
  const files = { PROMPTSIDE_PROJECT: join(folder, 'project.json'), PROMPTSIDE_DATABASE: database, PROMPTSIDE_DEMO: 'off' };
  const server = await main(folder, { ...generous, PORT: '0', ...files });
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  return {
    address: `http://127.0.0.1:${server.port}/admin/`,
    database,
    link: () => server.access.newLink(),
    complaints,
    async browserOf(colours = 'light') {
      const context = await browser.newContext({ colorScheme: colours, viewport: { width: 1280, height: 860 } });
      contexts.push(context);
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
      });
      return page;
    },
    async remove() {
      await Promise.all(contexts.map((context) => context.close()));
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

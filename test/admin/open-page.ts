import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { keepComplaints } from './complaints.ts';
import { type FakeApi, type FakeState, startFakeApi } from './fake-api.ts';
import { sampleLog } from './sample-log.ts';
import { sampleProject } from './sample-project.ts';

/** A browser window on a fake server of its own; `complaints` holds everything that the browser refused or reported. */
export type Opened = { api: FakeApi; context: BrowserContext; page: Page; complaints: string[]; close(): Promise<void> };

const conversations = [
  {
    id: 'c_sample_1',
    version: 1,
    visitor: 'v_sample_1',
    status: 'active',
    stage: 'returns',
    turns: 3,
    startedAt: Date.UTC(2026, 10, 20, 9, 30),
    changedAt: Date.UTC(2026, 10, 20, 9, 31),
    preview: 'hm',
  },
];

/** Opens the page over its one-time link, in the given colours. */
export async function openPage(
  world: { browser: Browser; folder: string },
  { colours = 'light', ...state }: Partial<FakeState> & { colours?: 'light' | 'dark' } = {},
): Promise<Opened> {
  const api = await startFakeApi(world.folder, { document: sampleProject, conversations, events: sampleLog, ...state });
  const context = await world.browser.newContext({ colorScheme: colours, viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  keepComplaints(page, complaints);
  await page.goto(`${api.address}#token=${api.state.token}`);
  await page.getByRole('navigation', { name: 'Outline' }).waitFor();
  return {
    api,
    context,
    page,
    complaints,
    close: async () => {
      await context.close();
      await api.close();
    },
  };
}

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
let axeSource: Promise<string> | undefined;

/** What axe finds on the page as it is now, each finding as one line. */
export async function axeFindings(page: Page): Promise<string[]> {
  axeSource ??= readFile(axePath, 'utf8');
  // Evaluated by the debugger, which no content security policy stands in the way of.
  await page.evaluate(await axeSource);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ passes: unknown[]; violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> };
    }; // axe-core puts itself there
    const { passes, violations } = await axe.run();
    // A run that looked at nothing would find nothing.
    if (passes.length < 5) throw new Error(`axe passed only ${passes.length} rules`);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`));
  });
}

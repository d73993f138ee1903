import { deflateSync } from 'node:zlib';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { buildAll } from '../../widget/build.ts';
import { launchBrowser } from '../browser/find-chromium.ts';
import { type Stand, serve } from '../server/stand.ts';
import { projectOf, reply } from '../world.ts';
import { axe } from './axe.ts';
import { type HostPage, HostSite, tag } from './host-page.ts';
import { type Widget, widgetOn } from './stand.ts';

const ask = { required: true, onMissing: 'ask' as const };
const fired = { triggerOnUserInput: false, triggerOnClientCommand: true };
const card = (title: string) => ({
  title,
  text: 'Waterproof, **new** this year.',
  image: { url: `https://img.example/${title.toLowerCase()}.png`, alt: `a picture of ${title.toLowerCase()}` },
  link: 'https://shop.example/boots',
  buttons: [{ label: `Buy ${title.toLowerCase()}`, command: 'Buy', parameters: { item: title } }],
});

/** A shop with cards, three kinds of forms, and files. */
export const partsProject = (more: Partial<AuthoredProject> = {}): AuthoredProject => ({
  ...projectOf([]),
  name: 'shop',
  stages: [
    {
      name: 'Main',
      actions: [
        { ...fired, name: 'Cards', effects: [{ ...reply('Here is what we have:'), cards: ['Boots', 'Tents', 'Stoves', 'Ropes'].map(card) }] },
        { ...fired, name: 'Buy', parameters: [{ name: 'item' }], effects: [reply('{{params.item}}: bought.')] },
        { ...fired, name: 'Contact', effects: [{ ...reply('How can we reach you?'), form: { command: 'Leave', submit: 'Leave it with us' } }] },
        {
          ...fired,
          name: 'Leave',
          parameters: [
            { name: 'email', type: 'email', required: true, description: 'Your email address' },
            { name: 'phone', type: 'phone', description: 'Your phone number' },
            { name: 'size', acceptedValues: ['S', 'M', 'L'], description: 'Your size' },
            { name: 'code', type: 'code', pattern: '[0-9]{5}', description: 'Order number' },
            { name: 'news', type: 'boolean', description: 'Write to me about news' },
          ],
          effects: [reply('Thank you, {{params.email}}. News: {{params.news}}.')],
        },
        {
          ...fired,
          name: 'Order',
          form: true,
          parameters: [
            { ...ask, name: 'city', question: 'Where to, and when?', description: 'City' },
            { ...ask, name: 'day', type: 'date', description: 'Day' },
          ],
          effects: [reply('It comes to {{params.city}} on {{params.day}}.')],
        },
      ],
      onFallback: { effects: [reply('Heard: {{userInput}}')] },
    },
  ],
  widget: {
    title: 'Outdoor shop',
    buttons: ['Cards', 'Contact', 'Order'].map((name) => ({ label: name, command: name })),
    imageHosts: ['img.example'],
    upload: { types: ['image/*', 'application/pdf', 'text/plain'], maximumBytes: 200_000 },
  },
  ...more,
});

/** The real server with a shop, and a browser that goes to pages of another origin. */
export type PartsStand = {
  server: Stand;
  site: HostSite;
  complaints: string[];
  warnings: string[];
  open(page?: HostPage, options?: BrowserContextOptions): Promise<{ page: Page; widget: Widget }>;
};

export function useParts(project: AuthoredProject = partsProject()): PartsStand {
  vi.setConfig({ testTimeout: 90_000, hookTimeout: 300_000 });
  let browser: Browser;
  let paths = 0;
  const contexts: BrowserContext[] = [];
  const stand = { site: new HostSite(), complaints: [] as string[], warnings: [] as string[] } as PartsStand; // the rest is set below, before any test
  stand.open = async (given = {}, options = {}) => {
    const context = await browser.newContext(options);
    contexts.push(context);
    await context.route('https://img.example/**', (route) => route.fulfill({ body: picture(), contentType: 'image/png' }));
    const page = await context.newPage();
    page.on('pageerror', (error) => stand.complaints.push(error.message));
    page.on('console', (line) => {
      if (line.type() === 'error' && !line.location().url.endsWith('favicon.ico')) stand.complaints.push(line.text());
      if (line.type() === 'warning') stand.warnings.push(line.text());
    });
    await page.goto(stand.site.put(`/page-${++paths}`, { head: tag(stand.server.address), ...given }));
    const widget = widgetOn(page);
    await widget.open();
    return { page, widget };
  };
  beforeAll(async () => {
    await buildAll(['widget']);
    browser = await launchBrowser();
    stand.server = await serve(project);
    await stand.site.start();
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    stand.complaints.length = 0;
    stand.warnings.length = 0;
  });
  afterAll(async () => {
    await browser?.close();
    await stand.server?.remove();
    await stand.site.stop();
  });
  return stand;
}

/** Presses one of the buttons that are always there. */
export const press = (widget: Widget, label: string): Promise<void> => widget.host.locator('.suggestions').getByText(label, { exact: true }).click();

/** What axe finds fault with in the widget. */
export async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: run } = window as unknown as {
      axe: { run(on: unknown, options: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await run.run('promptside-widget', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

/** Where a test asks for pictures, one is taken (PARTS_PICTURES=folder). */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.PARTS_PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}

/** A small picture, as a browser takes it. */
export function picture(size = 24): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.concat(
    Array.from({ length: size }, (_, row) =>
      Buffer.from([0, ...Array.from({ length: size }, (_each, column) => [70, 90 + row * 5, 60 + column * 5]).flat()]),
    ),
  );
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([size, body, sum]);
}

function crc(data: Buffer): number {
  let sum = ~0;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xed_b8_83_20 : 0);
  }
  return ~sum >>> 0;
}

export const poll = { timeout: 15_000 };

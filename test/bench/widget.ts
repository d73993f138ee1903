import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { buildAll } from '../../widget/build.ts';
import { launchBrowser } from '../browser/find-chromium.ts';
import { root, serve } from '../server/stand.ts';
import { buildFloor, type Floor } from './widget-floor.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 7);

type Subject = { name: string; address: string; launcher: string; composer: string };
type Weight = { bytes: number; requests: number };
type Visit = { before: Weight; after: Weight; launcher: number; caret: number; longTasks: { before: number[]; after: number[] } };

/** Weighs and times the widget beside a bare page that does the least; every figure of both comes from this run. */
async function bench(): Promise<void> {
  await buildAll(['widget']);
  const [floor, server, browser] = await Promise.all([buildFloor(root), serve(`${root}/demo/shop.project.json`), launchBrowser()]);
  const pages = await hostPages(floor, server.address);
  const subjects: Subject[] = [
    { name: 'widget', address: `${pages.address}/widget`, launcher: 'promptside-widget .launcher', composer: 'promptside-widget textarea' },
    { name: 'floor (Preact + socket.io-client)', address: `${pages.address}/floor`, launcher: '#floor button', composer: '#floor textarea' },
  ];
  try {
    const visits = new Map<string, Visit[]>();
    // In turn, so that a busy moment of the machine falls on both; the first of each warms up.
    for (let round = 0; round <= rounds; round += 1) {
      for (const subject of subjects) {
        for (const slowDown of [1, 4]) {
          const visit = await visited(browser, subject, slowDown);
          const key = `${subject.name}@${slowDown}`;
          if (round > 0) visits.set(key, [...(visits.get(key) ?? []), visit]);
        }
      }
    }
    print(subjects, visits);
  } finally {
    await browser.close();
    pages.close();
    await server.remove();
    await floor.remove();
  }
}

/** A site of its own with one page for each subject; the floor's files come from here, packed as the widget's are. */
async function hostPages(floor: Floor, chat: string): Promise<{ address: string; close(): void }> {
  const bodies: Record<string, string> = {
    '/widget': `<script async src="${chat}/widget.js" data-project="shop"></script>`,
    '/floor': '<script async src="/floor.js"></script>',
  };
  const server = createServer((request, response) => {
    const file = floor.files.get(request.url ?? '');
    if (file) return void response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8', 'content-encoding': 'br' }).end(file);
    const script = bodies[request.url ?? ''];
    if (!script) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><title>Host</title><link rel="icon" href="data:,">${script}<p>Text</p>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this kind.
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

async function visited(browser: Browser, subject: Subject, slowDown: number): Promise<Visit> {
  const context = await browser.newContext();
  const page = await context.newPage();
  try {
    const session = await context.newCDPSession(page);
    const weighed = await weigh(session);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
    await page.addInitScript(watch, subject);
    await page.goto(subject.address, { waitUntil: 'load' });
    await page.locator(subject.launcher).waitFor();
    await page.waitForTimeout(300);
    const before = weighed();
    const tasksBefore = await longTasks(page);
    await page.locator(subject.launcher).click();
    await page.locator(subject.composer).waitFor();
    await page.waitForFunction(() => (window as unknown as Watched).caret > 0);
    await page.waitForTimeout(300);
    const { launcher, caret } = await page.evaluate(() => {
      const { launcher, caret } = window as unknown as Watched;
      return { launcher, caret };
    });
    const tasksAfter = (await longTasks(page)).slice(tasksBefore.length);
    return { before, after: weighed(), launcher, caret, longTasks: { before: tasksBefore, after: tasksAfter } };
  } finally {
    await context.close();
  }
}

type Watched = { launcher: number; caret: number; long: number[] };

/** Runs in the page before anything else: notes long tasks, when the launcher stood, and how long the caret took after the click. */
function watch({ launcher, composer }: Subject): void {
  const own = window as unknown as Watched;
  Object.assign(own, { launcher: 0, caret: 0, long: [] });
  new PerformanceObserver((list) => own.long.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: 'longtask',
    buffered: true,
  });
  const find = (selector: string): Element | null => {
    const [outer = '', ...inner] = selector.split(' ');
    const host = document.querySelector(outer);
    return (host?.shadowRoot ?? host)?.querySelector(inner.join(' ')) ?? null;
  };
  let clickedAt = 0;
  addEventListener('click', (event) => (clickedAt = event.timeStamp), true);
  const look = (): void => {
    const script = performance.getEntriesByType('resource').find(({ name }) => /(widget|floor)\.js/.test(name));
    if (own.launcher === 0 && script && find(launcher)) own.launcher = performance.now() - script.startTime;
    const field = clickedAt > 0 ? find(composer) : null;
    if (field && own.caret === 0 && (field.getRootNode() as Document | ShadowRoot).activeElement === field) own.caret = performance.now() - clickedAt;
    if (own.caret === 0) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

const longTasks = (page: Page): Promise<number[]> => page.evaluate(() => (window as unknown as Watched).long);

/** What came over the network for this page, its own markup left out; a websocket counts as one request. */
async function weigh(session: CDPSession): Promise<() => Weight> {
  const scripts = new Set<string>();
  const weight: Weight = { bytes: 0, requests: 0 };
  session.on('Network.requestWillBeSent', ({ requestId, type, request }) => {
    if (type === 'Document' || request.url.startsWith('data:')) return;
    scripts.add(requestId);
    weight.requests += 1;
  });
  session.on('Network.webSocketCreated', () => (weight.requests += 1));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) weight.bytes += encodedDataLength;
  });
  await session.send('Network.enable');
  return () => ({ ...weight });
}

function print(subjects: readonly Subject[], visits: Map<string, Visit[]>): void {
  const rows = subjects.map(({ name }) => {
    const [normal, slow] = [visits.get(`${name}@1`) ?? [], visits.get(`${name}@4`) ?? []];
    const first = normal[0];
    return {
      '': name,
      'bytes before': first?.before.bytes,
      'requests before': first?.before.requests,
      'bytes opened': first?.after.bytes,
      'requests opened': first?.after.requests,
      'script→launcher ms': median(normal.map((visit) => visit.launcher)),
      'at 4×': median(slow.map((visit) => visit.launcher)),
      'click→caret ms': median(normal.map((visit) => visit.caret)),
      'at 4× ': median(slow.map((visit) => visit.caret)),
      'long tasks before, 4×': said(slow.map((visit) => visit.longTasks.before)),
      'long tasks opening, 4×': said(slow.map((visit) => visit.longTasks.after)),
    };
  });
  for (const key of Object.keys(rows[0] ?? {}))
    console.log(`${key.trim().padEnd(24)}${rows.map((row) => String(row[key as keyof typeof row] ?? '').padEnd(36)).join('')}`);
  console.log(`\nMedians of ${rounds} visits, cold cache, this machine, both in the same run. Bytes as they came over the wire, headers included.`);
}

const median = (all: readonly number[]): number => Math.round(all.toSorted((left, right) => left - right)[Math.floor(all.length / 2)] ?? Number.NaN);

/** How many there were in a visit at most, and the longest of all. */
const said = (visits: readonly number[][]): string =>
  visits.some((tasks) => tasks.length > 0)
    ? `≤ ${Math.max(...visits.map((tasks) => tasks.length))}, longest ${Math.round(Math.max(...visits.flat()))} ms`
    : 'none';

await bench();
process.exit(0);

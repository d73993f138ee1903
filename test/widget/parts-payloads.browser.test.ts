import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { visitorEvent } from '../../runtime/server/visitor-view.ts';
import type { VisitorMessage } from '../../shared/protocol.ts';
import { buildAll } from '../../widget/build.ts';
import { launchBrowser } from '../browser/find-chromium.ts';
import { FakeServer } from './fake-server.ts';
import { HostSite, tag } from './host-page.ts';
import { addresses, payloads } from './payloads.ts';
import { type Widget, widgetOn } from './stand.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 });
const site = new HostSite();
const server = new FakeServer();
let browser: Browser;
let page: Page;
let widget: Widget;
const trouble: string[] = [];

beforeAll(async () => {
  await buildAll(['widget']);
  browser = await launchBrowser();
  await Promise.all([site.start(), server.start()]);
  page = await (await browser.newContext()).newPage();
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!/^http:\/\/127\.0\.0\.1:/.test(request.url())) trouble.push(`request: ${request.url()}`);
  });
  const headers = { 'content-security-policy': "require-trusted-types-for 'script'; trusted-types 'none'" };
  const listen = `<script>window.violations=[];addEventListener('securitypolicyviolation',function(event){violations.push(event.violatedDirective+' '+event.sample)})</script>`;
  await page.goto(site.put('/', { headers, head: listen + tag(server.origin) }));
  widget = widgetOn(page);
  await widget.open();
  await page.waitForFunction(() => localStorage.getItem('promptside:shop:token') !== null);
});
afterAll(async () => {
  await browser?.close();
  await server.stop();
  await site.stop();
});

/** Every field that a card, a form or a file can carry, with this in it. What the server lets through of it is shown. */
const laden = (text: string, address: string, index: number): Partial<VisitorMessage> => ({
  cards: [
    { title: text, link: address, image: { url: address, alt: text }, buttons: [{ label: text, command: text }], nodes: [{ t: 'text', text }] },
    { title: text },
  ],
  form: {
    command: text,
    submit: text,
    parameters: { text },
    fields: [
      { name: `a${index}`, label: text, type: 'text', required: true },
      { name: text, label: text, type: 'choice', required: false, options: [text] },
      { name: `b${index}`, label: text, type: 'boolean', required: false },
    ],
  },
  files: [
    { id: text, name: text, type: 'image/png', bytes: 1 },
    { id: address, name: address, type: text, bytes: Number.NaN },
  ],
});

const counted = (selector: string): Promise<number> => widget.host.locator(selector).count();

test(`P-39 and G-30: of ${payloads.length} payloads in every field of a card, a form and a file, none runs or becomes markup`, async () => {
  // As an honest server would never send them: the widget does not rely on it.
  for (const [index, text] of payloads.entries()) server.say(server.only, 'x', laden(text, addresses[index % addresses.length] ?? '', index));
  await expect.poll(() => counted('.form'), { timeout: 60_000 }).toBe(payloads.length);
  await expect.poll(() => counted('.cards'), { timeout: 60_000 }).toBe(payloads.length);
  await expect.poll(() => counted('.log .files a'), { timeout: 60_000 }).toBe(payloads.length * 2);
  const found = await page.evaluate(() => {
    const root = document.querySelector('promptside-widget')?.shadowRoot;
    const all = [...(root?.querySelectorAll('.log *') ?? [])];
    const bad = all.filter(
      (each) =>
        /^(script|iframe|object|embed|style|link|meta|base|video|audio|template|math|details|animate)$/i.test(each.tagName) ||
        [...each.attributes].some(({ name }) => /^on|^srcdoc|^formaction|^style/i.test(name)),
    );
    const own = window as unknown as { pwned?: unknown; violations: string[] };
    const hrefs = all.flatMap((each) =>
      each instanceof HTMLAnchorElement ? [each.protocol] : each instanceof HTMLImageElement ? [new URL(each.src).protocol] : [],
    );
    return {
      pwned: own.pwned !== undefined,
      violations: own.violations,
      bad: bad.map((each) => each.outerHTML),
      schemes: [...new Set(hrefs)].sort(),
    };
  });
  const { schemes, ...rest } = found;
  expect(rest).toEqual({ pwned: false, violations: [], bad: [] });
  expect(schemes.filter((scheme) => !['http:', 'https:'].includes(scheme))).toEqual([]);
  // Files lie at the chat's own address, whatever they are called.
  const files = await widget.host.locator('.log .files a').evaluateAll((all) => all.map((each) => (each as HTMLAnchorElement).href));
  expect(files.filter((href) => !href.startsWith(`${server.origin}/promptside/files/`))).toEqual([]);
  expect(trouble.filter((line) => !/^request: https?:/.test(line))).toEqual([]);
});

test('P-39 what is sent from such a form is what was written, and comes back as words', async () => {
  const text = payloads[1] ?? '';
  server.say(server.only, 'x', { form: { command: 'Send', fields: [{ name: 'a', label: text, type: 'text', required: true }] } });
  await expect.poll(() => counted('.form'), { timeout: 15_000 }).toBe(payloads.length + 1);
  const form = widget.host.locator('.form').last();
  await form.locator('input').fill(text);
  await form.getByRole('button').click();
  await expect.poll(() => server.commands.at(-1), { timeout: 15_000 }).toMatchObject({ command: 'Send', parameters: { a: text } });
  expect(await page.evaluate('window.pwned === undefined && violations.length === 0')).toBe(true);
});

test('G-30 a card’s words, link and picture leave the server as nodes and checked addresses', () => {
  const message = { id: 'm', role: 'assistant' as const, text: 'x', at: 0, turn: 1, stage: 'Main' };
  const cards = addresses.map((url) => ({ title: 'x', text: `[press](${url}) <img src=x onerror=alert(1)>`, image: { url, alt: '' } }));
  const event = visitorEvent(
    {
      seq: 1,
      at: 0,
      shown: 1,
      type: 'effect_done',
      changes: [
        { type: 'message', message: { ...message, cards: [...cards, { title: 'y', image: { url: 'https://img.example/a.png', alt: '' } }] } },
      ],
      // Only what is shown of the event is looked at.
    } as unknown as Parameters<typeof visitorEvent>[0],
    ['img.example'],
  );
  const shown = event?.type === 'message' ? (event.message.cards ?? []) : [];
  expect(shown.map(({ image }) => image?.url).filter(Boolean)).toEqual(['https://img.example/a.png']);
  expect(JSON.stringify(shown)).not.toMatch(/"t":"(?:html|image)"|"href":"(?!https?:|mailto:|tel:)/i);
});

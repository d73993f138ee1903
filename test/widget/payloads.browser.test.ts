import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { buildAll } from '../../widget/build.ts';
import { launchBrowser } from '../browser/find-chromium.ts';
import { type Stand, serve } from '../server/stand.ts';
import { projectOf, reply } from '../world.ts';
import { HostSite, tag } from './host-page.ts';
import { payloads } from './payloads.ts';
import { type Widget, widgetOn } from './stand.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 });
const markup = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>';
const buttons = [{ label: markup }, { label: `[x](javascript:window.pwned=1)`, command: 'Buttons' }];
const project: AuthoredProject = {
  ...projectOf([]),
  name: 'shop',
  stages: [
    {
      name: 'Main',
      actions: [
        {
          name: 'Buttons',
          triggerOnUserInput: false,
          triggerOnClientCommand: true,
          effects: [{ ...reply(`buttons ${markup}`), buttons }],
        },
      ],
      onFallback: { effects: [reply('re: {{userInput}}')] },
    },
  ],
  widget: { title: markup, greeting: markup, placeholder: markup.slice(0, 110), buttons: [{ label: markup, command: 'Buttons' }] },
};

const site = new HostSite();
let browser: Browser;
let server: Stand;
let page: Page;
let widget: Widget;
const trouble: string[] = [];

beforeAll(async () => {
  await buildAll(['widget']);
  browser = await launchBrowser();
  server = await serve(project);
  await site.start();
  page = await (await browser.newContext()).newPage();
  page.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('request', (request) => {
    if (!/^http:\/\/127\.0\.0\.1:/.test(request.url())) trouble.push(`request: ${request.url()}`);
  });
  // Trusted Types see every text that is about to become markup, a script or its address; 'none' lets no policy be made for it.
  const headers = { 'content-security-policy': "require-trusted-types-for 'script'; trusted-types 'none'" };
  const listen = `<script>window.violations=[];addEventListener('securitypolicyviolation',function(event){violations.push(event.violatedDirective+' '+event.sample)})</script>`;
  await page.goto(site.put('/', { headers, head: listen + tag(server.address) }));
  widget = widgetOn(page);
  await widget.open();
});
afterAll(async () => {
  await browser?.close();
  await server?.remove();
  await site.stop();
});

type Found = { pwned: boolean; violations: string[]; bad: string[]; links: string[] };

/** Everything in the widget's tree that a message must never bring in. */
const found = (): Promise<Found> =>
  page.evaluate(() => {
    const root = document.querySelector('promptside-widget')?.shadowRoot;
    const all = [...(root?.querySelectorAll('*') ?? [])];
    const names = new Set([
      'SCRIPT',
      'IFRAME',
      'OBJECT',
      'EMBED',
      'STYLE',
      'LINK',
      'META',
      'BASE',
      'VIDEO',
      'AUDIO',
      'TEMPLATE',
      'MATH',
      'DETAILS',
      'IMG',
      'ANIMATE',
    ]);
    const bad = all.filter(
      (each) => names.has(each.tagName.toUpperCase()) || [...each.attributes].some(({ name }) => /^on|^srcdoc|^formaction|^style/i.test(name)),
    );
    const own = window as unknown as { pwned?: unknown; violations: string[] };
    return {
      pwned: own.pwned !== undefined,
      violations: own.violations,
      bad: bad.map((each) => each.outerHTML),
      links: [...(root?.querySelectorAll('a') ?? [])].map((link) => `${link.protocol} ${link.rel}`),
    };
  });

test(`P-39 and G-30: of ${payloads.length} payloads in a visitor’s words and in what the assistant makes of them as markdown, none runs or becomes markup`, async () => {
  await page.evaluate((all) => {
    const { Promptside } = window as unknown as { Promptside(...call: unknown[]): void };
    for (const each of all) Promptside('message', each);
    Promptside('message', 'the last one');
  }, payloads);
  await page.waitForFunction(
    (count) => (document.querySelector('promptside-widget')?.shadowRoot?.querySelectorAll('.log .theirs').length ?? 0) >= count,
    payloads.length + 1,
  );
  const { links, ...rest } = await found();
  expect(rest).toEqual({ pwned: false, violations: [], bad: [] });
  expect([...new Set(links)].filter((link) => !/^(https?:|mailto:|tel:) noopener noreferrer nofollow$/.test(link))).toEqual([]);
  expect(await page.evaluate('document.baseURI')).toContain(site.put('/none', {}).slice(0, 20));
  expect(trouble).toEqual([]);
});

test('P-39 and G-30: nor does one in the title, the greeting, the placeholder, a button or a command’s answer', async () => {
  await widget.host.locator('.suggestions .chip').first().click();
  await widget.shows('buttons <img');
  await widget.host.locator('.replies .chip').first().click();
  await widget.shows(`re: ${markup.slice(0, 20)}`);
  const { links: _links, ...rest } = await found();
  expect(rest).toEqual({ pwned: false, violations: [], bad: [] });
  expect(await widget.host.locator('.title').textContent()).toBe(markup);
  expect(trouble).toEqual([]);
});

test('a page whose detector is asleep would say so: markup that is written as such is caught', async () => {
  const caught = await page.evaluate(() => {
    try {
      document.createElement('div').innerHTML = '<b>x</b>';
      return false;
    } catch {
      return true;
    }
  });
  expect(caught).toBe(true);
  await expect.poll(() => page.evaluate('violations.length')).toBe(1);
});

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { tag } from './host-page.ts';
import type { Hostile } from './hostile.ts';
import { morePages } from './hostile-pages.ts';
import { useStand, type Widget, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;

const nonce = 'abc123';
const withNonce = (origin: string): string => `<script async nonce="${nonce}" src="${origin}/widget.js" data-project="shop"></script>`;
const policy = (origin: string, script: string, more = ''): Record<string, string> => ({
  'content-security-policy': `default-src 'none'; script-src ${script}; style-src 'self'; connect-src ${origin} ${origin.replace('http', 'ws')}; ${more}`,
});
const style = (css: string): string => `<style>${css}</style>`;

/** What the composer and the launcher look like, wherever they are. */
const looks = (widget: Widget): Promise<string[]> =>
  Promise.all(
    [widget.composer, widget.launcher, widget.panel, widget.bubbles.first()].map((part) =>
      part.evaluate((element) => {
        const { font, color, backgroundColor, padding, direction, textTransform, letterSpacing, width } = getComputedStyle(element);
        return [font, color, backgroundColor, padding, direction, textTransform, letterSpacing, width].join('|');
      }),
    ),
  );

let plain: string[] = [];

const pages: Hostile[] = [
  { name: 'a plain page', page: () => ({}) },
  {
    name: 'Content-Security-Policy with a nonce (P-41)',
    page: (origin) => ({ head: withNonce(origin), headers: policy(origin, `'nonce-${nonce}'`) }),
  },
  {
    name: "Content-Security-Policy 'strict-dynamic' and style-src 'none' (P-41)",
    page: (origin) => ({
      head: withNonce(origin),
      headers: {
        'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; style-src 'none'; connect-src ${origin.replace('http', 'ws')}`,
      },
    }),
  },
  {
    name: 'Content-Security-Policy that names the origin (P-41)',
    page: (origin) => ({ head: tag(origin), headers: policy(origin, origin) }),
  },
  {
    name: "Trusted Types 'none' (P-41)",
    page: (origin) => ({
      head: withNonce(origin),
      headers: policy(origin, `'nonce-${nonce}'`, "require-trusted-types-for 'script'; trusted-types 'none'"),
    }),
  },
  {
    name: '* { all: unset !important } (P-42)',
    page: (origin) => ({ head: style('* { all: unset !important; } script, head, style, title { display: none !important }') + tag(origin) }),
    after: async (_page, widget) => expect(await looks(widget)).toEqual(plain),
  },
  {
    name: 'rules that reach for everything (P-42)',
    page: (origin) => ({
      head:
        style(`* { color: red !important; font: 30px serif !important; letter-spacing: 9px !important; text-transform: uppercase !important; direction: rtl !important; box-sizing: content-box !important; visibility: hidden !important; }
          html > *, body > *, promptside-widget { display: none !important; position: static !important; transform: rotate(9deg) !important; opacity: 0 !important; filter: blur(9px) !important; pointer-events: none !important; width: 9px !important; z-index: -1 !important; }
          button, textarea, section, p { width: 1px !important; padding: 99px !important; }`) + tag(origin),
    }),
    after: async (_page, widget) => expect(await looks(widget)).toEqual(plain),
  },
  {
    name: 'transitions and animations on everything (P-42)',
    page: (origin) => ({
      head:
        style(
          '@keyframes gone { to { opacity: 0; transform: scale(0) } } body *, html > :not(body) { animation: gone 1ms forwards } * { transition: all 9s }',
        ) + tag(origin),
    }),
  },
  {
    name: 'html { font-size: 62.5% }',
    page: (origin) => ({ head: style('html { font-size: 62.5%; line-height: 3; word-spacing: 1em }') + tag(origin) }),
    after: async (_page, widget) => expect(await looks(widget)).toEqual(plain),
  },
  {
    name: 'quirks mode',
    page: (origin) => ({ whole: `<html><head><title>Host</title>${tag(origin)}</head><body><table><tr><td>old</table></body></html>` }),
    after: async (page, widget) => {
      expect(await page.evaluate(() => document.compatMode)).toBe('BackCompat');
      expect(await looks(widget)).toEqual(plain);
    },
  },
  {
    name: 'right to left',
    page: (origin) => ({
      whole: `<!doctype html><html dir="rtl" lang="ar"><head><title>Host</title>${tag(origin, 'data-language="en"')}</head><body>نص</body></html>`,
    }),
    after: async (_page, widget) => expect(await looks(widget)).toEqual(plain),
  },
  {
    name: 'XHTML',
    page: (origin) => ({
      type: 'application/xhtml+xml',
      whole: `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Host</title><script async="async" src="${origin}/widget.js" data-project="shop"></script></head><body><p>strict</p></body></html>`,
    }),
    after: async (_page, widget) => expect(await looks(widget)).toEqual(plain),
  },
  {
    name: 'AMD and CommonJS globals',
    page: (origin) => ({
      head: `<script>window.amd=[];window.define=function(){amd.push(arguments)};define.amd={};window.module={exports:{}};window.exports=module.exports;window.require=function(){throw Error('required')};window.process={env:{}};</script>${tag(origin)}`,
    }),
    after: async (page) => expect(await page.evaluate('[amd.length, Object.keys(module.exports).length]')).toEqual([0, 0]),
  },
  {
    name: 'toJSON on prototypes, as Prototype.js has it',
    page: (origin) => ({
      head: `<script>Array.prototype.toJSON=function(){return 'bent'};Object.prototype.toJSON=function(){return 'bent'};String.prototype.toJSON=function(){return 'bent'};</script>${tag(origin)}`,
    }),
  },
  {
    name: 'enumerable members on Array.prototype and Object.prototype',
    page: (origin) => ({
      head: `<script>Array.prototype.last=function(){return this[this.length-1]};Array.prototype.each=1;Object.prototype.extend=function(){};Object.prototype.id='oops';Object.prototype.size=3;Function.prototype.method=1;</script>${tag(origin)}`,
    }),
  },
  {
    name: '<base href> elsewhere',
    page: (origin) => ({ head: `<base href="https://cdn.example/deep/" target="_blank"/>${tag(origin)}` }),
  },
  {
    name: 'an application that replaces its body, and then everything',
    page: (origin) => ({ head: tag(origin), body: '<div id="app">one</div>' }),
    before: async (page) => {
      await widgetOn(page).launcher.waitFor();
      await page.evaluate(() => {
        const body = document.createElement('body');
        body.textContent = 'two';
        document.body.replaceWith(body);
        document.body.textContent = '';
        document.documentElement.replaceChildren(document.createElement('head'), document.createElement('body'));
      });
    },
    after: async (page, widget) => {
      await page.evaluate(() => document.documentElement.replaceWith(document.createElement('html')));
      await widget.launcher.waitFor();
      expect(await widget.host.count()).toBe(1);
    },
  },
  {
    name: 'storage blocked',
    page: (origin) => ({
      head: `<script>for (const name of ['localStorage','sessionStorage']) Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError') } });</script>${tag(origin)}`,
    }),
  },
  {
    name: 'a sandboxed frame without an origin',
    page: (origin) => ({ head: tag(origin), headers: { 'content-security-policy': 'sandbox allow-scripts' } }),
  },
  {
    name: 'two snippets',
    page: (origin) => ({ head: tag(origin) + tag(origin), body: tag(origin) }),
    after: async (_page, widget) => expect(await widget.host.count()).toBe(1),
  },
  {
    name: 'the snippet put in late, by a script',
    page: () => ({ head: ' ' }),
    before: async (page) => {
      await page.evaluate((source) => {
        const script = document.createElement('script');
        script.src = source;
        script.dataset.project = 'shop';
        document.head.append(script);
      }, `${server.origin}/widget.js`);
      await widgetOn(page).launcher.waitFor();
    },
  },
  {
    name: 'hot-keys of the host (not fired while typing)',
    page: (origin) => ({
      head: `<script>window.keys=[];for (const type of ['keydown','keypress','keyup']) document.addEventListener(type,function(event){keys.push(event.key);event.preventDefault()});</script>${tag(origin)}`,
    }),
    after: async (page, widget) => {
      await widget.composer.focus();
      await page.keyboard.type('/kx?');
      expect(await widget.composer.inputValue()).toBe('/kx?');
      await page.keyboard.press('Escape');
      expect(await page.evaluate('keys')).toEqual([]);
    },
  },
  {
    name: 'cross-origin isolation (COEP)',
    page: (origin) => ({
      head: tag(origin),
      headers: { 'cross-origin-embedder-policy': 'require-corp', 'cross-origin-opener-policy': 'same-origin' },
    }),
  },
  {
    name: 'forms, labels and listeners of the host around everything',
    page: (origin) => ({
      head: `<script>addEventListener('submit',function(){window.submitted=1},true);addEventListener('click',function(event){if(event.target.tagName==='A')event.preventDefault()});document.addEventListener('focusin',function(event){event.stopPropagation()});</script>${tag(origin)}`,
      body: '<form action="/gone"><input name="q"></form>',
    }),
    after: async (page) => expect(page.url()).not.toContain('gone'),
  },
  {
    name: 'a host that patched timers, console and fetch',
    page: (origin) => ({
      head: `<script>window.fetch=undefined;window.XMLHttpRequest=undefined;console.warn=undefined;window.requestAnimationFrame=undefined;</script>${tag(origin)}`,
    }),
  },
  {
    name: 'a phone',
    page: (origin) => ({ head: `<meta name="viewport" content="width=device-width,initial-scale=1">${tag(origin)}` }),
    options: { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true },
    after: async (_page, widget) => {
      // It slides in.
      await expect
        .poll(async () => {
          const { x, y, width, height } = (await widget.panel.boundingBox()) ?? { x: -1, y: -1, width: 0, height: 0 };
          return [x, y, width, height].map(Math.round);
        })
        .toEqual([0, 0, 360, 640]);
    },
  },
  {
    name: 'zoomed to 400 % (320 CSS pixels wide)',
    page: (origin) => ({ head: tag(origin) }),
    options: { viewport: { width: 320, height: 256 } },
    after: async (_page, widget) => {
      const box = await widget.composer.boundingBox();
      expect(box && box.y >= 0 && box.y + box.height <= 256).toBe(true);
    },
  },
];

test.each([...pages, ...morePages])('works on a hostile page: $name', async ({ page: make, options, address, inFrame, before, after }) => {
  server.behaviour.reply = (text) => ({ text: `re: ${text}` });
  const page = await stand.visit({ head: tag(server.origin), ...make(server.origin) }, options, address);
  const widget = widgetOn(inFrame ? page.frameLocator('iframe') : page);
  await before?.(page, widget);
  await widget.open();
  await widget.say('a "word"');
  await widget.shows('re: a "word"');
  if (plain.length === 0) plain = await looks(widget);
  await after?.(page, widget);
  expect(server.heard.map((it) => it.text)).toEqual(['a "word"']);
  expect(stand.complaints).toEqual([]);
});

test('there are at least 30 hostile pages', () => expect(pages.length + morePages.length).toBeGreaterThanOrEqual(30));

test('a page that is printed shows nothing of us', async () => {
  const page = await stand.visit();
  const widget = widgetOn(page);
  await widget.open();
  await page.emulateMedia({ media: 'print' });
  expect(await widget.panel.isVisible()).toBe(false);
  expect(await widget.launcher.isVisible()).toBe(false);
});

test('no style of ours reaches the page (P-42)', async () => {
  const body = '<button id="a">x</button><p id="b">x</p><textarea id="c"></textarea><section id="d" class="panel bubble">x</section>';
  const styles = (page: Page): Promise<string[]> =>
    page.evaluate(() =>
      [...document.body.querySelectorAll('*')].map((element) =>
        [...getComputedStyle(element)].map((name) => getComputedStyle(element).getPropertyValue(name)).join(),
      ),
    );
  const page = await stand.visit({ body });
  const before = await styles(page);
  await widgetOn(page).open();
  await page.locator('#a').focus();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  expect(await styles(page)).toEqual(before);
});

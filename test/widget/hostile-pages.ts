import { expect } from 'vitest';
import { tag } from './host-page.ts';
import type { Hostile } from './hostile.ts';

/** Pages that do to a widget what pages in the wild do, beyond styles and policies. */
export const morePages: Hostile[] = [
  {
    name: 'a modal dialog of the host that asks for the chat',
    page: (origin) => ({
      head: tag(origin),
      body: '<dialog id="d"><p>Checkout</p><button id="ask" data-promptside-open>Need help?</button></dialog>',
    }),
    before: async (page, widget) => {
      await widget.launcher.waitFor();
      await page.evaluate(() => document.querySelector('dialog')?.showModal());
      await page.locator('#ask').click();
      await widget.composer.waitFor();
      await widget.composer.press('Escape');
      // Escape was ours: the dialog stands, and the focus is back on what opened the chat.
      expect(await page.evaluate(() => [document.querySelector('dialog')?.open, document.activeElement?.id])).toEqual([true, 'ask']);
    },
    after: async (page, widget) => {
      await page.evaluate(() => document.querySelector('dialog')?.close());
      await expect.poll(() => widget.host.evaluate((host) => host.parentElement?.tagName)).toBe('HTML');
      await page.evaluate(() => document.querySelector('dialog')?.showModal());
      await page.evaluate(() => (window as unknown as { Promptside(call: string): void }).Promptside('toggle'));
      await page.evaluate(() => (window as unknown as { Promptside(call: string): void }).Promptside('toggle'));
      await page.evaluate(() => document.querySelector('dialog')?.remove());
      await expect.poll(() => widget.host.evaluate((host) => host.parentElement?.tagName)).toBe('HTML');
    },
  },
  {
    name: 'a host that traps the focus',
    page: (origin) => ({
      head: tag(origin),
      body: `<input id="trap"><script>document.addEventListener('focusin',function(event){if(!event.target.closest('#trap,promptside-widget'))document.getElementById('trap').focus()})</script>`,
    }),
  },
  {
    name: 'an insecure origin',
    page: (origin) => ({ head: tag(origin) }),
    address: (address) => address.replace('127.0.0.1', 'shop.example'),
    after: async (page) =>
      expect(await page.evaluate(() => [isSecureContext, 'locks' in navigator, typeof crypto.randomUUID])).toEqual([false, false, 'undefined']),
  },
  {
    name: 'a slow network',
    page: (origin) => ({ head: tag(origin) }),
    before: async (page, widget) => {
      await widget.launcher.waitFor();
      const session = await page.context().newCDPSession(page);
      await session.send('Network.enable');
      await session.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 30_000, uploadThroughput: 10_000 });
      await widget.launcher.click();
      // Whoever clicks again because it takes its time does not close what is about to open.
      await widget.launcher.click();
      expect(await widget.launcher.getAttribute('aria-busy')).toBe('true');
      await widget.composer.waitFor();
      expect(await widget.launcher.getAttribute('aria-busy')).toBeNull();
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'the script in the head, without async, before there is a body',
    page: (origin) => ({
      whole: `<!doctype html><html><head><title>Host</title><script src="${origin}/widget.js" data-project="shop"></script><script>window.early=!!document.querySelector('promptside-widget')&&!document.body</script></head><body>x</body></html>`,
    }),
    after: async (page) => expect(await page.evaluate('early')).toBe(true),
  },
  {
    name: 'the script at the end of the body, deferred',
    page: (origin) => ({ head: ' ', body: `x<script defer src="${origin}/widget.js" data-project="shop"></script>` }),
  },
  {
    name: 'a policy in a meta element',
    page: (origin) => ({
      head: `<meta http-equiv="content-security-policy" content="default-src 'none'; script-src ${origin}; connect-src ${origin.replace('http', 'ws')}; require-trusted-types-for 'script'; trusted-types 'none'">${tag(origin)}`,
    }),
  },
  {
    name: 'every permission denied',
    page: (origin) => ({
      head: tag(origin),
      headers: {
        'permissions-policy': 'clipboard-write=(), autoplay=(), fullscreen=(), geolocation=(), camera=(), microphone=(), storage-access=()',
      },
    }),
  },
  {
    name: 'frozen prototypes',
    page: (origin) => ({
      head: `<script>for (const it of [Object,Array,Function,Promise,String,RegExp,Map,Set]) { Object.freeze(it); Object.freeze(it.prototype); }</script>${tag(origin)}`,
    }),
  },
  {
    name: 'methods of Array.prototype that are somebody else’s',
    page: (origin) => ({
      head: `<script>for (const name of ['find','flatMap','includes','at','toSorted']) { const was = Array.prototype[name]; Array.prototype[name] = function () { return was.apply(this, arguments); }; } Array.prototype.remove = function () { throw Error('removed'); }; Array.prototype.flat = undefined; Array.prototype[0] = undefined; delete Array.prototype[0];</script>${tag(origin)}`,
    }),
  },
  {
    name: 'accessors on Object.prototype that count every look',
    page: (origin) => ({
      head: `<script>for (const name of ['then','path','query','nsp','data','buttons','images','streaming','details']) Object.defineProperty(Object.prototype, name, { configurable: true, get() { return undefined; }, set(value) { Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true }); } });</script>${tag(origin)}`,
    }),
  },
  {
    name: 'Object.prototype with names that options have',
    page: (origin) => ({
      head: `<script>Object.assign(Object.prototype, { headers: {}, mode: 'closed', detail: 1, transports: ['polling'], key: 7, name: 'x', label: 'x' });</script>${tag(origin)}`,
    }),
  },
  {
    name: 'listeners and timers wrapped by a framework',
    page: (origin) => ({
      head: `<script>const add = EventTarget.prototype.addEventListener; EventTarget.prototype.addEventListener = function (type, listener, options) { return add.call(this, type, typeof listener === 'function' ? function (event) { return listener.call(this, event); } : listener, options); }; const later = window.setTimeout; window.setTimeout = function (what, after) { return later(function () { what(); }, after); }; const Native = window.Promise; window.Promise = class Zone extends Native {};</script>${tag(origin)}`,
    }),
  },
  {
    name: 'attachShadow watched by another script',
    page: (origin) => ({
      head: `<script>const attach = Element.prototype.attachShadow; window.roots = []; Element.prototype.attachShadow = function (options) { const root = attach.call(this, options); roots.push(root); new MutationObserver(function () {}).observe(root, { childList: true, subtree: true }); return root; };</script>${tag(origin)}`,
    }),
  },
  {
    name: 'an editor that owns the whole document',
    page: (origin) => ({
      head: `${tag(origin)}<script>addEventListener('load',function(){document.designMode='on'})</script>`,
      body: '<div contenteditable>text</div>',
    }),
  },
  {
    name: 'a body that is inert, hidden and cannot be selected or pressed',
    page: (origin) => ({
      whole: `<!doctype html><html><head><title>Host</title>${tag(origin)}</head><body inert aria-hidden="true" hidden style="pointer-events:none;user-select:none;visibility:hidden;opacity:0">x</body></html>`,
    }),
  },
  {
    name: 'a page that hides what is not its own, by role',
    page: (origin) => ({
      head: `<style>[role=dialog],[role=log],button,iframe,form,textarea { display: none !important } ::part(panel) { color: inherit }</style>${tag(origin)}`,
    }),
  },
  {
    name: 'a frame of the same origin, small',
    page: (origin) => ({
      body: `<iframe style="width:340px;height:420px" srcdoc='<!doctype html><title>Inner</title><script async src="${origin}/widget.js" data-project="shop"></script>'></iframe>`,
      head: ' ',
    }),
    inFrame: true,
  },
  {
    name: 'a landscape phone with its keyboard up',
    page: (origin) => ({ head: `<meta name="viewport" content="width=device-width,initial-scale=1">${tag(origin)}` }),
    options: { viewport: { width: 640, height: 200 }, isMobile: true, hasTouch: true },
    after: async (_page, widget) => {
      const box = await widget.composer.boundingBox();
      expect(box && box.y >= 0 && box.y + box.height <= 200).toBe(true);
    },
  },
  {
    name: 'a page zoomed by its own style',
    page: (origin) => ({
      head: `<style>body { zoom: 2; transform: rotate(3deg) } html { scroll-behavior: smooth; overflow: hidden; height: 100% }</style>${tag(origin)}`,
    }),
  },
  {
    name: 'pushState and a router that swallows clicks on links',
    page: (origin) => ({
      head: `<script>addEventListener('click',function(event){const link=event.target.closest&&event.target.closest('a');if(link){event.preventDefault();history.pushState({},'',link.href)}},true)</script>${tag(origin)}`,
    }),
    after: async (page, widget) => {
      await page.evaluate(() => {
        history.pushState({}, '', '/elsewhere');
        document.body.replaceChildren();
      });
      expect(await widget.panel.isVisible()).toBe(true);
    },
  },
];

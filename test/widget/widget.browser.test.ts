import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Node } from '../../shared/nodes.ts';
import { tag } from './host-page.ts';
import { call, useStand, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;
const poll = { timeout: 10_000 };

/** Notes which names the browser itself has. */
const noting = '<script>globalThis.before = new Set(Object.getOwnPropertyNames(window)).add("before")</script>';
const taken = (page: Page): Promise<string[]> =>
  page.evaluate(() => Object.getOwnPropertyNames(window).filter((name) => !(globalThis as unknown as { before: Set<string> }).before.has(name))); // noted above

describe('before the visitor wants anything', () => {
  test('one script is loaded, nothing is connected, nothing is stored, one name is taken (P-40)', async () => {
    const page = await stand.visit({ head: noting + tag(server.origin) });
    await widgetOn(page).launcher.waitFor();
    const stored = await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length);
    expect([await taken(page), stored]).toEqual([['Promptside'], 0]);
    expect(server.requests).toEqual(['/widget.js']);
    expect(server.hellos).toEqual([]);
  });

  test('nothing on the page moves', async () => {
    const page = await stand.visit({ body: '<p>Text</p>' });
    await widgetOn(page).launcher.waitFor();
    const moved = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const shifts: unknown[] = [];
          new PerformanceObserver((list) => shifts.push(...list.getEntries())).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => resolve(shifts.length), 100);
        }),
    );
    expect(moved).toBe(0);
  });
});

test('one name is taken after opening as well, with everything that was loaded and said', async () => {
  const page = await stand.visit({ head: noting + tag(server.origin) });
  const widget = widgetOn(page);
  await widget.open();
  await widget.say('hello');
  await widget.shows('hello');
  await widget.host.getByRole('button', { name: 'Options' }).click();
  expect(await taken(page)).toEqual(['Promptside']);
  await call(page, 'shutdown');
  expect(await taken(page)).toEqual([]);
});

describe('a conversation', () => {
  test('a visitor opens, reads the greeting, writes, and is answered', async () => {
    server.behaviour.reply = (text) => ({ text: `You said ${text}` });
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await widget.shows('Hello! How can we help?');
    await widget.say('has my parcel shipped?');
    await widget.shows('You said has my parcel shipped?');
    expect(server.heard.map((it) => it.text)).toEqual(['has my parcel shipped?']);
    expect(await widget.bubbles.count()).toBe(3);
    expect(stand.complaints).toEqual([]);
  });

  test('buttons fire their commands with parameters, one without a command says its label', async () => {
    server.behaviour.widget = {
      ...server.behaviour.widget,
      buttons: [{ label: 'Where is my order?', command: 'track_order', parameters: { order: '12345' } }],
    };
    server.behaviour.command = () => [
      { type: 'message', message: server.message('assistant', 'It is on its way.', { buttons: [{ label: 'Thanks' }] }) },
    ];
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await widget.host.getByRole('button', { name: 'Where is my order?' }).click();
    await widget.shows('It is on its way.');
    await widget.host.getByRole('button', { name: 'Thanks' }).click();
    await widget.shows('Thanks');
    expect(server.commands).toMatchObject([{ command: 'track_order', parameters: { order: '12345' } }]);
    await expect.poll(() => server.heard.map((it) => it.text), poll).toEqual(['Thanks']);
  });

  test('a reply grows as it is written and is replaced by the whole', async () => {
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await expect.poll(() => server.talks.size, poll).toBe(1);
    const room = server.io.to(server.only.id);
    room.emit('working', true);
    await widget.host.locator('.dots').waitFor();
    room.emit('delta', { message: 'streamed-1', from: 0, text: 'It left ' });
    room.emit('delta', { message: 'streamed-1', from: 8, text: 'yesterday' });
    await widget.shows('It left yesterday');
    server.say(server.only, 'It left yesterday.', { id: 'streamed-1' });
    room.emit('working', false);
    await widget.shows('It left yesterday.');
    expect(await widget.bubbles.count()).toBe(2);
  });

  test('nothing that a message carries becomes markup or runs, and no unsafe address becomes a link (G-30, P-39)', async () => {
    const evil = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
    const page = await stand.visit({ headers: { 'content-security-policy': "require-trusted-types-for 'script'; trusted-types 'none'" } });
    const widget = widgetOn(page);
    server.behaviour.widget = { ...server.behaviour.widget, title: evil, greeting: evil, placeholder: evil, buttons: [{ label: evil }] };
    await widget.open();
    await expect.poll(() => server.talks.size, poll).toBe(1);
    const addresses = [
      'javascript:document.title=1',
      ' javascript:document.title=1',
      'JaVaScRiPt:document.title=1',
      'data:text/html,x',
      'vbscript:x',
      '//evil.example/x',
      'blob:x',
      'file:///etc/passwd',
    ];
    server.say(server.only, evil, {
      buttons: [{ label: evil }],
      images: addresses.map((url) => ({ url, alt: evil })),
      nodes: [
        { t: 'text', text: evil },
        { t: 'code', text: evil },
        { t: 'block', text: evil, language: evil },
        ...addresses.flatMap((address): Node[] => [
          { t: 'link', href: address, of: [{ t: 'text', text: 'press' }] },
          { t: 'image', src: address, alt: evil },
        ]),
        { t: 'link', href: 'https://example.com/', of: [{ t: 'text', text: 'good' }] },
      ],
    });
    await widget.shows('good');
    expect(await widget.host.locator('img, script, iframe, [onerror]').count()).toBe(0);
    const links = await widget.host.locator('a').evaluateAll((all) => all.map((link) => [link.getAttribute('href'), link.getAttribute('rel')]));
    expect(links).toEqual([['https://example.com/', 'noopener noreferrer nofollow']]);
    expect(await page.title()).toBe('Host');
    expect(stand.complaints).toEqual([]);
  });

  test('after its end a new one can be started', async () => {
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('bye');
    await widget.shows('bye');
    server.tell(server.only, { type: 'status', status: 'closed' });
    await widget.host.getByText('This conversation has ended.').waitFor();
    expect(await widget.composer.count()).toBe(0);
    await widget.host.getByRole('button', { name: 'Start a new conversation' }).last().click();
    await widget.composer.waitFor();
    expect(await widget.bubbles.allTextContents()).toEqual(['Hello! How can we help?']);
  });
});

describe('for the code of the page', () => {
  test('calls made before the script is there are done in their order', async () => {
    const stub = 'window.Promptside=function(){(Promptside.q=Promptside.q||[]).push(arguments)};';
    server.behaviour.reply = (text) => ({ text: `re: ${text}` });
    const page = await stand.visit({
      head: `<script>${stub}window.got=[];Promptside('on','message',function(m){got.push(m.text)});Promptside('open');Promptside('message','first');Promptside('command','second',{a:[1]})</script>${tag(server.origin)}`,
    });
    await widgetOn(page).shows('re: first');
    await expect.poll(() => server.commands, poll).toMatchObject([{ command: 'second', parameters: { a: [1] } }]);
    await expect.poll(() => page.evaluate(() => (window as unknown as { got: string[] }).got), poll).toEqual(['first', 're: first']);
  });

  test('elements of the page fire commands, also those that came later', async () => {
    const page = await stand.visit({ body: '<main></main>' });
    await widgetOn(page).launcher.waitFor();
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = '/elsewhere';
      link.textContent = 'Track';
      link.dataset.promptsideCommand = 'track_order';
      link.dataset.promptsideParameters = '{"order":"12345"}';
      document.querySelector('main')?.append(link);
    });
    await page.getByText('Track').click();
    await widgetOn(page).composer.waitFor();
    await expect.poll(() => server.commands, poll).toMatchObject([{ command: 'track_order', parameters: { order: '12345' } }]);
    expect(page.url()).not.toContain('elsewhere');
  });

  test('what the author sends to the page arrives at its handler once; a handler that throws stops nothing', async () => {
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await expect.poll(() => server.talks.size, poll).toBe(1);
    await page.evaluate(() => {
      const own = window as unknown as { Promptside(...call: unknown[]): void; got: unknown[] };
      own.got = [];
      own.Promptside('on', 'cart', () => {
        throw new Error('of the page');
      });
      own.Promptside('on', 'cart', (data: unknown) => own.got.push(data));
    });
    server.tell(server.only, { type: 'page', event: 'cart', data: { items: 2 } });
    await expect.poll(() => page.evaluate(() => (window as unknown as { got: unknown[] }).got), poll).toEqual([{ items: 2 }]);
    expect(stand.complaints).toEqual(['of the page']);
  });

  test('while the panel is shut, new messages are counted on the launcher, and its name says so', async () => {
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await expect.poll(() => server.talks.size, poll).toBe(1);
    await page.keyboard.press('Escape');
    server.say(server.only, 'one');
    server.say(server.only, 'two');
    await expect.poll(() => widget.host.locator('.badge').textContent(), poll).toBe('2');
    expect(await widget.launcher.getAttribute('aria-label')).toBe('Open chat (New messages: 2)');
    await page.evaluate(() => (window as unknown as { Promptside(...call: unknown[]): void }).Promptside('locale', 'de'));
    await expect.poll(() => widget.launcher.getAttribute('aria-label'), poll).toBe('Chat öffnen (Neue Nachrichten: 2)');
    await widget.open();
    expect(await widget.host.locator('.badge').isVisible()).toBe(false);
    expect(await widget.launcher.getAttribute('aria-label')).toBe('Chat schließen');
    await page.keyboard.press('Escape');
    await expect.poll(() => widget.launcher.getAttribute('aria-label'), poll).toBe('Chat öffnen');
  });

  test('shutdown takes everything away and the page is as before', async () => {
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await page.evaluate(() => (window as unknown as { Promptside(call: string): void }).Promptside('shutdown'));
    expect(await widget.host.count()).toBe(0);
    expect(await page.evaluate(() => 'Promptside' in window)).toBe(false);
    await expect.poll(() => server.io.sockets.sockets.size, poll).toBe(0);
  });

  test('a call that does not exist is one line in the console', async () => {
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    const lines: string[] = [];
    page.on('console', (message) => lines.push(message.text()));
    await page.evaluate(() => (window as unknown as { Promptside(...call: unknown[]): void }).Promptside('constructor', 1));
    expect(lines).toEqual([`Promptside: there is no call "constructor"; see ${stand.server.origin}/docs/widget.md#calls`]);
  });
});

describe('in the visitor’s language', () => {
  test('the widget speaks the language of the script tag, from right to left where that is so', async () => {
    const page = await stand.visit({ head: tag(server.origin, 'data-language="ar"') });
    const widget = widgetOn(page);
    await widget.open();
    await expect.poll(() => widget.panel.getAttribute('dir'), poll).toBe('rtl');
    await expect.poll(() => widget.composer.getAttribute('placeholder'), poll).toBe('اكتب رسالة…');
    expect(server.requests.filter((path) => path.includes('/assets/ar-'))).toHaveLength(1);
  });

  test('the page can change it, which beats the project and lasts', async () => {
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await page.evaluate(() => (window as unknown as { Promptside(...call: unknown[]): void }).Promptside('locale', 'de-AT'));
    await widget.host.getByRole('button', { name: 'Senden' }).waitFor();
    await page.keyboard.press('Escape');
    await widget.open();
    expect(await widget.launcher.getAttribute('aria-label')).toBe('Chat schließen');
  });
});

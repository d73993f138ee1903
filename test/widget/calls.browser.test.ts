import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { strings } from '../../widget/language/strings.ts';
import { tag } from './host-page.ts';
import { call, useStand, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;
const poll = { timeout: 10_000 };

type Own = { Promptside(...call: unknown[]): unknown; got: unknown[][] };

describe('what the script tag says', () => {
  test('beats what the project says: title, greeting, placeholder, colours, side, label, theme', async () => {
    const said = `data-title="Own title" data-greeting="Own greeting" data-placeholder="Own placeholder" data-accent="#aa0000" data-on-accent="#ffff00" data-position="bottom-left" data-label="Own label" data-theme="dark"`;
    const page = await stand.visit({ head: tag(server.origin, said) });
    const widget = widgetOn(page);
    await widget.launcher.waitFor();
    const colour = (): Promise<string> => widget.launcher.evaluate((launcher) => getComputedStyle(launcher).backgroundColor);
    const ink = (): Promise<string> => widget.launcher.evaluate((launcher) => getComputedStyle(launcher).color);
    expect([await colour(), await ink(), await widget.launcher.getAttribute('aria-label')]).toEqual([
      'rgb(170, 0, 0)',
      'rgb(255, 255, 0)',
      'Own label',
    ]);
    await widget.open();
    await widget.shows('Own greeting');
    expect([await widget.host.locator('.title').textContent(), await widget.composer.getAttribute('placeholder'), await colour()]).toEqual([
      'Own title',
      'Own placeholder',
      'rgb(170, 0, 0)',
    ]);
    const [panel, view] = [await widget.panel.boundingBox(), page.viewportSize()];
    expect((panel?.x ?? 9999) < (view?.width ?? 0) / 2).toBe(true);
    expect(await widget.host.locator('.title').evaluate((title) => getComputedStyle(title).color)).toBe('rgb(255, 255, 0)');
  });

  test('auto follows the visitor’s system, light and dark, while the page stands', async () => {
    const page = await stand.visit({ head: tag(server.origin, 'data-theme="auto"') }, { colorScheme: 'dark' });
    const widget = widgetOn(page);
    await widget.open();
    const ground = (): Promise<string> => widget.panel.evaluate((panel) => getComputedStyle(panel).backgroundColor);
    expect(await ground()).toBe('rgb(26, 29, 35)');
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(ground, poll).toBe('rgb(255, 255, 255)');
  });

  test('a sound from the start, where it says so; and the page’s title is left alone', async () => {
    const counting = `window.sounds=0;const was=AudioContext;window.AudioContext=class extends was{constructor(){super();sounds++}}`;
    const page = await stand.visit({ head: `<script>${counting}</script>${tag(server.origin, 'data-sound="on" data-title-count="off"')}` });
    const widget = widgetOn(page);
    await widget.open();
    await expect.poll(() => server.talks.size, poll).toBe(1);
    server.say(server.only, 'loud');
    await expect.poll(() => page.evaluate('sounds'), poll).toBe(1);
    await page.keyboard.press('Escape');
    server.say(server.only, 'unseen');
    await expect.poll(() => widget.host.locator('.badge').textContent(), poll).toBe('1');
    expect(await page.title()).toBe('Host');
  });

  test('opens at once, or hides, where it says so', async () => {
    const opened = await stand.visit({ head: tag(server.origin, 'data-open') });
    await widgetOn(opened).composer.waitFor();
    const hidden = await stand.visit({ head: tag(server.origin, 'data-hidden') });
    await expect.poll(() => widgetOn(hidden).host.count(), poll).toBe(1);
    expect(await widgetOn(hidden).launcher.isVisible()).toBe(false);
    await call(hidden, 'show');
    await widgetOn(hidden).launcher.waitFor();
  });

  test('a text before the chat and a line of consent stand where the visitor reads them; an unsafe link is none', async () => {
    const page = await stand.visit({
      head: tag(
        server.origin,
        'data-pre-chat="We answer within a day." data-consent="How we use your words" data-consent-link="https://shop.example/privacy"',
      ),
    });
    const widget = widgetOn(page);
    await widget.open();
    await widget.host.getByText('We answer within a day.').waitFor();
    const link = widget.host.getByRole('link', { name: 'How we use your words' });
    expect([await link.getAttribute('href'), await link.getAttribute('rel')]).toEqual(['https://shop.example/privacy', 'noopener noreferrer']);
    const unsafe = await stand.visit({ head: tag(server.origin, 'data-consent="x" data-consent-link="javascript:alert(1)"') });
    await widgetOn(unsafe).open();
    expect(await widgetOn(unsafe).host.locator('.consent a').count()).toBe(0);
  });
});

test('parameters on an element that are not JSON are one line in the console; the command is fired without them', async () => {
  const element = (id: string, parameters: string): string =>
    `<button id="${id}" data-promptside-command="${id}" data-promptside-parameters='${parameters}'>x</button>`;
  const page = await stand.visit({ body: element('sound', '{"order": "1"}') + element('broken', '{order: 1}') + element('list', '[1]') });
  const lines: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning') lines.push(message.text());
  });
  await widgetOn(page).launcher.waitFor();
  for (const id of ['sound', 'broken', 'list']) await page.locator(`#${id}`).evaluate((button: HTMLElement) => button.click());
  const fired = (): unknown[] => server.commands.map(({ command, parameters }) => [command, parameters]);
  await expect.poll(fired, poll).toEqual([
    ['sound', { order: '1' }],
    ['broken', {}],
    ['list', {}],
  ]);
  expect([lines.length, lines[0]]).toEqual([1, expect.stringContaining('data-promptside-parameters is not JSON')]);
});

describe('what the page is told', () => {
  test('each event in its order, with its data', async () => {
    server.behaviour.reply = (text) => ({ text: `re: ${text}` });
    const names = ['ready', 'open', 'close', 'message', 'command', 'unread', 'status', 'handoff', 'stage', 'error'];
    const page = await stand.visit({
      head: `<script>window.got=[];window.Promptside=function(){(Promptside.q=Promptside.q||[]).push(arguments)};for(const name of ${JSON.stringify(names)})Promptside('on',name,function(data){got.push([name,data&&(data.text||data.command||data.code||data)])})</script>${tag(server.origin)}`,
    });
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('hello');
    await widget.shows('re: hello');
    await call(page, 'command', 'track_order', { order: '1' });
    await expect.poll(() => server.commands.length, poll).toBe(1);
    server.io.to(server.only.id).emit('stage', 'Return');
    server.tell(server.only, { type: 'status', status: 'waiting_for_human' });
    server.tell(server.only, { type: 'status', status: 'active' });
    const got = (): Promise<unknown[][]> => page.evaluate(() => (window as unknown as Own).got);
    await expect.poll(async () => (await got()).at(-1), poll).toEqual(['handoff', 'active']);
    await call(page, 'close');
    await expect.poll(() => widget.panel.count(), poll).toBe(0);
    server.say(server.only, 'are you there?');
    await expect.poll(async () => (await got()).at(-1), poll).toEqual(['unread', 1]);
    expect(await got()).toEqual([
      ['ready', undefined],
      ['open', undefined],
      ['message', 'hello'],
      ['message', 're: hello'],
      ['command', 'track_order'],
      ['stage', 'Return'],
      ['status', 'waiting_for_human'],
      ['handoff', 'waiting_for_human'],
      ['status', 'active'],
      ['handoff', 'active'],
      ['close', undefined],
      ['message', 'are you there?'],
      ['unread', 1],
    ]);
  });
});

describe('for everyone', () => {
  test('unread messages are counted before the page’s title, and the title comes back', async () => {
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await expect.poll(() => server.talks.size, poll).toBe(1);
    await page.keyboard.press('Escape');
    server.say(server.only, 'one');
    server.say(server.only, 'two');
    await expect.poll(() => page.title(), poll).toBe('(2) Host');
    await page.evaluate(() => {
      document.title = 'Another page';
    });
    server.say(server.only, 'three');
    await expect.poll(() => page.title(), poll).toBe('(3) Another page');
    await widget.open();
    await expect.poll(() => page.title(), poll).toBe('Another page');
  });

  test('there is no sound until the visitor wants it, and what they want is remembered', async () => {
    const counting = `window.sounds=0;const was=AudioContext;window.AudioContext=class extends was{constructor(){super();sounds++}}`;
    const page = await stand.visit({ head: `<script>${counting}</script>${tag(server.origin)}` });
    const widget = widgetOn(page);
    await widget.open();
    await expect.poll(() => server.talks.size, poll).toBe(1);
    server.say(server.only, 'silent');
    await widget.shows('silent');
    expect(await page.evaluate('sounds')).toBe(0);
    await widget.host.getByRole('button', { name: 'Options' }).click();
    await widget.host.getByRole('button', { name: 'Turn sound on' }).click();
    server.say(server.only, 'loud');
    await expect.poll(() => page.evaluate('sounds'), poll).toBe(1);
    await page.reload();
    await widget.shows('loud');
    await widget.host.getByRole('button', { name: 'Options' }).click();
    await widget.host.getByRole('button', { name: 'Turn sound off' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await widget.panel.isVisible()).toBe(true);
    expect(await widget.host.getByRole('button', { name: 'Turn sound off' }).count()).toBe(0);
  });

  test('a message says that it is being sent, and what is said can be taken home as a text', async () => {
    const page = await stand.visit({}, { acceptDownloads: true });
    const widget = widgetOn(page);
    await widget.open();
    await expect.poll(() => server.talks.size, poll).toBe(1);
    server.down();
    await widget.say('on its way');
    await widget.host.locator('[data-stage=waiting]').getByText('Sending…').waitFor();
    server.comeBack();
    await expect.poll(() => server.heard.length, { timeout: 20_000 }).toBe(1);
    await expect.poll(() => widget.host.getByText('Sending…').count(), poll).toBe(0);
    server.say(server.only, 'Got it.');
    await widget.shows('Got it.');
    await widget.host.getByRole('button', { name: 'Options' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      widget.host.getByRole('button', { name: 'Download this conversation' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('shop.txt');
    const text = await readFile(await file.path(), 'utf8');
    expect(text).toMatch(/^\[.+\] You: on its way\n\n\[.+\] Assistant: Got it\.\n$/);
  });

  test('a reply that is being written can be stopped', async () => {
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await expect.poll(() => server.talks.size, poll).toBe(1);
    server.io.to(server.only.id).emit('delta', { message: 'long-1', from: 0, text: 'Once upon a' });
    await widget.host.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(() => server.stopped, poll).toBe(1);
  });

  test('in a made-up language no word of another is left (every string can be replaced)', async () => {
    const pseudo = Object.fromEntries(Object.entries(strings).map(([name, text]) => [name, `⟦${text}⟧`]));
    server.behaviour.widget = {
      ...server.behaviour.widget,
      title: '⟦t⟧',
      greeting: '⟦g⟧',
      buttons: [{ label: '⟦b⟧' }],
      messageRating: true,
      offersHuman: true,
    };
    server.behaviour.widget.rating = { ask: 'after_human', scale: 'thumbs', comment: true };
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await call(page, 'locale', 'en', pseudo);
    await widget.host.getByRole('button', { name: '⟦Send⟧' }).waitFor();
    server.behaviour.acknowledge = () => ({ ok: false, problem: { code: 'turn.failed', message: 'no' } });
    await widget.say('⟦failing⟧');
    await widget.host.getByText('⟦Not sent.⟧').waitFor();
    server.behaviour.acknowledge = () => undefined;
    server.say(server.only, '⟦reply⟧');
    await widget.shows('⟦reply⟧');
    server.tell(server.only, { type: 'status', status: 'with_human', by: 'N' });
    server.tell(server.only, { type: 'status', status: 'active', by: 'N' });
    await widget.host.locator('.rating').getByRole('button', { name: '⟦Good⟧' }).click();
    await widget.host.getByText('⟦N left⟧').waitFor();
    await widget.host.locator('.thumbs .mark').first().waitFor();
    await widget.host.getByRole('button', { name: '⟦Options⟧' }).click();
    const words = await widget.host.evaluate((host) => {
      const all: string[] = [];
      for (const element of host.shadowRoot?.querySelectorAll('*') ?? []) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) all.push(element.getAttribute(name) ?? '');
        for (const node of element.childNodes) if (node.nodeType === 3) all.push(node.textContent ?? '');
      }
      return all.map((text) => text.trim());
    });
    expect(words.filter((text) => text && text !== ':' && !/^⟦.*⟧$/s.test(text))).toEqual([]);
    expect(words.filter(Boolean).length).toBeGreaterThan(15);
  });

  test('shutdown leaves nothing of the visitor in the browser, before the panel was there and after', async () => {
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('my secret');
    await widget.shows('my secret');
    await widget.composer.fill('half a thought');
    await page.evaluate(() => localStorage.setItem('other', 'stays'));
    const left = (): Promise<string[]> => page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
    expect((await left()).length).toBeGreaterThan(2);
    await call(page, 'shutdown');
    expect(await left()).toEqual(['other']);
    await page.reload();
    await widget.open();
    await expect.poll(left, poll).toContain('promptside:shop:token');
    await page.keyboard.press('Escape');
    await page.reload();
    await widget.launcher.waitFor();
    await call(page, 'shutdown');
    expect(await left()).toEqual(['other']);
    expect(server.talks.size).toBe(2);
  });
});

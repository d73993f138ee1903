import { describe, expect, test } from 'vitest';
import { axe } from './axe.ts';
import { tag } from './host-page.ts';
import { useStand, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;
const poll = { timeout: 10_000 };

describe('by keyboard', () => {
  test('opens, writes, closes and is back on the launcher without a mouse (P-45)', async () => {
    server.behaviour.reply = () => ({ text: 'answered' });
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.launcher.waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await widget.composer.waitFor();
    await page.keyboard.type('hello');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('there');
    await page.keyboard.press('Enter');
    await widget.shows('answered');
    expect(server.heard.map((it) => it.text)).toEqual(['hello\nthere']);
    await page.keyboard.press('Escape');
    expect(await widget.panel.count()).toBe(0);
    expect(await widget.launcher.evaluate((launcher) => launcher.matches(':focus'))).toBe(true);
    expect(await widget.launcher.getAttribute('aria-expanded')).toBe('false');
  });

  test('closed by Escape, the focus goes back to the element of the page that opened it', async () => {
    const page = await stand.visit({ body: '<button data-promptside-open>Help</button>' });
    const widget = widgetOn(page);
    await widget.launcher.waitFor();
    await page.getByText('Help').focus();
    await page.keyboard.press('Enter');
    await widget.composer.waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent), poll).toBe('Help');
  });

  test('while a word is composed, Enter belongs to the word', async () => {
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await widget.composer.fill('日本');
    await widget.composer.evaluate((field) => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, isComposing: true })));
    expect(await widget.composer.inputValue()).toBe('日本');
    expect(server.heard).toEqual([]);
  });
});

describe('by ear', () => {
  test('only what is new is announced, and each message once, when it is whole (P-45)', async () => {
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('one');
    await widget.shows('one');
    for (let count = 0; count < 5; count++) server.say(server.only, `reply ${count}`);
    await widget.shows('reply 4');

    // What a screen reader hears: additions to a region while it is live. The history of a reload comes before it is.
    await page.addInitScript(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      const watch = (log: Element): void =>
        new MutationObserver((changes) => {
          if (log.getAttribute('aria-live') !== 'polite') return;
          for (const change of changes) for (const node of change.addedNodes) heard.push(node.textContent ?? '');
        }).observe(log, { childList: true, subtree: true, characterData: true });
      const look = setInterval(() => {
        const log = document.querySelector('promptside-widget')?.shadowRoot?.querySelector('[role=log]');
        if (!log) return;
        clearInterval(look);
        watch(log);
      }, 1);
    });
    await page.reload();
    await widget.shows('reply 4');
    await widget.host.locator('[role=log][aria-live=polite]').waitFor();
    const room = server.io.to(server.only.id);
    room.emit('delta', { message: 'streamed-1', from: 0, text: 'It is ' });
    await widget.shows('It is');
    room.emit('delta', { message: 'streamed-1', from: 6, text: 'here' });
    server.say(server.only, 'It is here.', { id: 'streamed-1' });
    await widget.shows('It is here.');
    const heard = (): Promise<string[]> => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    expect(await heard()).toEqual(['Assistant: It is here.']);

    // The visitor's own, with how far it is: what it becomes when it has arrived is the same element. While it is on
    // its way something else comes, and somebody joins.
    server.behaviour.shows = 'later';
    await widget.say('mine');
    await widget.host.locator('[data-stage=sent]').getByText('Sent', { exact: true }).waitFor();
    server.tell(server.only, { type: 'status', status: 'with_human', by: 'Ann' });
    server.say(server.only, 'between');
    await widget.shows('between');
    server.showHeld();
    await expect.poll(() => widget.host.locator('[data-stage]').count(), poll).toBe(0);
    server.say(server.only, 'after');
    await widget.shows('after');
    expect(await heard()).toEqual(['Assistant: It is here.', 'You: mineSending…', 'Ann joined', 'Assistant: between', 'Assistant: after']);
  });

  test.each(['light', 'dark'])('axe finds nothing in the %s theme', async (theme) => {
    server.behaviour.widget = { ...server.behaviour.widget, buttons: [{ label: 'Where is my order?' }] };
    server.behaviour.reply = () => ({
      text: 'x',
      nodes: [
        { t: 'heading', level: 2, of: [{ t: 'text', text: 'Title' }] },
        { t: 'link', href: 'https://example.com', of: [{ t: 'text', text: 'a link' }] },
        { t: 'block', text: 'code' },
        { t: 'list', ordered: false, of: [{ t: 'item', of: [{ t: 'text', text: 'item' }] }] },
        { t: 'table', of: [{ t: 'row', of: [{ t: 'headcell', of: [{ t: 'text', text: 'head' }] }] }] },
      ],
      buttons: [{ label: 'Thanks' }],
    });
    const page = await stand.visit({ body: '<main><h1>Host</h1></main>' });
    const widget = widgetOn(page);
    await widget.open();
    await page.evaluate((name) => (window as unknown as { Promptside(...call: unknown[]): void }).Promptside('theme', name), theme);
    await widget.say('hello');
    await widget.shows('a link');
    server.behaviour.acknowledge = () => ({ ok: false, problem: { code: 'turn.failed', message: 'no' } });
    await widget.say('failing');
    await widget.host.getByText('Not sent.').waitFor();
    await page.waitForFunction(
      () =>
        document
          .querySelector('promptside-widget')
          ?.shadowRoot?.getAnimations()
          .every((it) => it.playState === 'finished') ?? true,
    );
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> };
      };
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join('; ')}`);
    });
    expect(violations).toEqual([]);
  });
});

describe('by sight', () => {
  test('whoever wants less motion gets none', async () => {
    const page = await stand.visit({}, { reducedMotion: 'reduce' });
    const widget = widgetOn(page);
    await widget.open();
    await expect.poll(() => server.talks.size, poll).toBe(1);
    server.io.to(server.only.id).emit('working', true);
    await widget.host.locator('.dots').waitFor();
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  });

  test('with forced colours, bubbles and buttons have outlines', async () => {
    const page = await stand.visit({}, { forcedColors: 'active' });
    const widget = widgetOn(page);
    await widget.open();
    await widget.shows('Hello!');
    const borders = await widget.host.locator('.bubble, .send, .launcher, .quiet').evaluateAll((all) =>
      all.map((element) => {
        const { borderTopColor, borderTopWidth, backgroundColor } = getComputedStyle(element);
        return borderTopWidth !== '0px' && borderTopColor !== backgroundColor;
      }),
    );
    expect(borders.length).toBeGreaterThan(3);
    expect(borders.every(Boolean)).toBe(true);
  });

  test('everything that is pressed is at least 24 pixels in both directions', async () => {
    server.behaviour.widget = { ...server.behaviour.widget, buttons: [{ label: 'A' }] };
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    server.behaviour.acknowledge = () => ({ ok: false, problem: { code: 'turn.failed', message: 'no' } });
    await widget.say('failing');
    await widget.host.getByText('Not sent.').waitFor();
    for (const button of await widget.host.getByRole('button').all()) {
      const box = await button.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0), (await button.textContent()) ?? '').toBeGreaterThanOrEqual(24);
    }
  });

  test.each(['en', 'ar'])('what is long stays in its bubble, and bubbles stand on their sides (%s)', async (language) => {
    const long = 'x'.repeat(300);
    server.behaviour.reply = () => ({
      text: 'x',
      nodes: [
        { t: 'block', text: long },
        { t: 'paragraph', of: [{ t: 'link', href: `https://example.com/${long}`, of: [{ t: 'text', text: long }] }] },
        {
          t: 'table',
          of: [{ t: 'row', of: Array.from({ length: 9 }, () => ({ t: 'cell' as const, of: [{ t: 'text' as const, text: 'long words' }] })) }],
        },
      ],
    });
    const page = await stand.visit({ head: tag(server.origin, `data-language="${language}"`) });
    const widget = widgetOn(page);
    await widget.open();
    await expect.poll(() => widget.panel.getAttribute('dir'), poll).toBe(language === 'ar' ? 'rtl' : 'ltr');
    await widget.say(long);
    await widget.host.locator('pre').waitFor();
    const frame = (await widget.host.locator('.scroller').boundingBox()) ?? { x: 0, width: 0 };
    for (const bubble of await widget.bubbles.all()) {
      const box = (await bubble.boundingBox()) ?? { x: 0, width: 9999 };
      expect(box.width).toBeLessThan(frame.width * 0.9);
      const isAtStart = box.x - frame.x < frame.x + frame.width - (box.x + box.width);
      const isMine = (await bubble.getAttribute('class'))?.includes('user');
      expect(isAtStart).toBe(isMine === (language === 'ar'));
      const padding = await bubble.evaluate((element) => Number.parseInt(getComputedStyle(element).paddingLeft, 10));
      expect(padding).toBeGreaterThan(8);
    }
    expect(await widget.host.locator('.scroller').evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  });

  test('new messages do not tear away somebody who reads further up', async () => {
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await expect.poll(() => server.talks.size, poll).toBe(1);
    for (let count = 0; count < 30; count++) server.say(server.only, `reply ${count}`);
    await widget.shows('reply 29');
    const scroller = widget.host.locator('.scroller');
    await scroller.evaluate((box) => box.scrollTo(0, 0));
    server.say(server.only, 'the newest');
    await widget.host.getByRole('button', { name: 'New messages' }).waitFor();
    expect(await scroller.evaluate((box) => box.scrollTop)).toBe(0);
    await widget.host.getByRole('button', { name: 'New messages' }).click();
    await expect.poll(() => scroller.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight < 4), poll).toBe(true);
  });
});

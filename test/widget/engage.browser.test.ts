import { describe, expect, test } from 'vitest';
import type { WidgetView } from '../../shared/protocol.ts';
import { axe } from './axe.ts';
import { paragraph } from './fake-server.ts';
import { tag } from './host-page.ts';
import { call, useStand, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;
const poll = { timeout: 10_000 };
const view = (more: Partial<WidgetView>): void => {
  server.behaviour.widget = { ...server.behaviour.widget, ...more };
};
const toldOf = (name: string): Record<string, unknown>[] =>
  server.told.filter((it) => it.name === name).map(({ packet: { id: _id, ...packet } }) => packet);

describe('what the page says of itself', () => {
  test('goes over the wire merged, waits for a connection without making one, and is said again only when it changed', async () => {
    const page = await stand.visit({
      head: `<script>window.Promptside=function(){(Promptside.q=Promptside.q||[]).push(arguments)};Promptside('attributes',{plan:'free',cart:2})</script>${tag(server.origin)}`,
    });
    const widget = widgetOn(page);
    await widget.launcher.waitFor();
    await call(page, 'attributes', { plan: 'pro', cart: null });
    expect(server.requests).toEqual(['/widget.js']);
    await widget.open();
    await expect.poll(() => toldOf('attributes'), poll).toEqual([{ attributes: { plan: 'pro', cart: null } }]);
    await call(page, 'attributes', { plan: 'pro' });
    server.cut();
    await widget.say('back');
    await widget.shows('back');
    await call(page, 'attributes', { type: 'checkout' });
    await expect.poll(() => toldOf('attributes').slice(1), poll).toEqual([{ attributes: { type: 'checkout' } }]);
  });

  test('too much of it is one line in the console', async () => {
    const page = await stand.visit();
    const lines: string[] = [];
    page.on('console', (message) => lines.push(message.text()));
    await widgetOn(page).open();
    await call(page, 'attributes', Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`key${index}`, 1])));
    await call(page, 'attributes', { text: 'x'.repeat(5_000) });
    await expect.poll(() => lines.filter((line) => line.includes('"attributes" takes at most 50')).length, poll).toBe(2);
    expect(toldOf('attributes')).toEqual([]);
  });
});

describe('consent', () => {
  const consent = { nodes: paragraph('May we keep what you write?'), hash: 'hash-1', required: true };

  test('nothing is sent before the visitor agrees; then what waited is, and the focus is where they write', async () => {
    view({ consent, buttons: [{ label: 'Hours', command: 'hours' }] });
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.launcher.click();
    const agree = widget.host.getByRole('button', { name: 'I agree' });
    await agree.waitFor();
    expect([await widget.composer.count(), await widget.host.getByText('Hours').count()]).toEqual([0, 0]);
    await call(page, 'message', 'said by the page');
    await page.waitForTimeout(300);
    expect(server.heard).toEqual([]);
    await agree.focus();
    await page.keyboard.press('Enter');
    await widget.shows('said by the page');
    expect([toldOf('consent'), server.heard.map(({ text }) => text)]).toEqual([[{ hash: 'hash-1' }], ['said by the page']]);
    await expect
      .poll(() => page.evaluate(() => document.querySelector('promptside-widget')?.shadowRoot?.activeElement?.tagName), poll)
      .toBe('TEXTAREA');
  });

  test('it is not asked for again after a reload or in a new conversation, but for another text', async () => {
    view({ consent });
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.launcher.click();
    await widget.host.getByRole('button', { name: 'I agree' }).click();
    await widget.say('one');
    await widget.shows('one');
    await page.reload();
    await widget.shows('one');
    expect([await widget.host.locator('.agree').count(), await widget.composer.count()]).toEqual([0, 1]);
    server.tell(server.only, { type: 'status', status: 'closed' });
    await widget.host.locator('.primary').click();
    await expect.poll(() => toldOf('consent').length, poll).toBe(2);
    await widget.say('two');
    await widget.shows('two');
    view({ consent: { ...consent, hash: 'hash-2' } });
    await page.reload();
    await widget.host.getByRole('button', { name: 'I agree' }).waitFor();
  });

  test('where none is required, the text is one line below, and the text before the chat stands above', async () => {
    view({ consent: { ...consent, required: false }, preChat: 'We answer within a day.' });
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await widget.host.locator('.consent').getByText('May we keep what you write?').waitFor();
    await widget.host.getByText('We answer within a day.').waitFor();
    await widget.say('hello');
    await widget.shows('hello');
    expect(toldOf('consent')).toEqual([]);
  });
});

describe('rating', () => {
  test('asked after the end, on five steps, with a word; once given it is not asked again', async () => {
    view({ rating: { ask: 'after_end', scale: 'five', comment: true } });
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('bye');
    await widget.shows('bye');
    expect(await widget.host.locator('.rating').count()).toBe(0);
    server.tell(server.only, { type: 'status', status: 'closed' });
    await widget.host.getByRole('button', { name: '4 of 5' }).click();
    await widget.host.getByLabel('What should we know?').fill('Quick and kind');
    await widget.host.locator('.rating').getByRole('button', { name: 'Send' }).click();
    await widget.host.locator('.rating').getByText('Thank you!').waitFor();
    await expect.poll(() => toldOf('rate'), poll).toEqual([{ value: 4 }, { value: 4, comment: 'Quick and kind' }]);
    await page.reload();
    await widget.host.locator('.rating').getByText('Thank you!').waitFor();
    expect(await widget.host.getByRole('button', { name: '4 of 5' }).count()).toBe(0);
  });

  test('asked after a person has left, by thumbs', async () => {
    view({ rating: { ask: 'after_human', scale: 'thumbs', comment: false } });
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await expect.poll(() => server.talks.size, poll).toBe(1);
    server.tell(server.only, { type: 'status', status: 'with_human', by: 'Anna' });
    await widget.host.getByText('Anna joined').waitFor();
    expect(await widget.host.locator('.rating').count()).toBe(0);
    server.tell(server.only, { type: 'status', status: 'active', by: 'Anna' });
    await widget.host.locator('.rating').getByRole('button', { name: 'Not good' }).click();
    await expect.poll(() => toldOf('rate'), poll).toEqual([{ value: -1 }]);
    expect(await widget.composer.isVisible()).toBe(true);
  });

  test('each answer has thumbs, which a reload remembers and screen readers do not hear with it', async () => {
    view({ messageRating: true });
    server.behaviour.reply = (text) => ({ text: `re: ${text}` });
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('one');
    await widget.shows('re: one');
    expect(await widget.host.locator('.thumbs').getAttribute('aria-live')).toBe('off');
    await widget.host.locator('.thumbs').getByRole('button', { name: 'Good', exact: true }).click();
    await expect.poll(() => toldOf('rate'), poll).toMatchObject([{ value: 1, message: expect.stringMatching(/^message-/) }]);
    await page.reload();
    await expect.poll(() => widget.host.locator('.thumbs .mark').first().getAttribute('aria-pressed'), poll).toBe('true');
    expect(await widget.host.locator('.thumbs').count()).toBe(1);
  });
});

describe('a person joins', () => {
  test('who is there is said in the head and in the transcript, their messages carry the name, and they write before they say', async () => {
    view({ offersHuman: true });
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await expect.poll(() => server.talks.size, poll).toBe(1);
    await widget.host.getByRole('button', { name: 'Options' }).click();
    await widget.host.getByRole('button', { name: 'Talk to a person' }).click();
    await expect.poll(() => toldOf('human').length, poll).toBe(1);
    const head = widget.host.locator('.header').getByRole('status');
    server.tell(server.only, { type: 'status', status: 'waiting_for_human' });
    await expect.poll(() => head.textContent(), poll).toBe('A colleague has been asked to join.');
    server.say(server.only, 'Choose:', { buttons: [{ label: 'Command', command: 'go' }, { label: 'Words' }] });
    server.tell(server.only, { type: 'status', status: 'with_human', by: 'Anna' });
    await expect.poll(() => head.textContent(), poll).toBe('Anna');
    const log = widget.host.getByRole('log');
    await log.getByText('Anna joined').waitFor();
    expect(await widget.host.getByRole('button', { name: 'Command' }).isDisabled()).toBe(true);
    expect(await widget.host.getByRole('button', { name: 'Words' }).isDisabled()).toBe(false);
    server.io.to(server.only.id).emit('typing', { by: 'Anna' });
    await widget.host.getByText('Anna is writing…').waitFor();
    server.tell(server.only, { type: 'message', message: server.message('operator', 'Hello, Anna here.', { by: 'Anna' }) });
    await widget.shows('Hello, Anna here.');
    expect(await widget.host.getByText('Anna is writing…').count()).toBe(0);
    expect(await widget.host.locator('.operator .by').textContent()).toBe('Anna: ');
    server.tell(server.only, { type: 'status', status: 'active', by: 'Anna' });
    await log.getByText('Anna left').waitFor();
    expect(await head.textContent()).toBe('');
    await page.reload();
    await log.getByText('Anna left').waitFor();
    expect((await log.locator('.line, .bubble .text').allTextContents()).map((text) => text.trim())).toEqual([
      'Choose:',
      'Anna joined',
      'Hello, Anna here.',
      'Anna left',
    ]);
  });

  test('that the visitor writes is told seldom, and only while a person is there; so is the page they go to', async () => {
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await expect.poll(() => server.talks.size, poll).toBe(1);
    await widget.composer.pressSequentially('to a machine');
    expect(toldOf('typing')).toEqual([]);
    server.tell(server.only, { type: 'status', status: 'with_human', by: 'Anna' });
    await widget.host.getByText('Anna joined').waitFor();
    await widget.composer.pressSequentially(' and to Anna');
    await widget.composer.press('Enter');
    await widget.shows('and to Anna');
    await expect.poll(() => toldOf('typing'), poll).toEqual([{ on: true }, { on: false }]);
    await page.evaluate(() => history.pushState(null, '', '/another?secret=1'));
    await expect.poll(() => toldOf('page'), poll).toEqual([{ url: expect.stringMatching(/\/another$/) }]);
  });
});

describe('for everyone', () => {
  test.each(['light', 'dark'])(
    'axe finds nothing in what is asked and told, in the %s theme, and all that is pressed is large enough',
    async (theme) => {
      view({
        consent: { nodes: paragraph('May we keep what you write?'), hash: 'hash-1', required: true },
        rating: { ask: 'after_human', scale: 'five', comment: true },
        messageRating: true,
      });
      const page = await stand.visit({ head: tag(server.origin, `data-theme="${theme}"`) });
      const widget = widgetOn(page);
      const look = async (): Promise<[string[], number]> => {
        await page.waitForTimeout(300);
        const found = await page.evaluate(async () => {
          const { violations } = await (window as unknown as { axe: { run(what: unknown): Promise<{ violations: { id: string }[] }> } }).axe.run(
            'promptside-widget',
          ); // axe puts itself there
          return violations.map(({ id }) => id);
        });
        const sizes = await widget.panel
          .getByRole('button')
          .evaluateAll((all) => all.map((it) => Math.min(it.getBoundingClientRect().width, it.getBoundingClientRect().height)));
        return [found, Math.min(...sizes)];
      };
      await page.evaluate(axe);
      await widget.launcher.click();
      await widget.host.locator('.agree').waitFor();
      const asked = await look();
      await widget.host.locator('.agree').click();
      await widget.composer.waitFor();
      server.say(server.only, 'Choose:', { buttons: [{ label: 'Command', command: 'go' }] });
      server.tell(server.only, { type: 'status', status: 'with_human', by: 'Anna' });
      server.tell(server.only, { type: 'message', message: server.message('operator', 'Hello.', { by: 'Anna' }) });
      await widget.shows('Hello.');
      const during = await look();
      server.tell(server.only, { type: 'status', status: 'active', by: 'Anna' });
      await widget.host.getByRole('button', { name: '3 of 5' }).click();
      const after = await look();
      expect([asked, during, after].map(([found]) => found)).toEqual([[], [], []]);
      expect(Math.min(asked[1], during[1], after[1])).toBeGreaterThanOrEqual(24);
    },
  );
});

describe('logging out', () => {
  test('in one tab takes the widget and all that was kept out of the others, also a text that waits in a tab that slept', async () => {
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('mine');
    await widget.shows('mine');
    await widget.composer.fill('half a secret');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await widgetOn(other).open();
    await widgetOn(other).shows('mine');
    const asleep = await page.context().newPage();
    await asleep.goto(page.url());
    await widgetOn(asleep).open();
    await widgetOn(asleep).composer.fill('half a thought');
    await asleep.goto('about:blank');
    await call(page, 'shutdown');
    await expect.poll(() => widgetOn(other).host.count(), poll).toBe(0);
    expect(await other.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])).toEqual([]);
    await asleep.goto(page.url());
    await widgetOn(asleep).composer.waitFor();
    expect(await widgetOn(asleep).composer.inputValue()).toBe('');
    expect(await widgetOn(asleep).host.getByText('mine').count()).toBe(0);
  });

  test('saying who the visitor is logs nobody out', async () => {
    const page = await stand.visit();
    await widgetOn(page).open();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await widgetOn(other).open();
    await call(page, 'identify', 'a.eyJzdWIiOiJhbm5hIn0.c');
    await expect.poll(() => server.hellos.some(({ identity }) => identity !== undefined), poll).toBe(true);
    await page.waitForTimeout(500);
    expect(await widgetOn(other).host.count()).toBe(1);
  });
});

import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { NudgeRule } from '../../shared/protocol.ts';
import { axe } from './axe.ts';
import { tag } from './host-page.ts';
import { call, useStand, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;
const poll = { timeout: 10_000 };
const stub = '<script>window.Promptside=function(){(Promptside.q=Promptside.q||[]).push(arguments)}</script>';
const rule = (given: Partial<NudgeRule> = {}): NudgeRule => ({
  name: 'help',
  text: 'Can we help you choose?',
  buttons: [],
  when: {},
  once: 'visitor',
  ...given,
});

const bubbleOn = (page: Page): Locator => page.locator('promptside-widget .nudge');
const visit = (
  proactive: NudgeRule[],
  more: Parameters<typeof stand.visit>[0] = {},
  options: Parameters<typeof stand.visit>[1] = {},
): Promise<Page> => {
  server.behaviour.proactive = proactive;
  server.behaviour.widget = { ...server.behaviour.widget, hasProactive: proactive.length > 0 };
  return stand.visit({ head: stub + tag(server.origin, 'data-proactive'), ...more }, options);
};
const partsAsked = (): string[] => server.requests.filter((path) => path !== '/widget.js').map((path) => path.replace(/-[\w-]{8}\.js/, ''));

describe('a message that comes by itself', () => {
  test('a project without such messages costs nothing: no part and no list is asked for (P-40)', async () => {
    const page = await stand.visit();
    await widgetOn(page).launcher.waitFor();
    await page.waitForTimeout(300);
    expect(server.requests).toEqual(['/widget.js']);
  });

  test('stands beside the launcher without the panel and without a connection, and takes no focus', async () => {
    const page = await visit([rule()], { body: '<input id="own" autofocus>' });
    await bubbleOn(page).getByText('Can we help you choose?').waitFor();
    expect(partsAsked().toSorted()).toEqual(['/promptside/assets/nudge', '/promptside/projects/shop/widget.json']);
    expect(server.hellos).toEqual([]);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('own');
    expect(await bubbleOn(page).evaluate((bubble) => bubble.parentElement?.getAttribute('role'))).toBe('status');
  });

  test('pressed, it opens the chat and stands there as the assistant’s, in the words of the server', async () => {
    const page = await visit([rule()]);
    await bubbleOn(page).waitFor();
    server.behaviour.proactive = [rule({ text: 'The server’s words.' })];
    await bubbleOn(page).getByRole('button', { name: 'Can we help you choose?' }).click();
    await widgetOn(page).shows('The server’s words.');
    expect(server.told).toMatchObject([{ name: 'proactive', packet: { name: 'help' } }]);
    expect(await bubbleOn(page).count()).toBe(0);
  });

  test('its buttons open the chat and do what they say, after the message', async () => {
    const page = await visit([rule({ buttons: [{ label: 'Track it', command: 'track_order', parameters: { order: '7' } }] })]);
    await bubbleOn(page).getByRole('button', { name: 'Track it' }).click();
    await expect.poll(() => server.commands, poll).toMatchObject([{ command: 'track_order', parameters: { order: '7' } }]);
    expect(server.told.map(({ name }) => name)).toEqual(['proactive']);
  });

  test('the launcher beside it takes it up too; closed, it stays away, and the server hears of neither', async () => {
    const page = await visit([rule()]);
    await bubbleOn(page).getByRole('button', { name: 'Close message' }).click();
    expect(await bubbleOn(page).count()).toBe(0);
    await page.reload();
    await page.waitForTimeout(1_500);
    expect(await bubbleOn(page).count()).toBe(0);
    expect([server.hellos, server.told]).toEqual([[], []]);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['promptside:shop:nudged:help']);
    const other = await visit([rule()]);
    await bubbleOn(other).waitFor();
    await widgetOn(other).launcher.click();
    await widgetOn(other).shows('Can we help you choose?');
  });

  test('is reached after the launcher by keyboard, and Escape closes it', async () => {
    const page = await visit([rule()]);
    await bubbleOn(page).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const focused = (): Promise<string> =>
      page.evaluate(() => document.querySelector('promptside-widget')?.shadowRoot?.activeElement?.className ?? '');
    expect(await focused()).toBe('words');
    await page.keyboard.press('Escape');
    expect([await bubbleOn(page).count(), await focused()]).toEqual([0, 'launcher']);
  });

  test('axe finds nothing; it moves for nobody who wants less motion, and what is pressed is large enough', async () => {
    for (const [theme, dir] of [
      ['light', 'ltr'],
      ['dark', 'rtl'],
    ]) {
      server.behaviour.proactive = [rule({ buttons: [{ label: 'Yes, please' }] })];
      const head = tag(server.origin, `data-proactive data-theme="${theme}"`);
      const whole = `<!doctype html><html lang="${dir === 'rtl' ? 'ar' : 'en'}" dir="${dir}"><head><title>Host</title>${head}</head><body></body></html>`;
      const page = await stand.visit({ whole }, { reducedMotion: 'reduce' });
      await bubbleOn(page).waitFor();
      expect(await bubbleOn(page).evaluate((bubble) => getComputedStyle(bubble).animationName)).toBe('none');
      const sizes = await bubbleOn(page)
        .locator('button')
        .evaluateAll((all) => all.map((it) => Math.min(it.getBoundingClientRect().width, it.getBoundingClientRect().height)));
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(24);
      await page.evaluate(axe);
      const found = await page.evaluate(async () => {
        const { violations } = await (window as unknown as { axe: { run(what: unknown): Promise<{ violations: { id: string }[] }> } }).axe.run(
          'promptside-widget',
        ); // axe puts itself there
        return violations.map(({ id }) => id);
      });
      expect(found).toEqual([]);
    }
  });
});

describe('when it comes', () => {
  test('by what the page says has happened, by a call or on an element, also before the part is there', async () => {
    const wants = rule({ when: { event: 'coupon_failed' } });
    const early = await visit([wants], {
      head: `${stub}<script>Promptside('event','coupon_failed')</script>${tag(server.origin, 'data-proactive')}`,
    });
    await bubbleOn(early).waitFor();
    const page = await visit([wants], { body: '<button data-promptside-event="coupon_failed">Apply</button>' });
    await expect.poll(() => partsAsked().length, poll).toBeGreaterThan(3);
    await page.waitForTimeout(300);
    expect(await bubbleOn(page).count()).toBe(0);
    await page.getByText('Apply').click();
    await bubbleOn(page).waitFor();
    expect(await widgetOn(page).panel.count()).toBe(0);
  });

  test('by the time on the page, how far it was scrolled, and what it says of itself', async () => {
    const page = await visit([rule({ name: 'late', when: { afterSeconds: 2, scrolledPercent: 50, attribute: { name: 'plan', is: 'pro' } } })], {
      body: '<div style="height:5000px">long</div>',
    });
    await page.waitForTimeout(2_500);
    expect(await bubbleOn(page).count()).toBe(0);
    await page.evaluate(() => scrollTo(0, 4000));
    await page.waitForTimeout(1_500);
    expect(await bubbleOn(page).count()).toBe(0);
    await call(page, 'attributes', { plan: 'pro' });
    await bubbleOn(page).waitFor();
  });

  test('by the address, also where an application changes it without loading', async () => {
    const page = await visit([rule({ when: { page: '/checkout/*' } })]);
    await page.waitForTimeout(1_500);
    expect(await bubbleOn(page).count()).toBe(0);
    await page.evaluate(() => history.pushState(null, '', '/checkout/address'));
    await bubbleOn(page).waitFor();
  });

  test('once a visitor, once a session, or every time', async () => {
    for (const [once, again] of [
      ['visitor', 0],
      ['session', 0],
      ['always', 1],
    ] as const) {
      const page = await visit([rule({ once })]);
      await bubbleOn(page).waitFor();
      await page.reload();
      await page.waitForTimeout(1_800);
      expect([once, await bubbleOn(page).count()]).toEqual([once, again]);
      const second = await page.context().newPage();
      await second.goto(page.url());
      if (once === 'visitor') {
        await second.waitForTimeout(1_800);
        expect(await bubbleOn(second).count()).toBe(0);
      } else await bubbleOn(second).waitFor();
    }
  });

  test('a page without the attribute asks for them once the visitor’s browser knows that the project has some', async () => {
    server.behaviour.proactive = [rule()];
    server.behaviour.widget = { ...server.behaviour.widget, hasProactive: true };
    const page = await stand.visit();
    await widgetOn(page).open();
    await expect.poll(() => page.evaluate(() => localStorage.getItem('promptside:shop:proactive')), poll).toBe('1');
    await page.keyboard.press('Escape');
    await page.reload();
    await bubbleOn(page).waitFor();
    await call(page, 'shutdown');
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  });

  test('nothing comes while the chat is open, and where the list cannot be had, nothing is said of it', async () => {
    const page = await visit([rule({ when: { event: 'now' } })]);
    await widgetOn(page).open();
    await call(page, 'event', 'now');
    await page.waitForTimeout(1_500);
    expect(await bubbleOn(page).count()).toBe(0);
    await page.keyboard.press('Escape');
    await bubbleOn(page).waitFor();
    const broken = await stand.context();
    const lone = await broken.newPage();
    await lone.route('**/widget.json', (route) => route.fulfill({ status: 404, body: 'gone' }));
    await lone.goto(stand.site.put('/lone', { head: tag(server.origin, 'data-proactive') }));
    await widgetOn(lone).open();
    expect(stand.complaints).toEqual([]);
  });
});

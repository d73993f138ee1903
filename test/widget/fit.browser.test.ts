import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { tag } from './host-page.ts';
import { useStand, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;
const poll = { timeout: 10_000 };
const meta = '<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">';
const phone = { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true };
const card = { title: 'Walking boots', nodes: [], image: { url: 'https://img.example/a.png', alt: 'boots' }, buttons: [{ label: 'Buy' }] };

/** How far below the upper edge of what it scrolls in an element begins. */
const topIn = (scroller: Locator, element: Locator): Promise<number> =>
  Promise.all([scroller.boundingBox(), element.boundingBox()]).then(([around, box]) => (box?.y ?? Number.NaN) - (around?.y ?? Number.NaN));

describe('on a phone', () => {
  test('the panel is as high as what is seen of the page, and stands where that is', async () => {
    const page = await stand.visit({ head: meta + tag(server.origin), body: '<p style="height:2000px">long</p>' }, phone);
    const widget = widgetOn(page);
    await widget.open();
    await expect.poll(async () => (await widget.panel.boundingBox())?.height, poll).toBe(640);
    // As a keyboard does: less of the page is seen, and what is seen is further down.
    await page.evaluate(() => {
      const seen = visualViewport;
      if (!seen) return;
      Object.defineProperties(seen, { height: { value: 380, configurable: true }, offsetTop: { value: 120, configurable: true } });
      seen.dispatchEvent(new Event('resize'));
    });
    await expect.poll(() => widget.panel.boundingBox(), poll).toEqual({ x: 0, y: 120, width: 360, height: 380 });
    const composer = await widget.host.locator('.composer').boundingBox();
    expect((composer?.y ?? 0) + (composer?.height ?? 0)).toBe(500);
  });

  test('nothing that is pressed or read stands below a notch or a home bar', async () => {
    const page = await stand.visit({ head: meta + tag(server.origin) }, phone);
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setSafeAreaInsetsOverride', { insets: { top: 44, topMax: 44, bottom: 34, bottomMax: 34 } });
    const widget = widgetOn(page);
    await widget.launcher.waitFor();
    const launcher = await widget.launcher.boundingBox();
    expect((launcher?.y ?? 999) + (launcher?.height ?? 999)).toBe(640 - 34 - 20);
    await widget.open();
    await expect.poll(async () => (await widget.host.locator('.header').boundingBox())?.y, poll).toBe(44);
    const field = await widget.composer.boundingBox();
    expect((field?.y ?? 999) + (field?.height ?? 999)).toBeLessThanOrEqual(640 - 34);
  });
});

describe.each([
  ['320×256', { viewport: { width: 320, height: 256 } }],
  ['a wide window', {}],
])('an answer that is taller than the view (%s)', (_name, options) => {
  test('is shown from its beginning, also when its cards come later; whoever reads on in it is left in peace', async () => {
    const page = await stand.visit({ head: meta + tag(server.origin) }, options);
    const widget = widgetOn(page);
    const scroller = widget.host.locator('.scroller');
    await widget.open();
    await expect.poll(() => server.talks.size, poll).toBe(1);
    server.behaviour.reply = (text) => (text === 'cards' ? { text: 'These are new:', cards: Array.from({ length: 3 }, () => card) } : { text });
    for (const text of ['one', 'two', 'three', 'cards']) await widget.say(text);
    await widget.host.getByText('Walking boots').first().waitFor();
    const begin = widget.bubbles.filter({ hasText: 'These are new:' });
    await expect.poll(() => topIn(scroller, begin), poll).toBeGreaterThanOrEqual(0);

    await scroller.evaluate((box) => box.scrollTo(0, box.scrollHeight));
    const lines = Array.from({ length: 60 }, (_, line) => `line ${line}`).join('\n');
    server.say(server.only, 'long', { nodes: [{ t: 'block', text: lines }] });
    const long = widget.bubbles.filter({ hasText: 'line 59' });
    await long.waitFor();
    await expect.poll(() => topIn(scroller, long), poll).toBeLessThan(40);
    expect(await topIn(scroller, long)).toBeGreaterThanOrEqual(0);

    await scroller.evaluate((box) => box.scrollBy(0, 200));
    const at = await scroller.evaluate((box) => box.scrollTop);
    server.io.to(server.only.id).emit('working', true);
    await widget.host.locator('.dots').waitFor();
    expect(await scroller.evaluate((box) => box.scrollTop)).toBe(at);
    server.say(server.only, 'the next');
    await widget.host.locator('.newer').click();
    await expect.poll(() => scroller.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight < 4), poll).toBe(true);
  });
});

test('from right to left, words of another direction stand on the side of all else, and their points at their own end', async () => {
  const head = tag(server.origin, 'data-language="ar" data-placeholder="Write here …" data-pre-chat="We answer within a day."');
  const page = await stand.visit({ head });
  const widget = widgetOn(page);
  await widget.open();
  await expect.poll(() => widget.panel.getAttribute('dir'), poll).toBe('rtl');
  const looks = (element: Locator): Promise<string[]> =>
    element.evaluate((it) => [getComputedStyle(it).textAlign, getComputedStyle(it).unicodeBidi, getComputedStyle(it).direction]);
  expect(await looks(widget.composer)).toEqual(['right', 'plaintext', 'rtl']);
  expect((await looks(widget.host.locator('.before')))[0]).toBe('right');
  const [around, words] = await widget.host.locator('.before').evaluate((it) => {
    const range = document.createRange();
    range.selectNodeContents(it);
    return [it.getBoundingClientRect().right, range.getBoundingClientRect().right];
  });
  expect(words).toBeCloseTo(around ?? 0, 0);
  // What is written there goes the way of its own words.
  await widget.composer.fill('Hello');
  expect((await looks(widget.composer))[2]).toBe('ltr');
});

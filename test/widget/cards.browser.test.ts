import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { faults, poll, press, screenshot, useParts } from './parts-stand.ts';
import type { Widget } from './stand.ts';

const stand = useParts();
const cardsIn = (widget: Widget) => widget.host.locator('.cards .card');

/** Which cards can be seen whole. */
const seen = (widget: Widget): Promise<string[]> =>
  widget.host.locator('.deck').evaluate((deck) => {
    const { left, right } = deck.getBoundingClientRect();
    return [...deck.children].flatMap((card) => {
      const box = card.getBoundingClientRect();
      return box.left >= left - 1 && box.right <= right + 1 ? [card.querySelector('.name')?.textContent ?? ''] : [];
    });
  });

describe('cards', () => {
  test('show picture, title, words and link; a button fires its command', async () => {
    const { page, widget } = await stand.open();
    await press(widget, 'Cards');
    const first = cardsIn(widget).first();
    await first.locator('img[alt="a picture of boots"]').waitFor();
    expect(await first.locator('strong').allTextContents()).toEqual(['Boots', 'new']);
    const link = first.getByRole('link', { name: 'Boots' });
    expect([await link.getAttribute('href'), await link.getAttribute('rel'), await link.getAttribute('target')]).toEqual([
      'https://shop.example/boots',
      'noopener noreferrer nofollow',
      '_blank',
    ]);
    await first.getByRole('button', { name: 'Buy boots' }).click();
    await widget.shows('Boots: bought.');
    await page.reload();
    await expect.poll(() => cardsIn(widget).count(), poll).toBe(4);
    expect(stand.complaints).toEqual([]);
  });

  test('several are turned by keyboard alone, and it is said where one stands (P-45)', async () => {
    const { page, widget } = await stand.open();
    await press(widget, 'Cards');
    const next = widget.host.getByRole('button', { name: 'Next' });
    const place = widget.host.locator('.turning .place');
    await next.focus();
    expect(await seen(widget)).toEqual(['Boots']);
    for (const [n, name] of [
      [2, 'Tents'],
      [3, 'Stoves'],
      [4, 'Ropes'],
    ] as const) {
      await page.keyboard.press('Enter');
      await expect.poll(() => place.textContent(), poll).toBe(`${n} of 4`);
      expect(await seen(widget)).toEqual([name]);
    }
    // At the end the button stays, and with it whoever stands on it.
    expect([await next.getAttribute('aria-disabled'), await next.evaluate((it) => it.matches(':focus'))]).toEqual(['true', true]);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => place.textContent(), poll).toBe('3 of 4');
    expect(await widget.host.locator('.cards').getAttribute('role')).toBe('group');
    expect(stand.complaints).toEqual([]);
  });

  test('a picture from a host that the project does not name never comes to the page', async () => {
    const { page, widget } = await stand.open();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).hostname));
    await press(widget, 'Cards');
    await expect.poll(() => cardsIn(widget).count(), poll).toBe(4);
    expect([...new Set(asked)].filter((host) => host !== '127.0.0.1' && host !== 'img.example')).toEqual([]);
  });
});

test.each([
  ['light', {}, ''],
  ['dark', {}, 'data-theme="dark"'],
  ['phone', { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true }, ''],
  ['forced-colours', { forcedColors: 'active' as const }, ''],
  ['Arabic', { reducedMotion: 'reduce' as const }, 'data-language="ar"'],
])('look right and have no fault that axe knows: %s', async (name, options, attributes) => {
  const head = `<meta name="viewport" content="width=device-width"><script async src="${stand.server.address}/widget.js" data-project="shop" ${attributes}></script>`;
  const { page, widget } = await stand.open({ head }, options);
  await press(widget, 'Cards');
  await cardsIn(widget).last().waitFor();
  await turned(page, widget, name === 'Arabic');
  expect(await faults(page)).toEqual([]);
  await screenshot(page, `cards-${name}`);
});

async function turned(page: Page, widget: Widget, isArabic: boolean): Promise<void> {
  const next = widget.host.getByRole('button', { name: isArabic ? 'التالي' : 'Next' });
  await next.click();
  await expect.poll(() => seen(widget), poll).toContain('Tents');
  await page.waitForTimeout(200);
}

import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { faults, poll, press, screenshot, useParts } from './parts-stand.ts';
import { type Widget, widgetOn } from './stand.ts';

const stand = useParts();
const formIn = (widget: Widget) => widget.host.locator('.form').last();
const focused = (page: Page) => page.evaluate(() => document.querySelector('promptside-widget')?.shadowRoot?.activeElement?.getAttribute('name'));

describe('a form', () => {
  test('is filled in and sent; the command runs, and it then is one quiet line, also after a reload and in another tab', async () => {
    const { page, widget } = await stand.open();
    await press(widget, 'Contact');
    const form = formIn(widget);
    await form.getByLabel('Your email address').fill('a@b.co');
    await form.getByLabel('Your size').selectOption('M');
    await form.getByLabel('Write to me about news').check();
    const twin = widgetOn(await page.context().newPage());
    await twin.host.page().goto(page.url());
    await twin.open();
    await twin.host.locator('.form[data-state="open"]').waitFor();
    await form.getByRole('button', { name: 'Leave it with us' }).click();
    await widget.shows('Thank you, a@b.co. News: true.');
    for (const each of [widget, twin]) {
      await each.host.locator('.form[data-state="sent"]').waitFor();
      await each.shows('Your email address: a@b.co');
      expect(await formIn(each).locator('input, button').count()).toBe(0);
    }
    await page.reload();
    await widget.host.locator('.form[data-state="sent"]').waitFor();
    expect(await faults(page)).toEqual([]);
    expect(stand.complaints).toEqual([]);
  });

  test('is filled in by keyboard alone; the focus stays at it when it is sent (P-45)', async () => {
    const { page, widget } = await stand.open();
    await press(widget, 'Contact');
    await formIn(widget).locator('input').first().focus();
    await page.keyboard.type('a@b.co');
    for (const _ of ['phone', 'size']) await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    for (const _ of ['code', 'news']) await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await widget.shows('Thank you, a@b.co. News: true.');
    await widget.shows('Your size: S');
    expect(await page.evaluate(() => document.querySelector('promptside-widget')?.shadowRoot?.activeElement?.className)).toBe('form');
  });

  test('says at the field what is wrong with it, and takes the visitor there', async () => {
    const { page, widget } = await stand.open();
    await press(widget, 'Contact');
    const form = formIn(widget);
    const email = form.getByLabel('Your email address');
    const told = async () => form.locator(`[id="${await email.getAttribute('aria-describedby')}"]`).textContent();
    await form.getByRole('button').click();
    expect([await email.getAttribute('aria-invalid'), await told(), await focused(page)]).toEqual(['true', 'Please fill this in.', 'email']);
    await email.fill('nobody');
    await page.keyboard.press('Enter');
    expect([await told(), await focused(page)]).toEqual(['Please check this.', 'email']);
    expect(await faults(page)).toEqual([]);
    await screenshot(page, 'form-faults');
  });

  test('P-15 what only the server finds wrong stands at its field as well, and what was filled in is still there', async () => {
    const { page, widget } = await stand.open();
    await press(widget, 'Contact');
    const form = formIn(widget);
    await form.getByLabel('Your email address').fill('a@b.co');
    await form.getByLabel('Order number').fill('abc');
    await form.getByRole('button').click();
    await form.getByText('Please check this.').waitFor();
    expect([await focused(page), await form.getByLabel('Your email address').inputValue()]).toEqual(['code', 'a@b.co']);
    await form.getByLabel('Order number').fill('12345');
    await page.keyboard.press('Enter');
    await widget.shows('Thank you, a@b.co.');
    expect(await widget.bubbles.filter({ hasText: 'Order number: abc' }).count()).toBe(0);
  });

  test('sent without a connection, it goes out when there is one again', async () => {
    const { page, widget } = await stand.open();
    await press(widget, 'Contact');
    const form = formIn(widget);
    await form.getByLabel('Your email address').fill('a@b.co');
    await page.context().setOffline(true);
    await page.evaluate(() => dispatchEvent(new Event('pagehide')));
    await form.getByRole('button').click();
    await widget.host.locator('.form[data-state="sending"]').waitFor();
    await page.context().setOffline(false);
    await widget.shows('Thank you, a@b.co.');
    await widget.host.locator('.form[data-state="sent"]').waitFor();
  });
});

describe('the form of a question', () => {
  test('answers it, and is over when it was answered in words instead', async () => {
    const { widget } = await stand.open();
    await press(widget, 'Order');
    const form = formIn(widget);
    await form.getByLabel('City').fill('Graz');
    await form.getByLabel('Day').fill('2026-05-04');
    await form.getByRole('button').click();
    await widget.shows('It comes to Graz on 2026-05-04.');
    await press(widget, 'Order');
    await widget.host.locator('.form[data-state="open"]').waitFor();
    await widget.say('Vienna on 2026-06-07');
    await widget.host.locator('.form[data-state="over"]').waitFor();
    expect(await widget.host.locator('.form[data-state="over"] input').count()).toBe(0);
  });

  test('shown twice, only the newer one can be filled in', async () => {
    const { widget } = await stand.open();
    await press(widget, 'Contact');
    await widget.host.locator('.form[data-state="open"]').waitFor();
    await press(widget, 'Contact');
    await expect
      .poll(() => widget.host.locator('.form').evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.state)), poll)
      .toEqual(['over', 'open']);
  });
});

test('P-42 on a page that unsets every style, patches what all objects share and forbids all but our script, forms and cards work', async () => {
  const origin = stand.server.address;
  const patched = `<script nonce="n">Object.prototype.foreign = 1; Array.prototype.also = function () {};</script><style nonce="n">* { all: unset !important } html { font-size: 62.5% }</style>`;
  const policy = `default-src 'none'; script-src 'nonce-n' ${origin}; style-src 'nonce-n'; connect-src ${origin.replace('http', 'ws')}; img-src https://img.example; form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
  const script = `<script nonce="n" async src="${origin}/widget.js" data-project="shop"></script>`;
  const { widget } = await stand.open({ head: patched + script, headers: { 'content-security-policy': policy } });
  await press(widget, 'Cards');
  await widget.host.getByRole('button', { name: 'Next' }).click();
  await widget.host.getByRole('button', { name: 'Buy tents' }).click();
  await widget.shows('Tents: bought.');
  await press(widget, 'Contact');
  await formIn(widget).getByLabel('Your email address').fill('a@b.co');
  await formIn(widget).getByLabel('Write to me about news').check();
  await formIn(widget).getByRole('button').click();
  await widget.shows('Thank you, a@b.co. News: true.');
  expect(stand.complaints).toEqual([]);
});

test.each([
  ['light', {}, {}],
  ['dark', {}, { 'data-theme': 'dark' }],
  ['phone', { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true }, {}],
  ['forced colours', { forcedColors: 'active' as const }, {}],
  ['Arabic', {}, { 'data-language': 'ar' }],
])('looks right and has no fault that axe knows: %s', async (name, options, attributes) => {
  const said = Object.entries(attributes).map(([key, value]) => `${key}="${value}"`);
  const head = `<meta name="viewport" content="width=device-width"><script async src="${stand.server.address}/widget.js" data-project="shop" ${said.join(' ')}></script>`;
  const { page, widget } = await stand.open({ head }, options);
  await press(widget, 'Contact');
  await formIn(widget).locator('input').first().waitFor();
  await page.waitForTimeout(300);
  expect(await faults(page)).toEqual([]);
  const isInside = await formIn(widget).evaluate((form) => {
    const box = form.closest('.panel')?.getBoundingClientRect();
    const own = form.getBoundingClientRect();
    return !!box && own.left >= box.left && own.right <= box.right;
  });
  expect(isInside).toBe(true);
  if (name === 'Arabic') await formIn(widget).getByText('اختياري').first().waitFor();
  await screenshot(page, `form-${name.replace(' ', '-')}`);
});

import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useStand, type Widget, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;
const poll = { timeout: 10_000 };
const body = '<dialog id="outer"><p>Checkout</p><button>Pay</button></dialog><dialog id="inner"><p>Really?</p></dialog>';

const dialog = (page: Page, id: string, what: 'showModal' | 'close' | 'remove'): Promise<void> =>
  page.evaluate(([name, call]) => (document.getElementById(name) as HTMLDialogElement)[call](), [id, what] as const); // the bodies above have them
const home = (widget: Widget): Promise<string | undefined> => widget.host.evaluate((host) => host.parentElement?.id || host.parentElement?.tagName);

describe('while a modal dialog of the page is open, which nobody asked us about', () => {
  test('the launcher that was there before works, and goes back with the panel when the dialog closes', async () => {
    const page = await stand.visit({ body });
    const widget = widgetOn(page);
    await widget.launcher.waitFor();
    await dialog(page, 'outer', 'showModal');
    await widget.open();
    await widget.say('how do I pay?');
    await widget.shows('how do I pay?');
    expect(await home(widget)).toBe('outer');
    await dialog(page, 'outer', 'close');
    await expect.poll(() => home(widget), poll).toBe('HTML');
    await widget.say('thanks');
    await expect.poll(() => server.heard.map((it) => it.text), poll).toEqual(['how do I pay?', 'thanks']);
  });

  test('a panel that was open before works, with what was half written, in a dialog over a dialog as well', async () => {
    const page = await stand.visit({ body });
    const widget = widgetOn(page);
    await widget.open();
    await widget.composer.fill('half a');
    for (const id of ['outer', 'inner']) {
      await dialog(page, id, 'showModal');
      await expect.poll(() => home(widget), poll).toBe(id);
    }
    await widget.composer.click();
    await page.keyboard.type(' thought');
    expect(await widget.composer.inputValue()).toBe('half a thought');
    await dialog(page, 'inner', 'remove');
    await expect.poll(() => home(widget), poll).toBe('outer');
    await widget.composer.press('Enter');
    await expect.poll(() => server.heard.map((it) => it.text), poll).toEqual(['half a thought']);
    await dialog(page, 'outer', 'close');
    await expect.poll(() => home(widget), poll).toBe('HTML');
    expect([await page.evaluate('document.querySelectorAll("promptside-widget").length'), stand.complaints]).toEqual([1, []]);
  });

  test('one that is not modal is left alone, and after shutdown nothing comes back', async () => {
    const page = await stand.visit({ body });
    const widget = widgetOn(page);
    await widget.launcher.waitFor();
    await page.evaluate(() => document.querySelector('dialog')?.show());
    await widget.open();
    expect(await home(widget)).toBe('HTML');
    await page.evaluate(() => (window as unknown as { Promptside(call: string): void }).Promptside('shutdown')); // the one name on a page
    await page.evaluate(() => document.querySelector('dialog')?.close());
    await dialog(page, 'inner', 'showModal');
    expect(await widget.host.count()).toBe(0);
  });
});

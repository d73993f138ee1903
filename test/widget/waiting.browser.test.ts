import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { tag } from './host-page.ts';
import { call, useStand, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;
/** It is tried again ever less often, so some tries of a slow machine have to fit. */
const patient = { timeout: 40_000 };
const parts = '**/promptside/assets/**';
const heard = (): string[] => server.heard.map((it) => it.text);
const unsaid = (page: Page): Promise<string | null> => page.evaluate(() => sessionStorage.getItem('promptside:shop:unsaid'));

/** A page whose panel cannot be fetched: all of it is tried again, each time under another name. */
async function cutOff(head = tag(server.origin)): Promise<{ page: Page; tries: string[] }> {
  const page = await stand.visit({ head, body: '<input id="own">' });
  const tries: string[] = [];
  await page.route(parts, (route) => {
    tries.push(route.request().url());
    return route.abort();
  });
  await widgetOn(page).launcher.waitFor();
  return { page, tries };
}

describe('what the page asked for while the panel could not be fetched', () => {
  test('is tried again by itself, and done in its order once the server is back; then the apology goes', async () => {
    const { page, tries } = await cutOff();
    const widget = widgetOn(page);
    await call(page, 'message', 'first');
    await call(page, 'command', 'track_order', { order: '1' });
    await widget.host.getByText('The chat cannot be reached right now').waitFor();
    await expect.poll(() => new Set(tries).size, patient).toBeGreaterThan(1);
    await call(page, 'message', 'second');
    await page.unroute(parts);
    await expect.poll(heard, patient).toEqual(['first', 'second']);
    expect(server.commands).toMatchObject([{ command: 'track_order', parameters: { order: '1' } }]);
    expect([await widget.host.locator('.sorry').textContent(), await widget.panel.count(), await unsaid(page)]).toEqual(['', 0, null]);
  });

  test('does not open over what the visitor does by then, nor take their focus; the next click opens', async () => {
    const { page } = await cutOff();
    const widget = widgetOn(page);
    await widget.launcher.click();
    await widget.host.getByText('The chat cannot be reached right now').waitFor();
    await page.locator('#own').focus();
    await page.unroute(parts);
    await expect.poll(() => widget.host.locator('.sorry').textContent(), patient).toBe('');
    await expect.poll(() => widget.launcher.getAttribute('aria-busy'), patient).toBeNull();
    expect([await widget.panel.count(), await page.evaluate(() => document.activeElement?.id)]).toEqual([0, 'own']);
    await widget.open();
  });

  test('messages wait over a reload, each once, and are said without a click', async () => {
    const { page } = await cutOff();
    await call(page, 'message', 'first\nof two lines');
    await call(page, 'message', 'second');
    await widgetOn(page).host.getByText('The chat cannot be reached right now').waitFor();
    await page.reload();
    await widgetOn(page).host.getByText('The chat cannot be reached right now').waitFor();
    await call(page, 'message', 'third');
    await page.unroute(parts);
    await expect.poll(heard, patient).toEqual(['first\nof two lines', 'second', 'third']);
    await page.reload();
    await widgetOn(page).open();
    await widgetOn(page).shows('third');
    expect([heard().length, await unsaid(page)]).toEqual([3, null]);
  });

  test('is in memory alone where storage is blocked, and gone after shutdown', async () => {
    const blocked = `<script>for (const name of ['localStorage','sessionStorage']) Object.defineProperty(window, name, { configurable: true, get() { throw new DOMException('no', 'SecurityError') } });</script>`;
    const { page } = await cutOff(blocked + tag(server.origin));
    await call(page, 'message', 'kept in memory');
    await widgetOn(page).host.getByText('The chat cannot be reached right now').waitFor();
    await page.unroute(parts);
    await expect.poll(heard, patient).toEqual(['kept in memory']);
    const other = await cutOff();
    await call(other.page, 'message', 'not to be said');
    await widgetOn(other.page).host.getByText('The chat cannot be reached right now').waitFor();
    const asked = other.tries.length;
    await call(other.page, 'shutdown');
    expect(await unsaid(other.page)).toBeNull();
    await other.page.waitForTimeout(3_000);
    expect([other.tries.length, heard()]).toEqual([asked, ['kept in memory']]);
  });
});

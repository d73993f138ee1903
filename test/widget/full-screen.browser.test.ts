import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { tag } from './host-page.ts';
import { useStand, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;
const poll = { timeout: 10_000 };
const head = (attributes = ''): string => `<meta name="viewport" content="width=device-width,initial-scale=1">${tag(server.origin, attributes)}`;
const body = '<a href="#a" id="link">a link of the page</a><p>text</p><button id="button">a button of the page</button>';
const sizes = [
  ['320×256, as at 400 % zoom', { viewport: { width: 320, height: 256 } }],
  ['360×640, a phone', { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true }],
] as const;

/** Where the focus is: a name of the panel's, or of the page's with `page:` before it. */
const held = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const inside = document.activeElement?.shadowRoot?.activeElement;
    if (!inside) return `page:${document.activeElement?.id || document.activeElement?.tagName}`;
    return inside.getAttribute('aria-label') || inside.textContent || inside.tagName;
  });

describe.each(sizes)('where the panel fills the screen (%s)', (_name, options) => {
  test('it is a modal dialog, and Tab goes round in it, in both directions (WCAG 2.4.11)', async () => {
    server.behaviour.widget = { ...server.behaviour.widget, buttons: [{ label: 'Opening hours' }] };
    const page = await stand.visit({ head: head(), body }, options);
    const widget = widgetOn(page);
    await widget.open();
    await widget.host.getByText('Opening hours').waitFor();
    await widget.composer.fill('half a thought');
    expect(await widget.panel.getAttribute('aria-modal')).toBe('true');
    for (const key of ['Tab', 'Shift+Tab']) {
      const seen: string[] = [];
      for (let count = 0; count < 8; count++) {
        await page.keyboard.press(key);
        seen.push(await held(page));
      }
      expect(seen.filter((name) => name.startsWith('page:'))).toEqual([]);
      expect(new Set(seen)).toEqual(new Set(['Options', 'Close chat', 'Conversation', 'Opening hours', 'Your message', 'Send']));
    }
    await widget.host.getByRole('button', { name: 'Close chat' }).last().click();
    await page.locator('#link').focus();
    await page.keyboard.press('Tab');
    expect(await held(page)).toBe('page:button');
  });

  test('open again after a reload it leaves the focus alone, and the first Tab is the panel’s', async () => {
    const page = await stand.visit({ head: head('data-open'), body }, options);
    const widget = widgetOn(page);
    await widget.composer.waitFor();
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.locator('#link').focus();
    await page.keyboard.press('Tab');
    expect(await held(page)).toBe('Options');
  });
});

test('beside the page it is no modal dialog, and Tab leaves it; that follows the size of the window', async () => {
  const page = await stand.visit({ head: head(), body });
  const widget = widgetOn(page);
  await widget.open();
  const round = async (): Promise<string[]> => {
    const seen: string[] = [];
    for (let count = 0; count < 8; count++) {
      await page.keyboard.press('Tab');
      seen.push(await held(page));
    }
    return seen;
  };
  expect(await widget.panel.getAttribute('aria-modal')).toBeNull();
  expect(await round()).toContain('page:link');
  await page.setViewportSize({ width: 360, height: 640 });
  await expect.poll(() => widget.panel.getAttribute('aria-modal'), poll).toBe('true');
  await widget.composer.focus();
  expect((await round()).filter((name) => name.startsWith('page:'))).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 720 });
  await expect.poll(() => widget.panel.getAttribute('aria-modal'), poll).toBeNull();
  expect(await round()).toContain('page:link');
});

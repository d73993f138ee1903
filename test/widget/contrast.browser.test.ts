import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { contrast } from '../../admin/document/contrast.ts';
import { tag } from './host-page.ts';
import { useStand, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;

/** What WCAG 2.2 asks of whatever must be seen to use a control (1.4.11), and of text (1.4.3). */
const enough = { part: 3, text: 4.5 };
const surfaces = { light: 'rgb(255, 255, 255)', dark: 'rgb(26, 29, 35)' };

const hex = (colour: string): string => {
  const parts = colour.match(/[\d.]+/g)?.map(Number) ?? [];
  expect([colour, parts[3] ?? 1]).toEqual([colour, 1]);
  return `#${parts
    .slice(0, 3)
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('')}`;
};
const ratio = (one: string, other: string): number => contrast(hex(one), hex(other)) ?? 0;

type Ring = { name: string; width: number; outline: string; shadow: string | undefined; ground: string };

/** Goes once round by Tab, and says of each stop what its ring and the ground around the ring look like. */
async function rings(page: Page): Promise<Ring[]> {
  const seen: Ring[] = [];
  for (let count = 0; count < 12; count++) {
    await page.keyboard.press('Tab');
    const ring = await page.evaluate(() => {
      const held = document.activeElement?.shadowRoot?.activeElement;
      if (!held || held.matches('.launcher')) return null;
      const isOpaque = (element: Element): boolean => !/, 0\)$/.test(getComputedStyle(element).backgroundColor);
      const { outlineColor, outlineWidth, outlineOffset, outlineStyle, boxShadow } = getComputedStyle(held);
      let ground: Element | null = Number.parseInt(outlineOffset, 10) < -1 ? held : held.parentElement;
      while (ground && !isOpaque(ground)) ground = ground.parentElement;
      const name = held.getAttribute('aria-label') || held.textContent?.trim() || held.tagName;
      const width = outlineStyle === 'solid' ? Number.parseInt(outlineWidth, 10) : 0;
      return {
        name,
        width,
        outline: outlineColor,
        shadow: /^rgb\([^)]+\)/.exec(boxShadow)?.[0],
        ground: ground ? getComputedStyle(ground).backgroundColor : '',
      };
    });
    if (ring) seen.push(ring);
  }
  return seen;
}

const accents = [
  ['#1f5fd0', '#ffffff'],
  ['#ffe600', '#000000'],
  ['#10233f', '#ffffff'],
  ['#1a1d23', '#ffffff'],
  ['#ffffff', '#1b1f27'],
  ['#767676', '#ffffff'],
] as const;

describe.each(accents)('with the accent %s', (accent, onAccent) => {
  test.each(['light', 'dark'] as const)(
    'whatever has the focus shows it, and what is written is read, in the %s theme (1.4.3, 1.4.11)',
    async (theme) => {
      server.behaviour.widget = { ...server.behaviour.widget, buttons: [{ label: 'Opening hours' }], colours: { accent, onAccent } };
      server.behaviour.reply = () => ({
        text: 'x',
        nodes: [{ t: 'paragraph', of: [{ t: 'link', href: 'https://example.com', of: [{ t: 'text', text: 'a link' }] }] }],
        buttons: [{ label: 'Thanks' }],
      });
      const page = await stand.visit({ head: tag(server.origin, `data-theme="${theme}"`) });
      const widget = widgetOn(page);
      await widget.open();
      await widget.say('hello');
      await widget.shows('a link');
      await widget.host.getByRole('button', { name: 'Start a new conversation' }).waitFor();
      await widget.composer.fill('more');
      // Attached to what is said, as a file is: it stands on the accent itself.
      await widget.host
        .locator('.bubble.user .text')
        .last()
        .evaluate((text) => {
          const link = document.createElement('a');
          link.href = '#';
          link.textContent = 'a file';
          text.append(link);
        });
      const seen = await rings(page);
      const names = ['Start a new conversation', 'Options', 'Close chat', 'Conversation', 'a file', 'a link', 'Thanks', 'Opening hours', 'Send'];
      expect(new Set(seen.map(({ name }) => name))).toEqual(new Set([...names, 'Your message']));
      for (const { name, width, outline, shadow, ground } of seen) {
        expect([name, width]).toEqual([name, 2]);
        const best = Math.max(ratio(outline, ground), shadow ? ratio(shadow, ground) : 0);
        expect([name, outline, shadow, ground, best >= enough.part]).toEqual([name, outline, shadow, ground, true]);
        // Two tones are told apart from each other as well.
        if (shadow) expect(ratio(outline, shadow)).toBeGreaterThanOrEqual(enough.part);
      }
      const link = await widget.host.locator('.bubble.assistant a').evaluate((element) => {
        const bubble = element.closest('.bubble') ?? element;
        return [getComputedStyle(element).color, getComputedStyle(bubble).backgroundColor, getComputedStyle(element).textDecorationLine];
      });
      expect([ratio(link[0] ?? '', link[1] ?? '') >= enough.text, link[2]]).toEqual([true, 'underline']);
      const border = await widget.composer.evaluate((field) => getComputedStyle(field).borderTopColor);
      expect(ratio(border, surfaces[theme])).toBeGreaterThanOrEqual(enough.part);
    },
  );
});

test('the launcher’s ring is seen on every page: it has a dark and a light tone', async () => {
  const page = await stand.visit();
  const { launcher } = widgetOn(page);
  await launcher.waitFor();
  await page.keyboard.press('Tab');
  const [outline = '', shadow = ''] = await launcher.evaluate((button) => {
    const { outlineColor, boxShadow } = getComputedStyle(button);
    return [outlineColor, /^rgb\([^)]+\)/.exec(boxShadow)?.[0] ?? ''];
  });
  for (const ground of ['rgb(255, 255, 255)', 'rgb(0, 0, 0)', 'rgb(31, 95, 208)', 'rgb(118, 118, 118)'])
    expect([ground, Math.max(ratio(outline, ground), ratio(shadow, ground)) >= enough.part]).toEqual([ground, true]);
});

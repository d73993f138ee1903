import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { consent, proactive, rating } from '../../shared/project/engagement.ts';
import type { NudgeRule } from '../../shared/protocol.ts';
import { tag } from './host-page.ts';
import { useStand, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;
const text = await readFile(new URL('../../docs/widget.md', import.meta.url), 'utf8');
const blocks = (language: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map((found) =>
    (found[1] ?? '').replaceAll('https://chat.example', server.origin),
  );

describe('docs/widget.md', () => {
  test('its script tag, its queue and its elements work as they stand', async () => {
    const [script = '', elements = '', queue = ''] = blocks('html');
    const page = await stand.visit({ head: queue + script, body: elements });
    await widgetOn(page).launcher.waitFor();
    await page.getByText('Where is my order?').click();
    await expect.poll(() => server.commands, { timeout: 10_000 }).toMatchObject([{ command: 'track_order', parameters: { order: '12345' } }]);
    expect(await page.evaluate(() => typeof (window as unknown as { Promptside: unknown }).Promptside)).toBe('function');
  });

  test('each of its calls runs, before the panel is there and after, and none complains', async () => {
    const [script = '', , queue = ''] = blocks('html');
    const calls = blocks('js');
    expect(calls.length).toBeGreaterThan(5);
    const page = await stand.visit({ head: queue + script });
    const lines: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'warning') lines.push(message.text());
    });
    await widgetOn(page).launcher.waitFor();
    for (const round of [calls.slice(0, -1), calls]) {
      for (const call of round) await page.evaluate(`{ ${call} }`);
      if (round !== calls) await expect.poll(() => server.heard.length, { timeout: 10_000 }).toBe(1);
    }
    expect(await widgetOn(page).host.count()).toBe(0);
    expect([lines, stand.complaints]).toEqual([[], []]);
  });

  test('what it says of the project’s settings is what the project takes', () => {
    for (const [label, schema] of Object.entries({ proactive: z.array(proactive), rating, consent })) {
      const [block = ''] = blocks(`json ${label}`);
      expect([label, schema.safeParse(JSON.parse(block)).error]).toEqual([label, undefined]);
    }
  });

  test('its element sets off a message that comes by itself', async () => {
    const [block = '[]'] = blocks('json proactive');
    server.behaviour.proactive = z.array(proactive).parse(JSON.parse(block)) as NudgeRule[]; // what a project says is what a page is told
    const element = blocks('html').find((html) => html.includes('data-promptside-event')) ?? '';
    const page = await stand.visit({
      head: tag(server.origin, 'data-proactive'),
      body: `${element}<script>addEventListener('load',()=>Promptside('attributes',{plan:'pro'}))</script>`,
    });
    await expect.poll(() => server.requests.some((path) => path.endsWith('widget.json')), { timeout: 10_000 }).toBe(true);
    await expect(async () => page.locator('[data-promptside-event]').click()).not.toThrow();
    await widgetOn(page).host.getByText('Is something wrong with your coupon?').waitFor();
  });

  test('its custom properties and parts change the looks', async () => {
    const page = await stand.visit();
    await page.addStyleTag({ content: blocks('css')[0] ?? '' });
    const looks = await widgetOn(page).launcher.evaluate((launcher) => {
      const { backgroundColor, borderTopLeftRadius, bottom } = getComputedStyle(launcher);
      return [backgroundColor, borderTopLeftRadius, bottom];
    });
    expect(looks).toEqual(['rgb(10, 125, 75)', '14px', '24px']);
  });

  test('it names every call that there is', async () => {
    const source = await readFile(new URL('../../widget/page-calls.ts', import.meta.url), 'utf8');
    const names = [...source.matchAll(/^ {2}(\w+): \(running/gm)].map((found) => found[1]);
    expect(names.length).toBeGreaterThan(6);
    for (const name of [...names, 'on', 'show', 'hide']) expect(text).toContain(`Promptside('${name}'`);
  });
});

import { expect, test } from 'vitest';
import { bundled } from './bundled.ts';
import { holdBack, useStand, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;

test.each([
  ['a plain page', {}],
  ['a page with Trusted Types', { 'content-security-policy': "require-trusted-types-for 'script'; trusted-types promptside" }],
])('the npm entry puts the widget on %s once, and what is said before it has loaded is done', async (_name, headers) => {
  const script = await bundled(`export * from '/widget/index.ts';`);
  const use = `const speak = entry.loadWidget({ address: '${server.origin}', project: 'shop', settings: { position: 'bottom-left' } }); entry.loadWidget({ address: '${server.origin}', project: 'shop' }); speak('command', 'early', { a: 1 }); window.speak = speak;`;
  const page = await stand.visit({ head: `<script>${script}</script><script>${use}</script>`, headers });
  await expect.poll(() => server.commands, { timeout: 10_000 }).toMatchObject([{ command: 'early', parameters: { a: 1 } }]);
  const widget = widgetOn(page);
  expect([await widget.host.count(), await widget.host.getAttribute('data-side'), await page.locator('script[src]').count()]).toEqual([1, 'left', 1]);
  await page.evaluate(() => (window as unknown as { speak(call: string): void }).speak('open'));
  await widget.composer.waitFor();
  expect(stand.complaints).toEqual([]);
});

const queue = '<script>window.Promptside=function(){(Promptside.q=Promptside.q||[]).push(arguments)}</script>';

test.each([
  ['where it makes the queue', ''],
  ['where the page has one of its own', queue],
])('what `on` answers stops the handler before the widget has loaded, while it loads, and after, %s', async (_where, head) => {
  const script = await bundled(`export * from '/widget/index.ts';`);
  const page = await stand.visit({ head: `${head}<script>${script}</script>` });
  const held = await holdBack(page, '**/widget.js');
  const said = JSON.stringify({ address: server.origin, project: 'shop' });
  const late = `document.head.append(Object.assign(document.createElement('script'), { src: '${server.origin}/widget.js' }));document.querySelector('script[src]').dataset.project='shop'`;
  await page.evaluate(`window.got = []; window.speak = entry.loadWidget(${said}); ${head ? late : ''}`);
  await page.evaluate(
    `window.on = (name) => speak('on', 'open', () => got.push(name)); on('early')(); window.stopLater = on('later'); on('stays'); 0`,
  );
  expect(await page.evaluate('Promptside.q.length')).toBe(2);
  held.go();
  const got = (): Promise<unknown> => page.evaluate('got');
  await widgetOn(page).open();
  await expect.poll(got, { timeout: 10_000 }).toEqual(['later', 'stays']);
  await page.evaluate(`stopLater(); on('gone')(); on('new'); speak('close'); speak('open'); 0`);
  await expect.poll(got, { timeout: 10_000 }).toEqual(['later', 'stays', 'stays', 'new']);
  expect(stand.complaints).toEqual([]);
});

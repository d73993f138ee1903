import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { bundled } from './bundled.ts';
import { useStand, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;
const poll = { timeout: 10_000 };

/** An application with the wrapper for React, in whose place Preact draws it; every `draw` is a render with handlers of its own, and ends when its effects have run. */
const react = `
import { h, Fragment, render } from 'preact';
import { useEffect } from 'preact/hooks';
import { Promptside } from '/examples/widget-react/promptside.tsx';
export const got = [];
let round = 0;
const Last = ({ done }) => { useEffect(done); return null; };
export const draw = (options, isThere = true, isHidden = false) => new Promise((done) => {
  round += 1;
  const mine = round;
  const onEvent = { open: () => got.push('open ' + mine), close: () => got.push('close ' + mine) };
  const chat = isThere ? h(Promptside, { ...options, isHidden, onEvent }) : null;
  render(h(Fragment, null, chat, h(Last, { done: () => void done() })), document.getElementById('app'));
});`;

/** The two hooks of Vue that the wrapper has, called by the page. */
const vue = `
import { hooks } from 'vue';
import { usePromptside } from '/examples/widget-vue/use-promptside.ts';
export const got = [];
export function mount(options) {
  const speak = usePromptside(options, { open: () => got.push('open'), close: () => got.push('close') });
  hooks.mounted();
  return speak;
}
export const unmount = () => hooks.unmounted();`;
const ownVue = `export const hooks = {}; export const onMounted = (hook) => { hooks.mounted = hook }; export const onUnmounted = (hook) => { hooks.unmounted = hook };`;

const said = (): string => JSON.stringify({ address: server.origin, project: 'shop' });
const got = (page: Page): Promise<unknown> => page.evaluate('entry.got');

test('the wrapper for React hears each event once, however often it is drawn before the widget has loaded and after', async () => {
  const script = await bundled(react, { react: `export * from 'preact/compat';` });
  const page = await stand.visit({ head: ' ', body: `<div id="app"></div><script>${script}</script>` });
  const widget = widgetOn(page);
  await page.evaluate(`(async () => { for (let round = 0; round < 5; round += 1) await entry.draw(${said()}) })()`);
  await widget.open();
  await expect.poll(() => got(page), poll).toEqual(['open 5']);
  await page.evaluate(`entry.draw(${said()})`);
  await page.keyboard.press('Escape');
  await expect.poll(() => got(page), poll).toEqual(['open 5', 'close 6']);
  await page.evaluate(`entry.draw(${said()}, true, true)`);
  await expect.poll(() => widget.launcher.isVisible(), poll).toBe(false);
  await page.evaluate(`entry.draw(${said()})`);
  await expect.poll(() => widget.launcher.isVisible(), poll).toBe(true);
  await page.evaluate(`entry.draw(${said()}, false)`);
  await expect.poll(() => widget.launcher.isVisible(), poll).toBe(false);
  await page.evaluate(`Promptside('open'); Promptside('show')`);
  await widget.composer.waitFor();
  expect([await got(page), await widget.host.count(), stand.complaints]).toEqual([['open 5', 'close 6'], 1, []]);
});

test('the wrapper for Vue hears each event once, while it is mounted', async () => {
  const script = await bundled(vue, { vue: ownVue });
  const page = await stand.visit({ head: ' ', body: `<script>${script}</script>` });
  const widget = widgetOn(page);
  await page.evaluate(`entry.mount(${said()}); entry.unmount(); window.speak = entry.mount(${said()}); speak('open'); 0`);
  await widget.composer.waitFor();
  await expect.poll(() => got(page), poll).toEqual(['open']);
  await page.evaluate('entry.unmount()');
  await expect.poll(() => widget.launcher.isVisible(), poll).toBe(false);
  await page.evaluate(`speak('show'); speak('close'); 0`);
  await expect.poll(() => widget.panel.count(), poll).toBe(0);
  expect([await got(page), stand.complaints]).toEqual([['open'], []]);
});

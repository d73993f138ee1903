import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { VisitorForm } from '../../shared/protocol.ts';
import { tag } from './host-page.ts';
import { useStand, type Widget, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;
const poll = { timeout: 10_000 };
const types = ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'compositionstart', 'compositionupdate', 'compositionend'];

/** A page that wants every key for itself, on its way down and back up, also where the widget stands in a dialog of its body. */
const greedy = `<script>window.heard=[];addEventListener('DOMContentLoaded',()=>{for(const target of [document,document.documentElement,document.body])for(const type of ${JSON.stringify(types)})for(const capture of [true,false])target.addEventListener(type,(event)=>{if(event.target.id==='own')return;heard.push(type+' '+(event.key||event.data));event.preventDefault();event.stopImmediatePropagation()},capture)})</script>`;
const form: VisitorForm = {
  command: 'Leave',
  fields: [
    { name: 'email', label: 'Your email address', type: 'email', required: true },
    { name: 'size', label: 'Size', type: 'choice', required: false, options: ['Small', 'Medium'] },
  ],
};

async function opened(): Promise<{ page: Page; widget: Widget }> {
  const page = await stand.visit({
    head: greedy + tag(server.origin, 'data-pre-chat="We answer within a day."'),
    body: '<input id="own"><dialog><p>Checkout</p></dialog>',
  });
  const widget = widgetOn(page);
  await widget.open();
  await expect.poll(() => server.talks.size, poll).toBe(1);
  // The click that opened it is no key, and what is heard from now on would be one of the visitor's.
  expect(await heard(page)).toEqual([]);
  return { page, widget };
}
const heard = (page: Page): Promise<string[]> => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
const focus = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.querySelector('promptside-widget')?.shadowRoot?.activeElement?.tagName);

describe('a host that listens to every key on its way down, on the document and its body', () => {
  test('hears nothing of what is typed to us and eats none of it; Enter, Shift+Enter, Tab and Escape do what they do', async () => {
    const { page, widget } = await opened();
    await page.keyboard.type('a/b?');
    expect(await widget.composer.inputValue()).toBe('a/b?');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('k');
    await page.keyboard.press('Enter');
    await expect.poll(() => server.heard.map((it) => it.text), poll).toEqual(['a/b?\nk']);
    await page.keyboard.type('x');
    await page.keyboard.press('Backspace');
    expect(await widget.composer.inputValue()).toBe('');
    await page.keyboard.press('Shift+Tab');
    expect(await focus(page)).not.toBe('TEXTAREA');
    await widget.composer.focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => widget.panel.count(), poll).toBe(0);
    expect(await heard(page)).toEqual([]);
  });

  test('is not in the way of a form, neither of its fields nor of its choices nor of its button', async () => {
    const { page, widget } = await opened();
    server.say(server.only, 'How can we reach you?', { form });
    await widget.host.getByLabel('Your email address').focus();
    await page.keyboard.type('a/b@b.co');
    await page.keyboard.press('Tab');
    await page.keyboard.type('M');
    expect(await widget.host.getByLabel('Size').inputValue()).toBe('Medium');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await expect.poll(() => server.commands, poll).toMatchObject([{ command: 'Leave', parameters: { email: 'a/b@b.co', size: 'Medium' } }]);
    expect(await heard(page)).toEqual([]);
  });

  test('is not in the way of a word that is being composed, whose Enter sends nothing', async () => {
    const { page, widget } = await opened();
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
    await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 });
    await session.send('Input.insertText', { text: '日本' });
    await expect.poll(() => widget.composer.inputValue(), poll).toBe('日本');
    expect(server.heard).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(() => server.heard.map((it) => it.text), poll).toEqual(['日本']);
    expect(await heard(page)).toEqual([]);
  });

  test('hears nothing inside its own dialog either, and all keys that are not typed to us', async () => {
    const { page, widget } = await opened();
    await page.evaluate(() => document.querySelector('dialog')?.showModal());
    await expect.poll(() => widget.host.evaluate((host) => host.parentElement?.tagName), poll).toBe('DIALOG');
    await widget.composer.focus();
    await page.keyboard.type('/k');
    expect([await widget.composer.inputValue(), await heard(page)]).toEqual(['/k', []]);
    await page.keyboard.press('Escape');
    await expect.poll(() => widget.panel.count(), poll).toBe(0);
    await page.evaluate(() => document.querySelector('dialog')?.close());
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()); // it has the focus, so it is one
    await page.keyboard.press('j');
    await expect.poll(() => heard(page), poll).toContain('keydown j');
  });
});

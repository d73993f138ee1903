import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { VisitorForm, WidgetView } from '../../shared/protocol.ts';
import { paragraph } from './fake-server.ts';
import { call, holdBack, useStand, type Widget, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;
const poll = { timeout: 10_000 };
const view = (more: Partial<WidgetView>): void => {
  server.behaviour.widget = { ...server.behaviour.widget, ...more };
};
const refuse = (code: 'command.unknown' | 'message.too_long' | 'message.invalid', details = {}): void => {
  server.behaviour.acknowledge = () => ({ ok: false, problem: { code, message: 'no', details } });
};
const opened = async (page: Page): Promise<Widget> => {
  const widget = widgetOn(page);
  await widget.open();
  await expect.poll(() => server.talks.size, poll).toBe(1);
  return widget;
};
/** What has the focus inside the widget; empty where nothing has. */
const focus = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const active = document.querySelector('promptside-widget')?.shadowRoot?.activeElement;
    return active ? `${active.tagName} ${active.className}`.trim() : '';
  });
const form: VisitorForm = { command: 'Leave', fields: [{ name: 'email', label: 'Your email address', type: 'email', required: true }] };

describe('who reads further up', () => {
  test('stays there while they rate an answer and while the page says something of itself', async () => {
    view({ messageRating: true });
    const page = await stand.visit();
    const widget = await opened(page);
    for (let index = 0; index < 30; index += 1) server.say(server.only, `answer ${index}`);
    await widget.shows('answer 29');
    const scroller = widget.host.locator('.scroller');
    await expect.poll(() => widget.host.locator('.thumbs .mark').count(), poll).toBe(60);
    await scroller.evaluate((box) => box.scrollTo(0, 0));
    await widget.host.locator('.thumbs .mark').first().click();
    await call(page, 'attributes', { cart: 3 });
    await expect.poll(() => server.told.map(({ name }) => name), poll).toEqual(['rate', 'attributes']);
    await page.waitForTimeout(200);
    expect(await scroller.evaluate((box) => box.scrollTop)).toBeLessThan(100);
  });
});

test('a command that was not taken takes no reply buttons away, neither now nor after a reload', async () => {
  refuse('command.unknown');
  const page = await stand.visit();
  const widget = await opened(page);
  server.say(server.only, 'Which one?', { buttons: [{ label: 'This one' }] });
  const reply = widget.host.locator('.replies').getByText('This one');
  await reply.waitFor();
  await call(page, 'command', 'nothing_of_that_name');
  await page.waitForTimeout(300);
  expect(await reply.count()).toBe(1);
  await page.reload();
  await widget.shows('Which one?');
  await page.waitForTimeout(300);
  expect(await reply.count()).toBe(1);
});

describe('the focus', () => {
  test('stays in the panel when what had it goes away: a reply, a message that was removed, a new start', async () => {
    const page = await stand.visit();
    const widget = await opened(page);
    server.say(server.only, 'Which one?', { buttons: [{ label: 'This one' }] });
    await widget.host.locator('.replies button').focus();
    await page.keyboard.press('Enter');
    await widget.shows('This one');
    await expect.poll(() => focus(page), poll).toBe('TEXTAREA field');
    refuse('message.too_long');
    await widget.say('too long');
    await widget.host.getByRole('button', { name: 'Remove' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => widget.host.getByText('too long').count(), poll).toBe(0);
    await expect.poll(() => focus(page), poll).toBe('TEXTAREA field');
    await widget.host.getByRole('button', { name: 'Start a new conversation' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect.poll(() => server.talks.size, poll).toBe(2);
    await expect.poll(() => focus(page), poll).toBe('TEXTAREA field');
  });

  test('stays in the panel when the conversation ends under who writes, and what they wrote is there in the next one', async () => {
    const page = await stand.visit();
    const widget = await opened(page);
    await widget.composer.fill('half a');
    server.tell(server.only, { type: 'status', status: 'closed' });
    await expect.poll(() => widget.composer.count(), poll).toBe(0);
    await expect.poll(() => focus(page), poll).toBe('SECTION panel');
    await widget.host.locator('.notices .primary').focus();
    await page.keyboard.press('Enter');
    await widget.composer.waitFor();
    expect(await widget.composer.inputValue()).toBe('half a');
    await expect.poll(() => focus(page), poll).toBe('TEXTAREA field');
  });

  test('stays at the rating whose steps go away', async () => {
    view({ rating: { ask: 'after_end', scale: 'thumbs', comment: false } });
    const page = await stand.visit();
    const widget = await opened(page);
    server.tell(server.only, { type: 'status', status: 'closed' });
    await widget.host.getByRole('button', { name: 'Not good' }).focus();
    await page.keyboard.press('Enter');
    await widget.host.getByText('Thank you!').waitFor();
    await expect.poll(() => focus(page), poll).not.toBe('');
  });

  test('is not taken from the page by a form that is refused later', async () => {
    const page = await stand.visit({ body: '<input id="own">' });
    const widget = await opened(page);
    server.say(server.only, 'How can we reach you?', { form });
    await widget.host.getByLabel('Your email address').fill('a@b.co');
    server.down();
    await widget.host.locator('.form button').click();
    await page.locator('#own').focus();
    refuse('command.unknown', { parameter: 'email' });
    server.comeBack();
    await widget.host.getByText('Please check this.').waitFor();
    await page.waitForTimeout(200);
    expect([await page.evaluate(() => document.activeElement?.id), await focus(page)]).toEqual(['own', '']);
  });
});

test('what was filled into a form is still there when the panel was shut and opened again', async () => {
  const page = await stand.visit();
  const widget = await opened(page);
  const fields: VisitorForm['fields'] = [
    ...form.fields,
    { name: 'size', label: 'Size', type: 'choice', required: false, options: ['S', 'M'] },
    { name: 'news', label: 'News', type: 'boolean', required: false },
  ];
  server.say(server.only, 'How can we reach you?', { form: { ...form, fields } });
  await widget.host.getByLabel('Your email address').fill('a@b');
  await widget.host.getByLabel('Size').selectOption('M');
  await widget.host.getByLabel('News').check();
  await page.keyboard.press('Escape');
  await expect.poll(() => widget.panel.count(), poll).toBe(0);
  await widget.launcher.click();
  const values = async () => [
    await widget.host.getByLabel('Your email address').inputValue(),
    await widget.host.getByLabel('Size').inputValue(),
    await widget.host.getByLabel('News').isChecked(),
  ];
  await expect.poll(values, poll).toEqual(['a@b', 'M', true]);
});

test('a rating that was given in another tab is not asked for again in this one', async () => {
  view({ rating: { ask: 'after_end', scale: 'five', comment: true } });
  const page = await stand.visit();
  const widget = await opened(page);
  server.tell(server.only, { type: 'status', status: 'closed' });
  await widget.host.getByRole('button', { name: '4 of 5' }).waitFor();
  server.tell(server.only, { type: 'rated', value: 4 });
  await widget.host.getByText('Thank you!').waitFor();
  expect(await widget.host.getByRole('button', { name: '4 of 5' }).count()).toBe(0);
});

test('a yes to a text that has changed meanwhile is said once, and the visitor is asked anew', async () => {
  const consent = { nodes: paragraph('May we?'), hash: 'hash-1', required: true };
  view({ consent });
  const page = await stand.visit();
  const widget = widgetOn(page);
  const agree = widget.host.getByRole('button', { name: 'I agree' });
  await widget.launcher.click();
  await agree.waitFor();
  view({ consent: { ...consent, nodes: paragraph('May we keep it?'), hash: 'hash-2' } });
  refuse('message.invalid');
  await agree.click();
  await widget.host.getByText('May we keep it?').waitFor();
  server.behaviour.acknowledge = () => undefined;
  await agree.click();
  await widget.say('hello');
  await widget.shows('hello');
  expect(server.told.map(({ packet }) => packet.hash)).toEqual(['hash-1', 'hash-2']);
});

describe('shut down', () => {
  const kept = (page: Page): Promise<string[]> => page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);

  test('while the panel is on its way, nothing starts when it comes', async () => {
    const page = await stand.visit();
    const held = await holdBack(page, '**/assets/panel-*.js');
    await widgetOn(page).launcher.click();
    await held.isAsked;
    await call(page, 'shutdown');
    held.go();
    await page.waitForTimeout(1_000);
    expect([server.hellos, await kept(page)]).toEqual([[], []]);
  });

  test('while the messages that come by themselves are on their way, none is noted as seen', async () => {
    server.behaviour.proactive = [{ name: 'help', text: 'Can we help?', buttons: [], when: {}, once: 'visitor' }];
    const page = await stand.visit({ head: '' });
    const held = await holdBack(page, '**/widget.json');
    await page.evaluate((address) => {
      const script = document.createElement('script');
      Object.assign(script, { src: `${address}/widget.js` });
      Object.assign(script.dataset, { project: 'shop', proactive: '' });
      document.head.append(script);
    }, server.origin);
    await held.isAsked;
    await call(page, 'shutdown');
    held.go();
    await page.waitForTimeout(1_000);
    expect(await kept(page)).toEqual([]);
  });
});

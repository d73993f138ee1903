import { describe, expect, test } from 'vitest';
import { faults, picture, poll, screenshot, useParts } from './parts-stand.ts';
import { type Widget, widgetOn } from './stand.ts';

const stand = useParts();
const png = (name: string, bytes?: number) => ({
  name,
  mimeType: 'image/png',
  buffer: bytes ? Buffer.concat([picture(), Buffer.alloc(bytes)]) : picture(),
});
const chooser = (widget: Widget) => widget.host.locator('input[type=file]');
const items = (widget: Widget) => widget.host.locator('.attachments li');
const send = (widget: Widget) => widget.host.getByRole('button', { name: 'Send' });

describe('a file', () => {
  test('is chosen, goes with the next message, and is there after a reload and in another tab', async () => {
    const { page, widget } = await stand.open();
    await widget.host.getByRole('button', { name: 'Attach a file' }).waitFor();
    await chooser(widget).setInputFiles([png('boots.png'), { name: 'bill.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 x') }]);
    await widget.host.locator('.attachments li[data-is=there] img').waitFor();
    await expect.poll(() => items(widget).locator('.size').count(), poll).toBe(2);
    await screenshot(page, 'files-attached');
    expect(await faults(page)).toEqual([]);
    await send(widget).click();
    await widget.shows('boots.png');
    await expect.poll(() => items(widget).count(), poll).toBe(0);
    await page.reload();
    const twin = widgetOn(await page.context().newPage());
    await twin.host.page().goto(page.url());
    await twin.open();
    for (const each of [widget, twin]) {
      await each.shows('bill.pdf');
      await expect.poll(() => each.host.locator('.files img').evaluate((image) => (image as HTMLImageElement).naturalWidth), poll).toBe(24);
      const link = each.host.locator('.files a').first();
      expect(await link.getAttribute('href')).toMatch(/\/promptside\/files\/[\w-]{32}$/);
    }
    await screenshot(page, 'files-sent');
    // The tab that speaks through the other one's connection sends files of its own.
    await chooser(twin).setInputFiles(png('from-the-twin.png'));
    await twin.host.locator('.attachments li[data-is=there]').waitFor();
    await twin.say('mine too');
    await widget.shows('from-the-twin.png');
    expect(await faults(page)).toEqual([]);
    expect(stand.complaints).toEqual([]);
  });

  test('may be dropped on the panel or pasted where one writes', async () => {
    const { page, widget } = await stand.open();
    await chooser(widget).waitFor({ state: 'attached' });
    await page.evaluate(() => {
      const root = document.querySelector('promptside-widget')?.shadowRoot;
      const carried = (name: string): DataTransfer => {
        const data = new DataTransfer();
        data.items.add(new File(['some words'], name, { type: 'text/plain' }));
        return data;
      };
      const event = (type: string, name: string) => new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: carried(name) });
      root?.querySelector('.panel')?.dispatchEvent(event('dragover', 'dropped.txt'));
      root?.querySelector('.panel')?.dispatchEvent(event('drop', 'dropped.txt'));
      root
        ?.querySelector('textarea')
        ?.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: carried('pasted.txt') }));
    });
    await expect.poll(() => items(widget).locator('.name').allTextContents(), poll).toEqual(['dropped.txt', 'pasted.txt']);
    await expect.poll(() => widget.host.locator('.attachments li[data-is=there]').count(), poll).toBe(2);
    await widget.say('two files');
    await widget.shows('Heard: two files');
    await expect.poll(() => widget.host.locator('.mine .files a').count(), poll).toBe(2);
  });

  test('is still there when the panel was shut and opened again; what was on its way can be sent again', async () => {
    const { page, widget } = await stand.open();
    await chooser(widget).setInputFiles(png('boots.png'));
    await widget.host.locator('.attachments li[data-is=there]').waitFor();
    await page.context().route('**/promptside/files?*', () => new Promise(() => {}));
    await chooser(widget).setInputFiles(png('slow.png'));
    await widget.host.getByRole('progressbar').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => widget.panel.count(), poll).toBe(0);
    await widget.open();
    await expect.poll(() => items(widget).locator('.name').allTextContents(), poll).toEqual(['boots.png', 'slow.png']);
    await page.context().unrouteAll({ behavior: 'ignoreErrors' });
    await widget.host.getByRole('button', { name: 'Try again: slow.png' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => widget.host.locator('.attachments li[data-is=there]').count(), poll).toBe(2);
    expect(await widget.host.getByRole('button', { name: 'Attach a file' }).evaluate((it) => it.matches(':focus'))).toBe(true);
    await widget.say('both');
    await expect.poll(() => widget.host.locator('.mine .files a').count(), poll).toBe(2);
  });

  test('that was not taken stays, with its reason, until it is removed, also when a message is sent', async () => {
    const { widget } = await stand.open();
    await chooser(widget).setInputFiles(png('large.png', 300_000));
    await items(widget).getByText('This file is too large').waitFor();
    await widget.say('see above');
    await widget.shows('Heard: see above');
    expect(await items(widget).count()).toBe(1);
  });

  test('that comes with words when they are pasted is left out: the words are meant', async () => {
    const { widget } = await stand.open();
    await chooser(widget).waitFor({ state: 'attached' });
    const isLeft = await widget.composer.evaluate((field) => {
      const data = new DataTransfer();
      data.items.add(new File(['a picture of the words'], 'image.png', { type: 'image/png' }));
      data.setData('text/plain', 'the words');
      return field.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }));
    });
    expect([isLeft, await items(widget).count()]).toEqual([true, 0]);
  });

  test('G-24 too large: the visitor reads one calm sentence, the console has one line, nothing is sent, the page goes on', async () => {
    const { page, widget } = await stand.open();
    const posts: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()));
    await page.evaluate("Promptside('on', 'error', (problem) => { window.told = problem.code })");
    await chooser(widget).setInputFiles(png('large.png', 300_000));
    await items(widget).getByText('This file is too large; up to 200 kB can be sent.').waitFor();
    await screenshot(page, 'files-too-large');
    expect(await faults(page)).toEqual([]);
    expect(stand.warnings.filter((line) => line.includes('file.too_large'))).toEqual([expect.stringMatching(/see http.*\/docs\/widget\.md#files$/)]);
    expect([posts, await page.evaluate('window.told')]).toEqual([[], 'file.too_large']);
    await widget.host.getByRole('button', { name: 'Remove large.png' }).click();
    await widget.say('never mind');
    await widget.shows('Heard: never mind');
    expect(stand.complaints).toEqual([]);
  });

  test('of a kind that is not taken is told so, also where only the server can know', async () => {
    const { widget } = await stand.open();
    await chooser(widget).setInputFiles({ name: 'x.zip', mimeType: 'application/zip', buffer: Buffer.from('PK') });
    await items(widget).getByText('Files of this kind cannot be sent here.').waitFor();
    await widget.host.getByRole('button', { name: 'Remove x.zip' }).click();
    await chooser(widget).setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('<script>alert(1)</script>') });
    await items(widget).getByText('Files of this kind cannot be sent here.').waitFor();
    expect(await items(widget).getByRole('button').count()).toBe(1);
  });

  test('cut off in the middle, it can be sent again; what was cut is nowhere', async () => {
    const { page, widget } = await stand.open();
    let cuts = 0;
    await page.context().route('**/promptside/files?*', (route) => (cuts++ === 0 ? route.abort('connectionreset') : route.continue()));
    await chooser(widget).setInputFiles(png('boots.png', 100_000));
    await items(widget).getByText('The file could not be sent.').waitFor();
    expect(await send(widget).isDisabled()).toBe(true);
    await widget.host.getByRole('button', { name: 'Try again: boots.png' }).click();
    await widget.host.locator('.attachments li[data-is=there]').waitFor();
    await send(widget).click();
    await widget.shows('boots.png');
    await expect.poll(() => widget.host.locator('.log .files a').count(), poll).toBe(1);
    expect(cuts).toBeGreaterThan(1);
  });

  test('on its way shows how far it is, can be called off, and holds the message back until it is there', async () => {
    const { page, widget } = await stand.open();
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    await page.context().route('**/promptside/files?*', async (route) => {
      await held;
      await route.continue();
    });
    await chooser(widget).setInputFiles([png('one.png'), png('two.png')]);
    await widget.host.getByRole('progressbar', { name: 'Uploading one.png' }).waitFor();
    expect(await faults(page)).toEqual([]);
    await widget.composer.fill('with a picture');
    await page.keyboard.press('Enter');
    expect(await widget.composer.inputValue()).toBe('with a picture');
    await widget.host.getByRole('button', { name: 'Remove two.png' }).click();
    go();
    await widget.host.locator('.attachments li[data-is=there]').waitFor();
    expect(await widget.host.getByRole('button', { name: 'Attach a file' }).evaluate((it) => it.matches(':focus'))).toBe(true);
    await widget.composer.press('Enter');
    await widget.shows('Heard: with a picture');
    expect(await widget.host.locator('.log .files .name').allTextContents()).toEqual(['one.png']);
  });

  test('no more than five go with one message, and it is said', async () => {
    const { widget } = await stand.open();
    await chooser(widget).setInputFiles(Array.from({ length: 7 }, (_, index) => png(`${index}.png`)));
    await widget.host.getByText('Up to 5 files can be sent at once.').waitFor();
    expect(await items(widget).count()).toBe(5);
  });

  test('P-41 where the page’s policy lets no pictures in, a sheet of paper stands for them, and the rest works', async () => {
    const origin = stand.server.address;
    const policy = `default-src 'none'; script-src ${origin}; connect-src ${origin} ${origin.replace('http', 'ws')}; require-trusted-types-for 'script'; trusted-types 'none'`;
    const { widget } = await stand.open({ headers: { 'content-security-policy': policy } });
    await chooser(widget).setInputFiles(png('boots.png'));
    await widget.host.locator('.attachments li[data-is=there] .sheet').waitFor();
    await widget.say('behind a wall');
    await widget.shows('Heard: behind a wall');
    await widget.host.locator('.log .files .sheet').waitFor();
  });

  test('P-41 where the policy lets no files out, the visitor reads so calmly, and messages still go', async () => {
    const origin = stand.server.address;
    const policy = `default-src 'none'; script-src ${origin}; connect-src ${origin.replace('http', 'ws')}`;
    const { widget } = await stand.open({ headers: { 'content-security-policy': policy } });
    await chooser(widget).setInputFiles(png('boots.png'));
    await items(widget).getByText('The file could not be sent.').waitFor();
    await widget.say('only words');
    await widget.shows('Heard: only words');
  });
});

test.each([
  ['dark', {}, 'data-theme="dark"'],
  ['phone', { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true }, ''],
  ['Arabic', {}, 'data-language="ar"'],
])('files look right and have no fault that axe knows: %s', async (name, options, attributes) => {
  const head = `<meta name="viewport" content="width=device-width"><script async src="${stand.server.address}/widget.js" data-project="shop" ${attributes}></script>`;
  const { page, widget } = await stand.open({ head }, options);
  await chooser(widget).setInputFiles([png('a picture of my boots that has quite a long name.png'), png('large.png', 300_000)]);
  await widget.host.locator('.attachments li[data-is=there]').waitFor();
  await widget.host.locator('.attachments li[data-is=failed]').waitFor();
  expect(await faults(page)).toEqual([]);
  await screenshot(page, `files-${name}`);
});

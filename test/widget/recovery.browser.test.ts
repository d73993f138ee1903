import { describe, expect, test } from 'vitest';
import { identifier } from '../../widget/connection/identifier.ts';
import { tag } from './host-page.ts';
import { useStand, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;
const poll = { timeout: 10_000 };

describe('restored', () => {
  test('a reload shows the same conversation, open as it was, whatever its length, and takes no focus (P-25)', async () => {
    server.behaviour.page = 3;
    const page = await stand.visit({ body: '<input id="search" autofocus>' });
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('one');
    await widget.shows('one');
    for (let count = 0; count < 10; count++) server.say(server.only, `reply ${count}`);
    await widget.shows('reply 9');
    await widget.composer.fill('half a tho');
    await page.reload();
    await widget.shows('reply 9');
    expect(await widget.bubbles.count()).toBe(12);
    expect(await widget.composer.inputValue()).toBe('half a tho');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('search');
    expect(server.talks.size).toBe(1);
  });

  test('another tab shows the same conversation and both stay alike (G-07)', async () => {
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('hello');
    await widget.shows('hello');
    const other = await page.context().newPage();
    await other.goto(page.url());
    const twin = widgetOn(other);
    await twin.open();
    await twin.shows('hello');
    await twin.say('from the other tab');
    await widget.shows('from the other tab');
    expect(await widget.bubbles.allTextContents()).toEqual(await twin.bubbles.allTextContents());
  });

  test('a cut loses nothing and doubles nothing, in either direction (P-43)', async () => {
    server.behaviour.reply = (text) => ({ text: `re: ${text}` });
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    for (let round = 0; round < 8; round++) {
      await widget.say(`word ${round}`);
      if (round % 2) server.cut();
      server.say(server.only, `news ${round}`);
    }
    await widget.shows('re: word 7');
    await expect.poll(() => widget.bubbles.count(), poll).toBe(25);
    expect(server.heard.map((it) => it.text)).toEqual(Array.from({ length: 8 }, (_, round) => `word ${round}`));
    const shown = (await widget.host.locator('.log .bubble').allTextContents()).map((text) => text.replace(/^\w+: /, ''));
    expect(shown).toEqual(server.only.events.flatMap((event) => (event.type === 'message' ? [event.message.text] : [])));
  });

  test('an answer that never comes is asked for again, and nothing is said twice (G-02)', async () => {
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    server.behaviour.acknowledge = () => 'never';
    await widget.say('are you there?');
    await expect.poll(() => server.heard.length, poll).toBe(1);
    server.behaviour.acknowledge = () => undefined;
    server.cut();
    await widget.say('hello?');
    await expect.poll(() => server.heard.map((it) => it.text), poll).toEqual(['are you there?', 'hello?']);
    expect(await widget.host.locator('.mine').count()).toBe(2);
  });
});

describe('when the server is not well', () => {
  test('the visitor is told calmly; what is written is kept over a reload and sent later', async () => {
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    await expect.poll(() => server.talks.size, poll).toBe(1);
    server.down();
    await widget.say('I will wait');
    await widget.host.getByText('No connection right now').waitFor();
    expect(await widget.host.locator('[data-stage=waiting]').textContent()).toContain('I will wait');
    await page.reload();
    await widget.shows('I will wait');
    server.comeBack();
    await expect.poll(() => server.heard.map((it) => it.text), { timeout: 20_000 }).toEqual(['I will wait']);
    await expect.poll(() => widget.host.locator('[data-stage]').count(), poll).toBe(0);
  });

  test('a message that is refused can be sent again', async () => {
    const page = await stand.visit();
    const widget = widgetOn(page);
    await widget.open();
    server.behaviour.acknowledge = () => ({ ok: false, problem: { code: 'turn.failed', message: 'no' } });
    await widget.say('please');
    await widget.host.getByText('Not sent.').waitFor();
    server.behaviour.acknowledge = () => undefined;
    await widget.host.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => server.heard.map((it) => it.text), poll).toEqual(['please']);
  });

  test('a project that is not known: one calm sentence for the visitor, one precise line for the owner', async () => {
    server.behaviour.refuse = () => ({ code: 'project.unknown', message: 'There is no project "shop" here' });
    const page = await stand.visit();
    const lines: string[] = [];
    page.on('console', (message) => lines.push(message.text()));
    const widget = widgetOn(page);
    await widget.open();
    await widget.host.getByText('The chat is not available on this page right now.').waitFor();
    expect(lines).toEqual([`Promptside: There is no project "shop" here (project.unknown); see ${server.origin}/docs/widget.md#problems`]);
    expect(server.hellos).toHaveLength(1);
  });

  test('a token that is no longer valid is dropped, and the visitor starts anew', async () => {
    const page = await stand.visit();
    await page.evaluate((token) => localStorage.setItem('promptside:shop:token', token), identifier());
    server.behaviour.refuse = (hello) => (hello.token ? { code: 'visitor.token_invalid', message: 'no' } : undefined);
    const widget = widgetOn(page);
    await widget.open();
    await widget.shows('Hello! How can we help?');
    expect(server.hellos.map((hello) => hello.token !== undefined)).toEqual([true, false]);
  });

  test('a panel that does not load is said in one line and tried again at the next click', async () => {
    const page = await stand.visit();
    const widget = widgetOn(page);
    await page.route('**/promptside/assets/**', (route) => route.abort());
    await widget.launcher.click();
    await widget.host.getByText('The chat cannot be reached right now').waitFor();
    await page.unroute('**/promptside/assets/**');
    await widget.open();
  });

  test('what it says then may be the page’s own, in its language', async () => {
    const page = await stand.visit({ head: tag(server.origin, 'data-language="de" data-unreachable="Der Chat ist gerade nicht erreichbar."') });
    const widget = widgetOn(page);
    await page.route('**/promptside/assets/**', (route) => route.abort());
    await widget.launcher.click();
    const line = widget.host.locator('.sorry');
    await expect.poll(() => line.textContent(), { timeout: 10_000 }).toBe('Der Chat ist gerade nicht erreichbar.');
    expect(await line.getAttribute('role')).toBe('status');
  });
});

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { type ModelServer, type RecordedRequest, type ScriptedAnswer, startModelServer } from '../model-server.ts';
import { root, type Stand, serve } from '../server/stand.ts';
import { launchBrowser } from './find-chromium.ts';

let browser: Browser;
let model: ModelServer;
const stands: Stand[] = [];
const hosts: Server[] = [];
beforeAll(async () => {
  browser = await launchBrowser();
  model = await startModelServer(modest);
});
afterAll(async () => {
  await browser.close();
  for (const stand of stands) await stand.remove();
  for (const host of hosts) host.close();
  await model.close();
});

const facts: Record<string, RegExp> = {
  order_id: /\b\d{5}\b/,
  order_status: /\b(shipped|processing|canceled|returned)\b/,
  account_email: /[\w.]+@[\w.]+\w/,
};

/** A model that fills in what is asked of it from what the user and the tools said last, and is brief where it may write freely. */
function modest({ body }: RecordedRequest): ScriptedAnswer {
  const format = body.response_format as { json_schema?: { schema?: { properties?: Record<string, unknown> } } } | undefined;
  const asked = Object.keys(format?.json_schema?.schema?.properties ?? {});
  if (asked.length === 0) return { text: 'Which one is it, please?' };
  const said = body.messages.map(({ content }) => String(content)).join('\n');
  return {
    text: JSON.stringify(
      Object.fromEntries(asked.map((name) => [name, [...said.matchAll(new RegExp(facts[name] ?? /$^/, 'g'))].at(-1)?.[0] ?? null])),
    ),
  };
}

const example = (file: string): AuthoredProject => JSON.parse(readFileSync(join(root, 'examples', file), 'utf8'));
const withModel = (project: AuthoredProject): AuthoredProject => ({
  ...project,
  models: [{ name: 'main', provider: 'openai_compatible', model: 'scripted', address: model.address }],
});

/** A page of a server of its own with a project's widget in it, opened. */
async function open(project: AuthoredProject): Promise<Page> {
  const stand = await serve(project);
  stands.push(stand);
  const html = `<!doctype html><html lang="en"><title>A page</title><script async src="${stand.address}/widget.js" data-project="${project.name}"></script></html>`;
  const host = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(html)).listen(0, '127.0.0.1');
  hosts.push(host);
  await once(host, 'listening');
  const page = await browser.newPage();
  // A server that listens on a port has an address with a port.
  await page.goto(`http://127.0.0.1:${(host.address() as AddressInfo).port}/`);
  await page.getByRole('button').first().click();
  return page;
}

async function say(page: Page, text: string): Promise<void> {
  const box = page.getByRole('textbox').first();
  await box.fill(text);
  await box.press('Enter');
}

const saw = (page: Page, text: string) => page.getByRole('log').getByText(text).last().waitFor({ timeout: 20_000 });

describe.each([
  ['without a model', (project: AuthoredProject) => project],
  ['with a model', withModel],
])('the worked examples in a browser, %s', (_name, prepared) => {
  test('R004-23 order status: the number is asked for, the order looked up, and its status decides what is said', async () => {
    const page = await open(prepared(example('order-status.project.json')));
    await say(page, 'where is my order');
    await page
      .getByRole('log')
      .getByText(/order number|which one/i)
      .last()
      .waitFor({ timeout: 20_000 });
    await say(page, 'it is 10003');
    await saw(page, 'One moment, I am looking up 10003.');
    await saw(page, 'Order 10003 was canceled. The money is on its way back.');
    await page.close();
  }, 60_000);

  test('R004-36 verify identity: the e-mail is asked for, checked, asked for again, and the failing refund takes its branch', async () => {
    const page = await open(prepared(example('verify-identity.project.json')));
    await say(page, 'refund please');
    await saw(page, 'Which email address is your account under?');
    await say(page, 'kim@shop.example');
    await saw(page, 'I find no account under kim@shop.example. Let us try again.');
    await say(page, 'oh, ana@shop.example of course');
    await saw(page, 'Thank you, I have found your account ana@shop.example.');
    await saw(page, 'We’re having trouble processing your refund. Let me connect you with a specialist.');
    expect(await page.getByRole('log').count()).toBe(1);
    await page.close();
  }, 60_000);
});

import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { AuthoredProject } from '../../shared/project/project.ts';
import type { ModelServer, RecordedRequest, ScriptedAnswer } from '../model-server.ts';
import type { Stand } from '../server/stand.ts';

/** Somebody of the team in a browser of their own. */
export type Operator = { name: string; page: Page; context: BrowserContext };

/** A model that refunds and apologises in the first step, and has little to add in the second. */
export function obliging({ body }: RecordedRequest): ScriptedAnswer {
  const system = JSON.stringify(body.messages.filter(({ role }) => role === 'system'));
  const hasResults = body.messages.some(({ role }) => role === 'tool');
  if (!system.includes('Make up for order 7')) return { text: 'Is there anything else?' };
  if (hasResults) return { text: 'We are sorry about order 7.' };
  return {
    calls: [
      { tool: 'modify_variables', arguments: { amount: 5 }, id: 'call_a' },
      { tool: 'refund', arguments: { order: '7' }, id: 'call_b' },
    ],
  };
}

/** A project with a person to be fetched, opening hours to be asked for, and a sequence that refunds and apologises. */
export const teamProject = (model: ModelServer, refundPort: number): AuthoredProject => ({
  name: 'test',
  handoff: { offer: true },
  models: [{ name: 'main', provider: 'openai_compatible', model: 'scripted', address: model.address }],
  tools: [
    {
      type: 'webhook',
      name: 'refund',
      url: `http://127.0.0.1:${refundPort}/refund`,
      body: { order: '{{params.order}}' },
      parameters: [{ name: 'order', required: true }],
    },
  ],
  stages: [
    {
      name: 'Main',
      tools: ['modify_variables', 'refund'],
      variables: [{ name: 'amount', type: 'number' }],
      actions: [
        {
          name: 'Hours',
          examples: ['when are you open', 'opening hours', 'are you open on sunday'],
          effects: [{ type: 'generate_response', mode: 'prescripted', responses: ['We are open from nine to six.'] }],
        },
        {
          name: 'Human',
          examples: ['I want to talk to a human', 'get me a person', 'let me speak to somebody'],
          effects: [{ type: 'handoff', reason: 'asked for a person' }],
        },
      ],
    },
  ],
  promptSequences: [
    {
      name: 'Apology',
      mode: 'approve_before_continuing',
      steps: [
        { type: 'inline', prompt: 'Make up for order {{order}}.' },
        { type: 'inline', prompt: 'Ask whether there is anything else.' },
      ],
      variables: [{ name: 'order', type: 'text', label: 'Order number' }],
    },
  ],
});

/** Asks the operator's API from the page itself, with its cookies and its origin. */
export const ask = <T>(page: Page, { method, path, body }: { method: string; path: string; body?: object }): Promise<T> =>
  page.evaluate(
    async ([how, where, what]) => {
      const response = await fetch(`/admin/api${where}`, {
        method: how,
        headers: { 'content-type': 'application/json' },
        ...(what ? { body: what } : {}),
      });
      if (!response.ok) throw new Error(`${where}: ${response.status} ${await response.text()}`);
      const text = await response.text();
      return text ? JSON.parse(text) : null;
    },
    [method, path, body ? JSON.stringify(body) : ''] as const,
  );

/** An owner by the one-time link, and an operator whom she invites; both in the inbox. */
export async function openTeam(browser: Browser, stand: Stand): Promise<[Operator, Operator]> {
  const password = 'correct horse battery';
  const [first, second] = await Promise.all([browser.newContext(), browser.newContext()]);
  const [adaPage, boPage] = [await first.newPage(), await second.newPage()];
  await adaPage.goto(`${stand.address}/admin/#token=${await stand.link()}`);
  await adaPage.getByRole('navigation', { name: 'Rooms' }).waitFor();
  await ask(adaPage, { method: 'POST', path: '/account', body: { name: 'Ada', login: 'ada', password } });
  const { token } = await ask<{ token: string }>(adaPage, { method: 'POST', path: '/invitations', body: { role: 'operator' } });
  await boPage.goto(`${stand.address}/admin/`);
  await ask(boPage, { method: 'PUT', path: '/invitation', body: { token, name: 'Bo', login: 'bo', password } });
  const both: [Operator, Operator] = [
    { name: 'Ada', page: adaPage, context: first },
    { name: 'Bo', page: boPage, context: second },
  ];
  for (const { page } of both) {
    await page.goto(`${stand.address}/admin/#/inbox/`);
    await page.reload();
    await page.getByRole('heading', { name: 'Inbox' }).waitFor();
  }
  return both;
}

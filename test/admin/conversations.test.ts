import { describe, expect, test } from 'vitest';
import type { AdminConversation } from '../../shared/admin.ts';
import { browserStand } from './browser-stand.ts';
import { axeFindings } from './open-page.ts';
import { logOf, matchedTurn, message, origin, started } from './sample-log.ts';

const { open } = browserStand();
const conversation: AdminConversation = {
  id: 'c_sample_1',
  version: 1,
  visitor: 'v_sample_1',
  status: 'active',
  stage: 'start',
  turns: 2,
  startedAt: 1,
  changedAt: 1,
  preview: `${'a long sentence '.repeat(7)}of…`,
};
const events = logOf([
  started,
  ...matchedTurn,
  {
    type: 'effect_done',
    run: 'r1',
    position: 9,
    effect: 'generate_response',
    origin: origin('order_status', 'stages[0].actions[0].effects[0]'),
    outcome: { ok: true, value: null },
    changes: [{ type: 'message', message: message('a9', 'assistant', 'Order **12345** is [here](https://shop.example).', 1) }],
    trace: {},
    milliseconds: 1,
  },
]);

describe('the conversations', { timeout: 60_000 }, () => {
  test.each([
    [{ name: 'Ana', email: 'ana@shop.example' }, 'Ana'],
    [{ name: null, email: 'ana@shop.example' }, 'ana@shop.example'],
    [{}, 'Visitor'],
  ])('a conversation is headed by who it is with, %o, and its id is kept out of sight', async (who, heading) => {
    const { page } = await open({ conversations: [{ ...conversation, ...who }], events });
    await page.goto(page.url().replace(/#.*$/, '#/conversations/c_sample_1'));
    const title = page.getByRole('heading', { level: 1, name: heading, exact: true });
    expect(await title.getAttribute('title')).toBe('Conversation c_sample_1, visitor v_sample_1');
    expect(await page.locator('.transcript > header').textContent()).not.toContain('_sample_');
  });

  test('what was said reads as visitors read it, in the transcript, on the line of its turn and in the trace', async () => {
    const { page } = await open({ conversations: [conversation], events });
    await page.goto(page.url().replace(/#.*$/, '#/conversations/c_sample_1'));
    await page.locator('.bubble.assistant', { hasText: 'Order 12345 is here.' }).waitFor();
    const turn = page.locator('.turn').last();
    expect(await turn.locator('.turn-reply').textContent()).toContain('Order 12345 is here.');
    await turn.locator('summary').first().click();
    await turn.locator('.said', { hasText: 'Order 12345 is here.' }).waitFor();
    expect(await page.locator('.conversations').textContent()).not.toContain('**');
    expect(await axeFindings(page)).toEqual([]);
  });
});

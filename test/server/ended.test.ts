import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Delta } from '../../shared/protocol.ts';
import { firstOwner } from './people.ts';
import { type Guest, newId, type Stand, until, visit } from './stand.ts';
import { type TalkingStand, talkingStand } from './talking-stand.ts';

let own: TalkingStand;
let stand: Stand;
beforeAll(async () => {
  own = await talkingStand(40, {
    stages: [
      { name: 'Main', actions: [{ name: 'Hello', triggerOnClientCommand: true, effects: [{ type: 'generate_response', responses: ['Hi!'] }] }] },
    ],
    widget: { rating: { ask: 'after_end', scale: 'thumbs' } },
  });
  stand = own.stand;
});
afterAll(() => own.close());

const statuses = ({ events }: Guest) => events.flatMap((event) => (event.type === 'status' ? [event.status] : []));

describe('a visitor who ends the conversation', () => {
  test('ends it once, in every tab; nothing more is said in it, it can be rated, and a new one begun', async () => {
    const guest = await visit(stand.address);
    const { token, conversation } = guest.welcome;
    const tab = await visit(stand.address, { token, conversation });
    await guest.press('Hello');
    await guest.heard(1);
    expect(await Promise.all([guest.socket.emitWithAck('end'), tab.socket.emitWithAck('end')])).toEqual([{ ok: true }, { ok: true }]);
    for (const each of [guest, tab]) await until(() => statuses(each).includes('closed'), 'the end');
    expect(statuses(guest)).toEqual(['closed']);
    expect(await guest.press('Hello')).toMatchObject({ ok: false, problem: { code: 'conversation.ended' } });
    expect(await guest.socket.emitWithAck('rate', { id: newId(), value: 1 })).toMatchObject({ ok: true });
    const owner = await firstOwner(stand);
    const { row, entries } = await owner.json<{ row: { status: string }; entries: object[] }>(`/projects/test/inbox/${conversation}`);
    expect(row.status).toBe('ended');
    expect(entries).toContainEqual(expect.objectContaining({ type: 'status', status: 'ended', reason: 'the visitor ended it' }));
    const next = new Promise<{ conversation: string; status: string }>((resolve) => guest.socket.once('welcome', resolve));
    await guest.socket.emitWithAck('restart');
    expect(await next).toMatchObject({ status: 'active' });
    expect((await next).conversation).not.toBe(conversation);
    for (const each of [guest, tab]) each.leave();
  });

  test('does not wait for a reply that is being written: what is there of it stays', async () => {
    const guest = await visit(stand.address);
    const seen: Delta[] = [];
    guest.socket.on('delta', (delta) => seen.push(delta));
    await guest.say('tell me');
    await until(() => seen.length >= 3, 'the first words');
    expect(await guest.socket.emitWithAck('end')).toEqual({ ok: true });
    const [text = ''] = await guest.heard(1);
    expect([own.whole.startsWith(text), text.length < own.whole.length]).toEqual([true, true]);
    await until(() => statuses(guest).includes('closed'), 'the end');
    guest.leave();
  });
});

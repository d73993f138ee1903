import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Delta } from '../../shared/protocol.ts';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { firstOwner } from './people.ts';
import { type Guest, newId, type Stand, serve, until, visit } from './stand.ts';

let model: ModelServer;
let stand: Stand;
const words = Array.from({ length: 40 }, (_, index) => `word${index} `);
const whole = words.join('');
beforeAll(async () => {
  model = await startModelServer([{ pieces: words, everyMilliseconds: 75 }]);
  stand = await serve({
    name: 'test',
    stages: [
      { name: 'Main', actions: [{ name: 'Hello', triggerOnClientCommand: true, effects: [{ type: 'generate_response', responses: ['Hi!'] }] }] },
    ],
    models: [{ name: 'main', provider: 'openai_compatible', model: 'scripted', address: model.address }],
    widget: { rating: { ask: 'after_end', scale: 'thumbs' } },
  });
});
afterAll(() => Promise.all([stand.remove(), model.close()]));

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
    expect([whole.startsWith(text), text.length < whole.length]).toEqual([true, true]);
    await until(() => statuses(guest).includes('closed'), 'the end');
    guest.leave();
  });
});

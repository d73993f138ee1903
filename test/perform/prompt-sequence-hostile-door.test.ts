import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AdminTask, TaskAnswer } from '../../shared/checkpoint.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { type Guest, type Stand, serve, until, visit } from '../server/stand.ts';
import { calls } from './loop-world.ts';

let server: ModelServer;
let stand: Stand;
let guest: Guest;
let cookie = '';
let conversation = '';
const project = (): AuthoredProject => ({
  name: 'test',
  models: [{ name: 'main', provider: 'openai_compatible', model: 'scripted', address: server.address }],
  stages: [
    {
      name: 'Main',
      prompt: 'Help.',
      variables: [{ name: 'note', type: 'string' }],
      tools: ['modify_variables', 'modify_user_profile', 'go_to_stage'],
    },
    { name: 'SECRET stage', prompt: 'Go on.' },
  ],
  profile: [{ name: 'tier', type: 'string' }],
  globalActions: [{ name: 'Hi', triggerOnClientCommand: true, effects: [{ type: 'generate_response', mode: 'prescripted', responses: ['Hello.'] }] }],
  promptSequences: [
    {
      name: 'Apology',
      mode: 'approve_before_continuing',
      variables: [{ name: 'who', type: 'multiline', default: 'them' }],
      steps: [{ type: 'inline', prompt: 'Apologise to {{who}}.' }],
    },
  ],
});
beforeAll(async () => {
  server = await startModelServer();
  stand = await serve(project());
  const response = await fetch(`${stand.address}/admin/api/session`, {
    method: 'POST',
    headers: own(),
    body: JSON.stringify({ token: await stand.link() }),
  });
  cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  guest = await visit(stand.address);
  await guest.press('Hi');
  await guest.heard(1);
  const list = (await (await call('/conversations')).json()) as { conversations: { id: string }[] };
  conversation = list.conversations[0]?.id ?? '';
});
afterAll(async () => {
  guest.leave();
  await Promise.all([stand.remove(), server.close()]);
});

const own = () => ({ origin: stand.address, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' });
/** A body that is given as text is sent as it is. */
const call = (path: string, body?: unknown, to = 'test') =>
  fetch(`${stand.address}/admin/api/projects/${to}${path}`, {
    headers: { ...own(), cookie },
    ...(body === undefined ? {} : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
const codeOf = async (response: Response): Promise<string> =>
  response.status === 204 ? '204' : `${response.status} ${((await response.json()) as { problem: { code: string } }).problem.code}`;
const task = (more: object = {}) => ({ task_source: 'sequence', sequence_id: 'Apology', conversation, ...more });
const look = async (id: string): Promise<AdminTask> => (await call(`/tasks/${id}?conversation=${conversation}`)).json() as Promise<AdminTask>;
const decide = (checkpoint: string, body: unknown) => call(`/conversations/${conversation}/checkpoints/${checkpoint}/decision`, body);

async function started(): Promise<{ id: string; checkpoint: string }> {
  server.play([
    calls(
      ['modify_variables', { note: 'SECRET note' }],
      ['modify_user_profile', { tier: 'SECRET tier' }],
      ['go_to_stage', { stage: 'SECRET stage' }],
    ),
    { pieces: ['SECRET ', 'words, ', 'piece by piece.'], everyMilliseconds: 60 },
  ]);
  const { id } = (await (await call('/tasks', task())).json()) as TaskAnswer;
  await until(async () => (await look(id)).status === 'waiting_for_approval', 'the checkpoint');
  return { id, checkpoint: (await look(id)).checkpoints[0]?.id ?? '' };
}

test('P-33 nothing that a step stages crosses the visitor’s connection, nor that of a second window, until it is applied', async () => {
  const before = guest.raw.length;
  const { id, checkpoint } = await started();
  // Only of the step: a turn of the visitor's own is announced as well where a busy machine takes long over it.
  expect(JSON.stringify(guest.raw.slice(before))).not.toContain('"working"');
  const window = await visit(stand.address, { token: guest.welcome.token });
  await guest.press('Hi');
  await guest.heard(2);
  expect(JSON.stringify([guest.raw, guest.events, window.raw, window.welcome])).not.toContain('SECRET');
  window.leave();
  expect(await codeOf(await decide(checkpoint, { how: 'reject_and_stop' }))).toBe('204');
  await until(async () => (await look(id)).status === 'failed', 'the end');
  expect(JSON.stringify([guest.raw, guest.events])).not.toContain('SECRET');
});

test('bounds over HTTP: each at its limit passes the door, one above it is refused', async () => {
  const { id, checkpoint } = await started();
  const long = (count: number) => 'x'.repeat(count);
  const about = async (body: unknown) => codeOf(await decide(checkpoint, body));
  expect(await about({ how: 'approve', reason: long(2_001) })).toBe('400 admin.invalid');
  expect(await about({ how: 'approve', items: Array.from({ length: 1_001 }, () => 'stage') })).toBe('400 admin.invalid');
  expect(await about({ how: 'approve', items: [long(301)] })).toBe('400 admin.invalid');
  expect(await about({ how: 'approve', items: 'stage' })).toBe('400 admin.invalid');
  expect(await about({ how: 'approve', edits: [] })).toBe('400 admin.invalid');
  expect(await about({ how: 'approve', edits: { stage: 5 } })).toBe('400 admin.invalid');
  expect(await about({ how: 'approve', edits: { stage: '' } })).toBe('400 admin.invalid');
  expect(await about({ how: 'approve', by: 'somebody else' })).toBe('400 admin.invalid');
  expect(await about('{"how":"approve"')).toMatch(/^400 /);
  expect(await about('{"how":"approve","edits":{"constructor":{"amount":1}}}')).toBe('400 admin.invalid');
  expect(({} as Record<string, unknown>).amount).toBeUndefined();
  expect(await about({ how: 'approve', edits: { stage: long(30_000_000) } })).toMatch(/^4\d\d /);
  expect((await look(id)).status).toBe('waiting_for_approval');
  expect(await about({ how: 'reject_and_stop', reason: long(2_000), items: Array.from({ length: 1_000 }, () => 'stage') })).toBe('204');
  await until(async () => (await look(id)).status === 'failed', 'the end');
  expect(await codeOf(await call('/tasks', task({ sequence_variables: { who: long(20_001) } })))).toBe('400 sequence.invalid_value');
  expect(await codeOf(await call('/tasks', task({ sequence_variables: { who: 5 } })))).toBe('400 admin.invalid');
  expect(await codeOf(await call('/tasks', task({ sequence_variables: { [long(129)]: 'x' } })))).toBe('400 admin.invalid');
  expect(
    await codeOf(
      await call(
        '/tasks',
        `{"task_source":"sequence","sequence_id":"Apology","conversation":"${conversation}","sequence_variables":{"constructor":"x"}}`,
      ),
    ),
  ).toBe('400 sequence.unknown_variable');
});

test('what belongs to another project or another conversation cannot be decided, started, taken back or looked at', async () => {
  const { id, checkpoint } = await started();
  const other = await visit(stand.address);
  await other.press('Hi');
  await other.heard(1);
  const { conversations } = (await (await call('/conversations')).json()) as { conversations: { id: string }[] };
  const theirs = conversations.find((it) => it.id !== conversation)?.id ?? '';
  expect(await codeOf(await call(`/conversations/${theirs}/checkpoints/${checkpoint}/decision`, { how: 'approve' }))).toBe('404 admin.unknown');
  expect(await codeOf(await call(`/conversations/${theirs}/checkpoints/${checkpoint}/revert`, {}))).toBe('404 admin.unknown');
  expect(await codeOf(await call(`/tasks/${id}?conversation=${theirs}`))).toBe('404 admin.unknown');
  expect(await codeOf(await call(`/conversations/${conversation}/checkpoints/${checkpoint}/decision`, { how: 'approve' }, 'other'))).toMatch(
    /^40[34] /,
  );
  expect(await codeOf(await call('/tasks', task(), 'other'))).toMatch(/^40[34] /);
  expect((await look(id)).status).toBe('waiting_for_approval');
  other.leave();
  await decide(checkpoint, { how: 'reject_and_stop' });
  await until(async () => (await look(id)).status === 'failed', 'the end');
});

test('C-28 a decision that is sent again, as after a lost answer, is not taken twice, and says who took it', async () => {
  const { id, checkpoint } = await started();
  const all = await Promise.all(Array.from({ length: 8 }, () => decide(checkpoint, { how: 'approve', items: ['variable Main.note'] })));
  expect(all.map(({ status }) => status).toSorted()).toEqual([204, 409, 409, 409, 409, 409, 409, 409]);
  await until(async () => (await look(id)).status === 'succeeded', 'the end');
  expect(await codeOf(await decide(checkpoint, { how: 'approve' }))).toBe('409 approval.decided');
  expect(await codeOf(await decide(checkpoint, { how: 'reject_and_stop' }))).toBe('409 approval.decided');
  expect((await look(id)).checkpoints[0]).toMatchObject({ status: 'partly_applied', applied: { 'variable Main.note': 'SECRET note' } });
});

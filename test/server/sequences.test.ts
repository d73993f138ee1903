import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AdminApprovals } from '../../shared/admin.ts';
import type { AdminSequences, AdminTask, TaskAnswer } from '../../shared/checkpoint.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { type Caller, callerOf, codeOf, guestOwner } from './people.ts';
import { type Guest, type Stand, serve, until, visit } from './stand.ts';

let server: ModelServer;
let stand: Stand;
let owner: Caller;
let guest: Guest;
let conversation = '';
const project = (): AuthoredProject => ({
  name: 'test',
  models: [{ name: 'main', provider: 'openai_compatible', model: 'scripted', address: server.address }],
  stages: [{ name: 'Main', prompt: 'Help.', variables: [{ name: 'amount', type: 'number' }], tools: ['modify_variables'] }],
  promptSequences: [
    {
      name: 'Apology',
      mode: 'approve_before_continuing',
      variables: [{ name: 'who', type: 'text' }],
      steps: [
        { type: 'inline', prompt: 'Apologise to {{who}}.' },
        { type: 'inline', prompt: 'Say bye.' },
      ],
    },
    { name: 'Repeat', variables: [{ name: 'what', type: 'text' }], mode: 'auto_apply_changes', steps: [{ type: 'inline', prompt: '{{what}}' }] },
  ],
});
beforeAll(async () => {
  server = await startModelServer();
  stand = await serve(project());
  owner = await guestOwner(stand);
  server.play([{ text: 'Hello.' }]);
  guest = await visit(stand.address);
  await guest.say('hi');
  await guest.heard(1);
  const list = (await (await call('/conversations')).json()) as { conversations: { id: string }[] };
  conversation = list.conversations[0]?.id ?? '';
});
afterAll(async () => {
  guest.leave();
  await Promise.all([stand.remove(), server.close()]);
});

const call = (path: string, body?: unknown, as = owner) => as.call(`/projects/test${path}`, body === undefined ? {} : { method: 'POST', body });
const task = (more: object = {}) => ({ task_source: 'sequence', sequence_id: 'Apology', sequence_variables: { who: 'Bo' }, conversation, ...more });
const look = async (id: string): Promise<AdminTask> => (await call(`/tasks/${id}?conversation=${conversation}`)).json() as Promise<AdminTask>;
const waitFor = (id: string, status: string) => until(async () => (await look(id)).status === status, status);
const decide = (checkpoint: string, body: object) => call(`/conversations/${conversation}/checkpoints/${checkpoint}/decision`, body);

/** Starts a run and waits for its first checkpoint. */
async function started(amount = 12): Promise<{ id: string; checkpoint: string }> {
  server.play([{ calls: [{ tool: 'modify_variables', arguments: { amount } }] }, { text: 'Sorry, Bo.' }, { text: 'Bye.' }]);
  const { id, status } = (await (await call('/tasks', task())).json()) as TaskAnswer;
  expect(status).toBe('running');
  await waitFor(id, 'waiting_for_approval');
  return { id, checkpoint: (await look(id)).checkpoints[0]?.id ?? '' };
}

describe('the task API', () => {
  test('R002-22 task_source, sequence_id and sequence_variables start a run; its checkpoints are read, decided and applied over HTTP', async () => {
    const { id, checkpoint } = await started();
    const waiting = async () => (await (await call('/approvals')).json()) as AdminApprovals;
    // The list is of what is stored, which comes a moment after what the run itself says.
    await until(async () => (await waiting()).checkpoints.length > 0, 'the list');
    expect(await waiting()).toMatchObject({
      approvals: [],
      checkpoints: [{ conversation, status: 'waiting_for_approval', checkpoint: { id: checkpoint, step: 1, steps: 2 } }],
    });
    expect((await look(id)).checkpoints[0]?.items).toMatchObject([
      { kind: 'variable', name: 'amount', after: 12 },
      { kind: 'message', text: 'Sorry, Bo.' },
    ]);
    expect(await codeOf(await call('/tasks', task()))).toEqual([409, 'sequence.busy']);
    const both = await Promise.all([decide(checkpoint, { how: 'approve' }), decide(checkpoint, { how: 'reject_and_stop' })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    const lost = both[0].status === 409 ? both[0] : both[1];
    expect(((await lost.json()) as { problem: { details: { by: string } } }).problem.details.by).not.toBe('');
    await until(async () => (await look(id)).status !== 'running', 'the next step');
    const { status } = await look(id);
    if (status === 'waiting_for_approval') {
      await until(() => guest.heard(2).then((texts) => texts.includes('Sorry, Bo.')), 'the words');
      await decide((await look(id)).checkpoints.at(-1)?.id ?? '', { how: 'reject_and_stop', reason: 'enough' });
    }
    await waitFor(id, 'failed');
    const all = (await (await call(`/conversations/${conversation}/sequences`)).json()) as AdminSequences;
    expect(all.runs.at(-1)).toMatchObject({ id, status: 'failed' });
  });

  test('an applied checkpoint is reverted over HTTP, and the answer says what stays', async () => {
    const { id, checkpoint } = await started(13);
    expect((await decide(checkpoint, { how: 'approve', edits: { 'variable Main.amount': 7 } })).status).toBe(204);
    await until(async () => (await look(id)).checkpoints.length === 2, 'the second checkpoint');
    const path = `/conversations/${conversation}/checkpoints/${checkpoint}/revert`;
    const answer = await call(path, {});
    expect([answer.status, await answer.json()]).toEqual([200, { notReverted: ['What was said to the visitor cannot be unsaid.'] }]);
    await until(async () => (await look(id)).checkpoints[0]?.status === 'reverted', 'the revert');
    expect(await codeOf(await call(path, {}))).toEqual([409, 'checkpoint.not_reverted']);
    await decide((await look(id)).checkpoints[1]?.id ?? '', { how: 'reject_and_stop' });
    await waitFor(id, 'failed');
  });

  test('C-24 over HTTP: each refusal has its own code, and bad requests are refused by their place', async () => {
    expect(await codeOf(await call('/tasks', task({ sequence_variables: {} })))).toEqual([400, 'sequence.missing_value']);
    expect(await codeOf(await call('/tasks', task({ sequence_variables: { who: 'a', whom: 'b' } })))).toEqual([400, 'sequence.unknown_variable']);
    const blank = await call('/tasks', task({ sequence_id: 'Repeat', sequence_variables: { what: ' ' } }));
    expect(await codeOf(blank)).toEqual([400, 'sequence.empty_prompt']);
    expect(await codeOf(await call('/tasks', task({ sequence_id: 'Other' })))).toEqual([404, 'sequence.unknown']);
    expect(await codeOf(await call('/tasks', task({ task_source: 'other' })))).toEqual([400, 'admin.invalid']);
    expect(await codeOf(await call('/tasks', task({ conversation: 'nobody' })))).toEqual([404, 'admin.unknown']);
    expect(await codeOf(await call('/tasks/none?conversation=nobody'))).toEqual([404, 'admin.unknown']);
    expect(await codeOf(await decide('none', { how: 'approve' }))).toEqual([404, 'admin.unknown']);
    expect(await codeOf(await decide('none', { how: 'perhaps' }))).toEqual([400, 'admin.invalid']);
    expect((await call('/tasks', task(), callerOf(stand.address))).status).toBe(401);
  });

  test('a checkpoint that waits is still there after a restart, and is applied from there', async () => {
    const { id, checkpoint } = await started();
    await stand.stop();
    const again = await serve(project(), { PROMPTSIDE_DATABASE: stand.database });
    const as = await guestOwner(again);
    const path = `/conversations/${conversation}/checkpoints/${checkpoint}/decision`;
    expect((await call(path, { how: 'approve' }, as)).status).toBe(204);
    const now = async () => (await (await call(`/tasks/${id}?conversation=${conversation}`, undefined, as)).json()) as AdminTask;
    await until(async () => (await now()).checkpoints.length === 2, 'the next step');
    expect((await now()).checkpoints[0]).toMatchObject({ status: 'applied' });
    await again.remove();
  });
});

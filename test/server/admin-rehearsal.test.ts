import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AdminConversations, AdminExplained, AdminRehearsal, AdminTestRun } from '../../shared/admin.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { heardIn, matchedIn } from '../perform/rehearsal-world.ts';
import { projectOf, reply } from '../world.ts';
import { type Caller, guestOwner } from './people.ts';
import { root, type Stand, serve, visit } from './stand.ts';

const hello = { name: 'Hello', examples: ['hello there', 'good morning', 'hi assistant', 'hey you', 'greetings'], effects: [reply('Hi!')] };
const project: AuthoredProject = {
  ...projectOf([
    hello,
    { name: 'Press', triggerOnClientCommand: true, parameters: [{ name: 'n', type: 'number' }], effects: [reply('{{params.n}}')] },
  ]),
  tests: [{ name: 'greets', steps: [{ say: 'hello there', expect: { reply: { text: 'Hi!' } } }] }],
};
let stand: Stand;
let owner: Caller;
beforeAll(async () => {
  stand = await serve(project);
  owner = await guestOwner(stand);
});
afterAll(() => stand.remove());

const call = (path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') => owner.call(path, { method, body });
const post = async <T = AdminRehearsal>(path: string, body: unknown): Promise<T> => (await call(`/projects/test${path}`, body)).json() as Promise<T>; // the routes answer what shared/admin.ts says
const save = async (document: AuthoredProject) => {
  const { revision } = (await (await call('/projects/test/draft')).json()) as { revision: number }; // AdminDraft
  await call('/projects/test/draft', { revision, document }, 'PUT');
};

describe('the routes of rehearsals', () => {
  test('say, fire, set, jump and a new visitor answer what happened, once it has come to rest', async () => {
    const { id, stage, status } = await post('/rehearsals', {});
    expect({ stage, status }).toEqual({ stage: 'Main', status: 'active' });
    const said = await post(`/rehearsals/${id}/say`, { text: 'hello there' });
    expect([matchedIn(said.events), heardIn(said.events), said.events.at(-1)?.type]).toEqual([['Hello'], ['Hi!'], 'turn_ended']);
    expect(heardIn((await post(`/rehearsals/${id}/fire`, { command: 'Press', parameters: { n: 4 } })).events)).toEqual(['4']);
    expect((await post(`/rehearsals/${id}/set`, { name: 'mood', value: { is: 'good' } })).vars).toEqual({ mood: { is: 'good' } });
    expect((await post(`/rehearsals/${id}/set`, { name: 'mood' })).vars).toEqual({});
    expect((await post(`/rehearsals/${id}/jump`, { stage: 'Main' })).stage).toBe('Main');
    const { events } = (await (await call(`/projects/test/rehearsals/${id}/events?after=${said.events.at(-1)?.seq}`)).json()) as AdminRehearsal; // as the route answers
    expect(events.map(({ type }) => type)).toContain('variables_transformed');
    expect(events.every(({ seq }) => seq > (said.events.at(-1)?.seq ?? 0))).toBe(true);
    const other = await post(`/rehearsals/${id}/visitor`, { profile: { name: 'Ada' } });
    expect([other.id, other.profile, other.conversation === said.conversation]).toEqual([id, { name: 'Ada' }, false]);
  });

  test('nothing of them is seen by operators or visitors, and what only authors may do no visitor can', async () => {
    const { id, conversation } = await post('/rehearsals', {});
    await post(`/rehearsals/${id}/say`, { text: 'hello there' });
    const { conversations } = (await (await call('/projects/test/conversations')).json()) as AdminConversations; // as the route answers
    expect(conversations).toEqual([]);
    expect((await call(`/projects/test/conversations/${conversation}/events`)).status).toBe(404);
    const guest = await visit(stand.address);
    const refused = await guest.socket
      .timeout(10_000)
      .emitWithAck('message', { id: 'client-0001', kind: 'rehearsal', changes: [], effects: [] } as never); // what no type allows
    expect(refused).toMatchObject({ ok: false, problem: { code: 'message.invalid' } });
    guest.leave();
  });

  test('run on the draft without a publish; one with errors is answered with its findings', async () => {
    const { id } = await post('/rehearsals', {});
    await save({
      ...project,
      stages: [{ name: 'Main', actions: [{ ...hello, examples: [...hello.examples, 'wotcher'], effects: [reply('Draft!')] }] }],
    });
    expect(heardIn((await post(`/rehearsals/${id}/say`, { text: 'wotcher' })).events)).toEqual(['Draft!']);
    const asked = { stage: 'Main', text: 'wotcher' };
    const [published, draft] = await Promise.all([
      post<AdminExplained>('/explain', asked),
      post<AdminExplained>('/explain', { ...asked, draft: true }),
    ]);
    expect([published.candidates[0]?.accepted, draft.candidates[0]?.accepted]).toEqual([false, true]);
    await save({ ...project, stages: [{ name: 'Main', onEnter: { effects: [{ type: 'go_to_stage', stage: 'Gone' }] } }] });
    const refused = await call(`/projects/test/rehearsals/${id}/say`, { text: 'wotcher' });
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({
      problem: { code: 'project.invalid' },
      findings: expect.arrayContaining([expect.objectContaining({ level: 'error' })]),
    });
    await save(project);
  });

  test('tests run on the draft, all or one of them', async () => {
    const wrong = { name: 'wrong', steps: [{ say: 'hello there', expect: { reply: { text: 'Bye!' } } }] };
    await save({ ...project, tests: [...(project.tests ?? []), wrong] });
    expect(await post<AdminTestRun>('/tests/run', {})).toMatchObject({ passed: 1, failed: 1 });
    expect((await post<AdminTestRun>('/tests/run', { name: 'wrong' })).tests).toMatchObject([{ name: 'wrong', ok: false }]);
    await save(project);
  });

  test('what is asked of them is checked at the door', async () => {
    const { id } = await post('/rehearsals', {});
    const codes = await Promise.all(
      [
        [`/rehearsals/${id}/say`, { text: '' }],
        [`/rehearsals/${id}/say`, { text: 'x'.repeat(8_001) }],
        [`/rehearsals/${id}/set`, { name: '__proto__', value: 1 }],
        [`/rehearsals/${id}/jump`, { stage: 'Gone' }],
        [`/rehearsals/${id}/fire`, { command: 'Gone' }],
        ['/rehearsals/r_made_up/say', { text: 'hi' }],
        ['/rehearsals', { again: { conversation: 'c_made_up', turn: 1 } }],
      ].map(async ([path, body]) => {
        const { problem } = await post<{ problem: { code: string } }>(String(path), body);
        return problem.code;
      }),
    );
    expect(codes).toEqual([
      'admin.invalid',
      'admin.invalid',
      'admin.invalid',
      'project.unknown_name',
      'command.unknown',
      'rehearsal.unknown',
      'conversation.unknown',
    ]);
  });
});

describe('npx promptside test', { timeout: 60_000 }, () => {
  const run = (file: string): Promise<{ code: number | null; out: string }> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [join(root, 'promptside.js'), 'test', file], { cwd: root });
      let out = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (out += piece.toString()));
      child.on('close', (code) => resolve({ code, out }));
    });
  const withFile = async (document: unknown, then: (file: string) => Promise<void>): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), 'promptside-test-'));
    writeFileSync(join(folder, 'project.json'), JSON.stringify(document));
    await then(join(folder, 'project.json')).finally(() => rmSync(folder, { recursive: true }));
  };

  test('the demo passes its own tests, and the process ends with 0', async () => {
    const { code, out } = await run('demo/shop.project.json');
    expect(out).toContain('6 of 6 tests passed.');
    expect(code).toBe(0);
  });

  test('a test that fails ends with 1 and says what was expected', async () => {
    const failing = { ...project, tests: [{ name: 'wrong', steps: [{ say: 'hello there', expect: { reply: { text: 'Bye!' } } }] }] };
    await withFile(failing, async (file) => {
      const { code, out } = await run(file);
      expect(out).toContain('expected: "Bye!"\n          actual:   "Hi!"');
      expect(code).toBe(1);
    });
  });

  test('a project with errors, or a file that is none, ends with 2 and says where', async () => {
    await withFile({ name: 'test', stages: [] }, async (file) => {
      const { code, out } = await run(file);
      expect(out).toContain('error stages');
      expect(code).toBe(2);
    });
    expect((await run('/nowhere/project.json')).code).toBe(2);
  });
});

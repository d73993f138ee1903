import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { may, type Right, type Role, roles } from '../../shared/roles.ts';
import { projectOf, reply } from '../world.ts';
import { type Caller, callerOf, firstOwner, guestOwner, invited, password } from './people.ts';
import { type Stand, serve } from './stand.ts';

/** The right that each route must ask for. A route that is not here fails the test: whoever adds one says who may use it. */
const rights: Record<string, Right> = {
  'get /session': 'view',
  'delete /session': 'view',
  'get /sessions': 'view',
  'delete /sessions/:id': 'view',
  'post /account': 'own',
  'put /account': 'view',
  'put /account/password': 'view',
  'get /people': 'own',
  'put /people/:id': 'own',
  'delete /people/:id': 'own',
  'post /invitations': 'own',
  'delete /invitations/:id': 'own',
  'get /audit': 'own',
  'get /audit/check': 'own',
  'get /projects': 'view',
  'get /projects/:project/draft': 'view',
  'put /projects/:project/draft': 'edit',
  'post /projects/:project/publish': 'edit',
  'post /projects/:project/try': 'edit',
  'get /projects/:project/versions': 'view',
  'get /projects/:project/versions/:version': 'view',
  'get /projects/:project/conversations': 'view',
  'get /projects/:project/conversations/:id/events': 'view',
  'post /projects/:project/explain': 'view',
  'get /projects/:project/approvals': 'view',
  'post /projects/:project/conversations/:id/approvals/:wait': 'operate',
  'get /projects/:project/running': 'view',
  'post /projects/:project/try-model': 'edit',
  'post /projects/:project/tests/run': 'edit',
  'post /projects/:project/rehearsals': 'edit',
  'get /projects/:project/rehearsals/:id/events': 'edit',
  'post /projects/:project/rehearsals/:id/say': 'edit',
  'post /projects/:project/rehearsals/:id/fire': 'edit',
  'post /projects/:project/rehearsals/:id/set': 'edit',
  'post /projects/:project/rehearsals/:id/jump': 'edit',
  'post /projects/:project/rehearsals/:id/visitor': 'edit',
  'post /projects/:project/rehearsals/:id/decide': 'edit',
  'post /projects/:project/rehearsals/:id/again': 'edit',
  'post /projects/:project/examine': 'edit',
  'get /projects/:project/inbox': 'view',
  'get /projects/:project/inbox/stream': 'view',
  'get /projects/:project/inbox/operators': 'operate',
  'get /projects/:project/inbox/:id': 'view',
  'get /projects/:project/inbox/:id/entries': 'view',
  'get /projects/:project/inbox/:id/suggestion': 'operate',
  'post /projects/:project/inbox/:id/take': 'operate',
  'post /projects/:project/inbox/:id/reply': 'operate',
  'post /projects/:project/inbox/:id/hand-back': 'operate',
  'post /projects/:project/inbox/:id/close': 'operate',
  'post /projects/:project/inbox/:id/assign': 'operate',
  'post /projects/:project/inbox/:id/seen': 'operate',
  'post /projects/:project/inbox/:id/typing': 'operate',
  'post /projects/:project/visitors/:visitor/block': 'operate',
  'get /projects/:project/conversations/:id/sequences': 'view',
  'post /projects/:project/conversations/:id/checkpoints/:checkpoint/decision': 'operate',
  'post /projects/:project/conversations/:id/checkpoints/:checkpoint/revert': 'operate',
  'get /projects/:project/tasks/:id': 'view',
  'post /projects/:project/tasks': 'operate',
};
const open: [string, string][] = [
  ['POST', '/session'],
  ['POST', '/invitation'],
  ['PUT', '/invitation'],
];

let stand: Stand;
const people = {} as Record<Role, Caller>; // filled for every role before the first test
beforeAll(async () => {
  stand = await serve(projectOf([{ name: 'Hello', triggerOnClientCommand: true, effects: [reply('Hi!')] }]));
  people.owner = await firstOwner(stand);
  for (const role of roles.filter((role) => role !== 'owner')) people[role] = await invited(stand, people.owner, { name: role, role });
});
afterAll(() => stand.remove());

const pathOf = (path: string): string => path.replace(':project', 'test').replaceAll(/:\w+/g, 'x');
/** Status and code alone: a stream that is let in would never end. */
async function answer(caller: Caller, { method, path }: Stand['routes'][number], headers?: Record<string, string>) {
  const body = method === 'get' ? {} : { body: {} };
  const response = await caller.call(pathOf(path), { method: method.toUpperCase(), ...body, ...(headers ? { headers } : {}) });
  if (response.ok) {
    await response.body?.cancel();
    return { status: response.status, code: undefined };
  }
  return { status: response.status, code: ((await response.json()) as { problem: { code: string } }).problem.code }; // the body of every refusal
}

describe('every route of the operator’s API', () => {
  test('G-27 each has the right that is agreed, and none is without an agreement', () => {
    expect(Object.fromEntries(stand.routes.map(({ method, path, right }) => [`${method} ${path}`, right]))).toEqual(rights);
  });

  test.each(roles)('G-27 the role %s does what it may and nothing else, by the server’s own word', async (role) => {
    for (const route of stand.routes) {
      const before = people[role].cookie;
      const { status, code } = await answer(people[role], route);
      const isAllowed = may(role, route.right);
      expect([route.method, route.path, code === 'admin.not_allowed', status === 401]).toEqual([route.method, route.path, !isAllowed, false]);
      if (!isAllowed) expect([route.path, status]).toEqual([route.path, 403]);
      if (route.method === 'delete' && route.path === '/session') {
        people[role].cookie = before;
        expect((await answer(people[role], { method: 'get', path: '/session', right: 'view' })).status).toBe(401);
        const login = role === 'owner' ? 'ann' : role;
        await people[role].call('/session', { method: 'POST', body: { login, password } });
      }
    }
  });

  test('G-26 none answers without a session, with one that is made up, or with one that has expired', async () => {
    const expired = callerOf(stand.address);
    await expired.call('/session', { method: 'POST', body: { login: 'ann', password } });
    const own = await expired.json<{ sessions: { id: string; isThis: boolean }[] }>('/sessions');
    const database = new DatabaseSync(stand.database);
    database.prepare('update admin_sessions set expires_at = 1 where id = ?').run(own.sessions.find(({ isThis }) => isThis)?.id ?? '');
    database.close();
    const strangers = [callerOf(stand.address), callerOf(stand.address, 'promptside_session=made-up'), expired];
    for (const route of stand.routes)
      for (const stranger of strangers) {
        const said = await answer(stranger, route);
        expect([route.method, route.path, said]).toEqual([route.method, route.path, { status: 401, code: 'admin.signed_out' }]);
      }
  });

  test('G-26 none lets another site in, whoever is signed in', async () => {
    const elsewhere = { origin: 'https://evil.example' };
    for (const route of stand.routes) {
      const reads = route.method === 'get';
      const forged = reads
        ? [{ 'sec-fetch-site': 'cross-site' }]
        : [
            elsewhere,
            { ...elsewhere, 'sec-fetch-site': 'same-origin' },
            { 'sec-fetch-site': 'cross-site' },
            { 'sec-fetch-site': 'same-site' },
            { 'sec-fetch-mode': 'cors' },
          ];
      for (const headers of forged) {
        const said = await answer(people.owner, route, headers as Record<string, string>); // none of them is undefined
        expect([route.method, route.path, headers, said]).toEqual([route.method, route.path, headers, { status: 403, code: 'admin.origin' }]);
      }
    }
    for (const [method, path] of open) {
      const response = await callerOf(stand.address).call(path, { method, body: {}, headers: elsewhere });
      expect([path, response.status, response.headers.get('set-cookie')]).toEqual([path, 403, null]);
    }
  });

  test('P-38 G-27 whoever opened the first link and has no account yet is the owner, and no longer once there is one', async () => {
    const other = await serve(projectOf([{ name: 'Hello', triggerOnClientCommand: true, effects: [reply('Hi!')] }]));
    const [first, second] = [await guestOwner(other), await guestOwner(other)];
    expect((await answer(first, { method: 'get', path: '/people', right: 'own' })).status).toBe(200);
    await first.call('/account', { method: 'POST', body: { name: 'Ann', login: 'ann', password } });
    expect((await answer(first, { method: 'get', path: '/people', right: 'own' })).status).toBe(200);
    expect((await answer(second, { method: 'get', path: '/people', right: 'own' })).status).toBe(401);
    await other.remove();
  });
});

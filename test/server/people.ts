import type { AdminPeople, InvitationMade } from '../../shared/admin.ts';
import type { Role } from '../../shared/roles.ts';
import type { Stand } from './stand.ts';

/** Somebody at the operator's API of a stand, with a cookie as a browser keeps it. */
export type Caller = {
  cookie: string;
  call(path: string, request?: { method?: string; body?: unknown; headers?: Record<string, string> }): Promise<Response>;
  json<T>(path: string): Promise<T>;
};

export const password = 'correct horse battery';

/** Somebody who is not signed in yet, with a browser of their own; cookies that are set are kept. */
export function callerOf(address: string, cookie = ''): Caller {
  const caller: Caller = {
    cookie,
    async call(path, { method = 'GET', body, headers = { origin: address, 'sec-fetch-site': 'same-origin' } } = {}) {
      const response = await fetch(`${address}/admin/api${path}`, {
        method,
        headers: { cookie: caller.cookie, 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const set = response.headers.get('set-cookie');
      if (set) caller.cookie = set.split(';')[0] ?? '';
      return response;
    },
    json: async <T>(path: string) => (await (await caller.call(path)).json()) as T, // the server's own answers are typed by shared/admin.ts
  };
  return caller;
}

/** Whoever opens the first link, with no account yet. */
export async function guestOwner(stand: Stand): Promise<Caller> {
  const caller = callerOf(stand.address);
  await caller.call('/session', { method: 'POST', body: { token: await stand.link() } });
  return caller;
}

/** The first owner, signed in with an account of the login "ann". */
export async function firstOwner(stand: Stand): Promise<Caller> {
  const caller = await guestOwner(stand);
  await caller.call('/account', { method: 'POST', body: { name: 'Ann', login: 'ann', password } });
  return caller;
}

/** Somebody whom the owner has invited to a role, signed in; the login is the name. */
export async function invited(stand: Stand, owner: Caller, { name, role }: { name: string; role: Role }): Promise<Caller> {
  const made = (await (await owner.call('/invitations', { method: 'POST', body: { role } })).json()) as InvitationMade;
  const caller = callerOf(stand.address);
  await caller.call('/invitation', { method: 'PUT', body: { token: made.token, name, login: name, password } });
  return caller;
}

/** The account of a login, as its owner sees it. */
export const personOf = async (owner: Caller, login: string) =>
  (await owner.json<AdminPeople>('/people')).people.find((person) => person.login === login);

/** Status and code of an answer that is a problem. */
export const codeOf = async (response: Response): Promise<[number, string | undefined]> => {
  const text = await response.text();
  return [response.status, text === '' ? undefined : (JSON.parse(text) as { problem?: { code: string } }).problem?.code]; // every answer that is not 2xx has this body
};

import { z } from 'zod';
import type { AdminAudit, AdminAuditCheck, AdminInvitation, AdminPeople, InvitationMade } from '../../shared/admin.ts';
import { Problem } from '../../shared/problem.ts';
import { roles } from '../../shared/roles.ts';
import type { Invitation } from '../ports.ts';
import { numberIn } from './admin-conversations.ts';
import { part, type Route } from './admin-route.ts';
import type { Door } from './door.ts';
import { parsed } from './parsed.ts';
import { newSecret, secretHash } from './sessions.ts';

const given = z.strictObject({ role: z.enum(roles) });
const invitationLasts = 7 * 24 * 60 * 60 * 1_000;
const rowsAtOnce = 50;

/** Who works here, who is invited, and what everybody did; all of it for owners. */
export const accountRoutes = (door: Door): Route[] => [...peopleRoutes(door), ...invitationRoutes(door), ...auditRoutes(door)];

function peopleRoutes({ store, clock, audit }: Door): Route[] {
  const known = async (id: string) => {
    const account = await store.account(id);
    if (!account) throw new Problem('account.unknown');
    return account;
  };
  return [
    {
      method: 'get',
      path: '/people',
      right: 'own',
      async handle() {
        const people = (await store.accounts()).map(({ password: _password, ...person }) => person);
        return { people, invitations: (await store.invitations(clock.now())).map(invitationView) } satisfies AdminPeople;
      },
    },
    {
      method: 'put',
      path: '/people/:id',
      right: 'own',
      async handle(request, _response, who) {
        const { role } = parsed(given, request.body, 'admin.invalid');
        const account = await known(part(request, 'id'));
        await store.changeAccount(account.id, { role });
        await audit.add(who, { what: 'account.role_changed', about: account.login, before: { role: account.role }, after: { role } });
      },
    },
    {
      method: 'delete',
      path: '/people/:id',
      right: 'own',
      async handle(request, _response, who) {
        const { id, login, name, role } = await known(part(request, 'id'));
        await store.removeAccount(id);
        await audit.add(who, { what: 'account.removed', about: login, before: { name, role } });
      },
    },
  ];
}

function invitationRoutes({ store, clock, audit }: Door): Route[] {
  return [
    {
      method: 'post',
      path: '/invitations',
      right: 'own',
      async handle(request, _response, who): Promise<InvitationMade> {
        const { role } = parsed(given, request.body, 'admin.invalid');
        // Whoever accepts must find somebody who can take the role back.
        if ((await store.accounts()).length === 0) throw new Problem('account.none');
        const token = newSecret();
        const createdAt = clock.now();
        const times = { createdAt, expiresAt: createdAt + invitationLasts };
        const invitation: Invitation = { hash: secretHash(token), id: newSecret().slice(0, 12), role, by: who.name, inviter: who.id, ...times };
        await store.invite(invitation);
        await audit.add(who, { what: 'invitation.made', about: invitation.id, after: { role } });
        return { token, invitation: invitationView(invitation) };
      },
    },
    {
      method: 'delete',
      path: '/invitations/:id',
      right: 'own',
      async handle(request, _response, who) {
        const id = part(request, 'id');
        if (!(await store.withdraw(id))) throw new Problem('account.invitation');
        await audit.add(who, { what: 'invitation.withdrawn', about: id });
      },
    },
  ];
}

function auditRoutes({ store, audit }: Door): Route[] {
  return [
    {
      method: 'get',
      path: '/audit',
      right: 'own',
      async handle(request) {
        const before = numberIn(request, 'before');
        const { what } = request.query;
        const page = { ...(before === undefined ? {} : { before }), ...(typeof what === 'string' ? { what } : {}) };
        const rows = await store.audits({ limit: rowsAtOnce + 1, ...page });
        return { rows: rows.slice(0, rowsAtOnce).map(({ who: _who, ...row }) => row), hasMore: rows.length > rowsAtOnce } satisfies AdminAudit;
      },
    },
    {
      method: 'get',
      path: '/audit/check',
      right: 'own',
      async handle() {
        await audit.flush();
        return { broken: await store.brokenAudit() } satisfies AdminAuditCheck;
      },
    },
  ];
}

const invitationView = ({ hash: _hash, inviter: _inviter, ...invitation }: Invitation): AdminInvitation => invitation;

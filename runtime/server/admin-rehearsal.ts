import type { Request } from 'express';
import { z } from 'zod';
import type { AdminRehearsal, AdminTestRun } from '../../shared/admin.ts';
import type { ProjectTest } from '../../shared/project/test.ts';
import type { Operator } from '../../shared/roles.ts';
import { isSafeKey } from '../../shared/value.ts';
import type { Place, Shown } from '../perform/rehearsal/rehearsals.ts';
import type { Act } from '../perform/rehearsal/scene.ts';
import { numberIn } from './admin-conversations.ts';
import { part, type Route } from './admin-route.ts';
import type { Door } from './door.ts';
import { parsed } from './parsed.ts';

const named = z.string().min(1).max(128).refine(isSafeKey, 'a name that is not reserved');
const record = z.record(named, z.json());
const begun = { profile: record.optional(), stage: named.optional(), vars: record.optional() };
const moment = z.strictObject({ conversation: z.string().max(128), turn: z.number().int().min(1) });
const start = z.strictObject({ ...begun, again: moment.optional() });
const visitor = z.strictObject({ ...begun, same: z.boolean().optional() });
const acts = {
  say: z.strictObject({ text: z.string().min(1).max(8_000) }),
  fire: z.strictObject({ command: named, parameters: record.default({}) }),
  set: z.strictObject({ name: named, value: z.json().optional(), stage: named.optional() }),
  jump: z.strictObject({ stage: named }),
  decide: z.strictObject({ wait: z.string().max(200), approve: z.boolean() }),
};
const whichTests = z.strictObject({ name: named.optional() });
const rehearsal = '/projects/:project/rehearsals';

/** Conversations on the draft, and its tests: nothing of them is stored or seen anywhere else. */
export const rehearsalRoutes = ({ rehearsals }: Pick<Door, 'rehearsals'>): Route[] => [
  post(rehearsal, async (request, who) => {
    const { again, ...begin } = parsed(start, request.body, 'admin.invalid');
    const place = { who: who.id, project: part(request, 'project') };
    return view(await (again ? rehearsals.startBefore(place, again) : rehearsals.start(place, begin)));
  }),
  ...actRoutes(rehearsals),
  post(`${rehearsal}/:id/visitor`, async (request, who) => {
    const { same, ...begin } = parsed(visitor, request.body, 'admin.invalid');
    return view(await rehearsals.anew(placeOf(request, who), { ...begin, ...(same ? { visitor: 'same' } : {}) }));
  }),
  post(`${rehearsal}/:id/again`, async (request, who) =>
    view(await rehearsals.again(placeOf(request, who), parsed(moment, request.body, 'admin.invalid'))),
  ),
  {
    method: 'get',
    path: `${rehearsal}/:id/events`,
    right: 'edit',
    handle: async (request, _response, who) => view(await rehearsals.look(placeOf(request, who), numberIn(request, 'after') ?? 0)),
  },
  post('/projects/:project/tests/run', async (request) => {
    const { name } = parsed(whichTests, request.body, 'admin.invalid');
    return (await rehearsals.test(
      part(request, 'project'),
      name === undefined ? undefined : (test: ProjectTest) => test.name === name,
    )) satisfies AdminTestRun;
  }),
];

function actRoutes(rehearsals: Door['rehearsals']): Route[] {
  const route = (name: string, read: (body: unknown, who: Operator) => Act): Route =>
    post(`${rehearsal}/:id/${name}`, async (request, who) => view(await rehearsals.act(placeOf(request, who), read(request.body, who))));
  return [
    route('say', (body) => ({ kind: 'say', ...parsed(acts.say, body, 'admin.invalid') })),
    route('fire', (body) => ({ kind: 'fire', ...parsed(acts.fire, body, 'admin.invalid') })),
    route('set', (body) => {
      const { name, value, stage } = parsed(acts.set, body, 'admin.invalid');
      return { kind: 'set', values: { [name]: value }, ...(stage ? { stage } : {}) };
    }),
    route('jump', (body) => ({ kind: 'jump', ...parsed(acts.jump, body, 'admin.invalid') })),
    route('decide', (body, who) => ({ kind: 'decide', by: who.name, ...parsed(acts.decide, body, 'admin.invalid') })),
  ];
}

const post = (path: string, handle: (request: Request, who: Operator) => Promise<unknown>): Route => ({
  method: 'post',
  path,
  right: 'edit',
  handle: (request, _response, who) => handle(request, who),
});

const placeOf = (request: Request, who: Operator): Place => ({ who: who.id, project: part(request, 'project'), id: part(request, 'id') });

const view = ({ id, conversation, events }: Shown): AdminRehearsal => ({
  id,
  conversation: conversation.id,
  stage: conversation.stage,
  status: conversation.status,
  vars: conversation.stageVars[conversation.stage] ?? {},
  profile: conversation.profile,
  approvals: (conversation.approvals ?? []).flatMap(({ wait }) =>
    wait.for === 'approval' ? [{ id: wait.id, tool: wait.tool, arguments: wait.arguments }] : [],
  ),
  events,
});

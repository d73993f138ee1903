import type { Request } from 'express';
import type { OperatorRef } from '../../shared/conversation.ts';
import {
  assignRequest,
  closeRequest,
  handBackRequest,
  type InboxConversation,
  type InboxEntries,
  type InboxEntry,
  type InboxNeeds,
  type InboxOperators,
  type InboxPage,
  type InboxRow,
  inboxLimits,
  inboxNeeds,
  replyRequest,
  takeRequest,
  typingRequest,
} from '../../shared/inbox.ts';
import { Problem } from '../../shared/problem.ts';
import { may, type Operator } from '../../shared/roles.ts';
import type { Inbox } from '../perform/inbox.ts';
import type { ConversationRow } from '../ports.ts';
import { blockRoute } from './admin-block.ts';
import { numberIn } from './admin-conversations.ts';
import { handled, part, type Route } from './admin-route.ts';
import type { Door } from './door.ts';
import { type Feed, feedOf } from './inbox-feed.ts';
import { openStream } from './inbox-stream.ts';
import { entryOf, inboxRow } from './inbox-view.ts';
import { parsed } from './parsed.ts';
import { wellFormed } from './well-formed.ts';

const base = '/projects/:project/inbox';
const entriesAtOnce = 100;

/** The inbox: what waits, what is said, and what operators do about it (docs/handoff.md). */
export function inboxRoutes(door: Door): Route[] {
  const feeds = new Map<string, Feed>();
  const feed = (project: string): Feed => {
    const known = feeds.get(project) ?? feedOf(door, project);
    feeds.set(project, known);
    return known;
  };
  return [...lookRoutes(door, feed), ...deedRoutes(door, feed), blockRoute(door, feed)];
}

type FeedOf = (project: string) => Feed;

function lookRoutes(door: Door, feed: FeedOf): Route[] {
  const { store, conversations } = door;
  return [
    { method: 'get', path: base, right: 'view', handle: (request, _response, who) => pageOf(door, request, who) },
    {
      method: 'get',
      path: `${base}/stream`,
      right: 'view',
      async handle(request, response, who) {
        const project = part(request, 'project');
        if (!(await store.current(project))) throw new Problem('project.unknown', { project });
        const conversation = textIn(request, 'conversation') ?? '';
        if (conversation !== '') await known(door, project, conversation);
        openStream({ request, response, clock: door.clock }, (send, last) => feed(project).listen({ who: refOf(who), conversation, send }, last));
        return handled;
      },
    },
    {
      method: 'get',
      path: `${base}/operators`,
      right: 'operate',
      async handle(request, _response, who) {
        const project = part(request, 'project');
        if (!(await store.current(project))) throw new Problem('project.unknown', { project });
        const here = feed(project).here();
        const accounts = (await store.accounts()).filter(({ role }) => may(role, 'operate'));
        const all = new Map<string, OperatorRef>([[who.id, refOf(who)], ...accounts.map((it) => [it.id, refOf(it)] as const)]);
        return { operators: [...all.values()].map((it) => ({ ...it, here: here.has(it.id) })) } satisfies InboxOperators;
      },
    },
    {
      method: 'get',
      path: `${base}/:id`,
      right: 'view',
      handle: (request, _response, who) => conversationView(door, request, { who, feed }),
    },
    {
      method: 'get',
      path: `${base}/:id/entries`,
      right: 'view',
      async handle(request) {
        const row = await known(door, part(request, 'project'), part(request, 'id'));
        return entriesBefore(door, row, numberIn(request, 'before') ?? Number.MAX_SAFE_INTEGER) satisfies Promise<InboxEntries>;
      },
    },
    {
      method: 'get',
      path: `${base}/:id/suggestion`,
      right: 'operate',
      async handle(request, _response, who) {
        const row = await known(door, part(request, 'project'), part(request, 'id'));
        return conversations.inbox.suggest(row.id, refOf(who));
      },
    },
  ];
}

function deedRoutes(door: Door, feed: FeedOf): Route[] {
  /** A deed about one conversation; it answers the row as it is afterwards. */
  const deed = (name: string, act: (inbox: Inbox, about: About) => Promise<object | undefined>): Route => ({
    method: 'post',
    path: `${base}/:id/${name}`,
    right: 'operate',
    async handle(request, _response, who) {
      const project = part(request, 'project');
      const { id } = await known(door, project, part(request, 'id'));
      const after = await act(door.conversations.inbox, { id, who, by: refOf(who), body: request.body ?? {} });
      if (after) await door.audit.add(who, { what: `conversation.${audited[name] ?? name}`, project, about: id, after: { ...after } });
      return rowNow(door, project, id);
    },
  });
  return [
    deed('take', async (inbox, { id, by, body }) => {
      parsed(takeRequest, body, 'admin.invalid');
      await inbox.takeOver(id, by);
      return {};
    }),
    deed('reply', async (inbox, { id, by, body }) => {
      const words = parsed(replyRequest, body, 'admin.invalid');
      await inbox.reply(id, by, { ...words, text: wellFormed(words.text) });
      return undefined;
    }),
    deed('hand-back', async (inbox, { id, by, body }) => {
      const { summary, stage } = parsed(handBackRequest, body, 'admin.invalid');
      await inbox.handBack(id, by, { summary: wellFormed(summary), ...(stage === undefined ? {} : { stage }) });
      return stage === undefined ? {} : { stage };
    }),
    deed('close', async (inbox, { id, by, body }) => {
      await inbox.end(id, by, parsed(closeRequest, body, 'admin.invalid').reason);
      return {};
    }),
    deed('assign', async (inbox, { id, who, by, body }) => {
      const { operator } = parsed(assignRequest, body, 'admin.invalid');
      const to = await colleague(door, who, operator);
      await inbox.assign(id, { to, by, mayAny: may(who.role, 'edit') });
      return { operator: to.name };
    }),
    deed('seen', async (inbox, { id, by }) => void (await inbox.see(id, by))),
    {
      method: 'post',
      path: `${base}/:id/typing`,
      right: 'operate',
      async handle(request, _response, who) {
        const { typing } = parsed(typingRequest, request.body ?? {}, 'admin.invalid');
        const { id, inbox } = await known(door, part(request, 'project'), part(request, 'id'));
        if (inbox.human?.operator?.id === who.id && typing) door.hub.operatorTypes(id, who.name);
        feed(part(request, 'project')).operatorTypes(id, refOf(who), typing);
      },
    },
  ];
}

type About = { id: string; who: Operator; by: OperatorRef; body: unknown };
/** How the audit log calls what routes call shorter. */
const audited: Record<string, string> = { take: 'taken_over', 'hand-back': 'handed_back', close: 'closed', assign: 'assigned' };

const refOf = ({ id, name }: OperatorRef): OperatorRef => ({ id, name });

async function pageOf({ store, hub }: Door, request: Request, who: Operator): Promise<InboxPage> {
  const project = part(request, 'project');
  if (!(await store.current(project))) throw new Problem('project.unknown', { project });
  const limit = Math.min(200, numberIn(request, 'limit') || inboxLimits.page);
  const query = textIn(request, 'query')?.trim().slice(0, inboxLimits.queryCharacters);
  const after = cursorIn(request);
  const page = { needs: needsIn(request), operator: who.id, limit: limit + 1, ...(query ? { query } : {}), ...(after ? { after } : {}) };
  const [rows, counts] = await Promise.all([store.inbox(project, page), store.inboxCounts(project, who.id)]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown.map((row) => inboxRow(row, hub.presence(row.id))),
    next: rows.length > limit && last ? `${last.changedAt}~${last.id}` : null,
    counts,
  };
}

async function conversationView(door: Door, request: Request, { who, feed }: { who: Operator; feed: FeedOf }): Promise<InboxConversation> {
  const row = await known(door, part(request, 'project'), part(request, 'id'));
  const { conversation } = await door.conversations.look(row.id);
  const { project } = await door.versions.at(conversation.project, conversation.version);
  return {
    row: inboxRow(row, door.hub.presence(row.id)),
    blocked: await door.blocks.isBlocked(row.project, await door.identities.idsOf(row.project, row.visitor)),
    ...(await entriesBefore(door, row, Number.MAX_SAFE_INTEGER)),
    profile: conversation.profile,
    vars: conversation.stageVars[conversation.stage] ?? {},
    stages: project.stages.map(({ name }) => name),
    working: door.hub.isWorking(row.id),
    streaming: door.hub.streaming(row.id) ?? null,
    watchers: feed(conversation.project).watchersOf(row.id, refOf(who)),
  };
}

/** The last entries below a number; most events show nothing, so several pages of them may be read. */
async function entriesBefore({ store, conversations, versions }: Door, { id }: ConversationRow, before: number): Promise<InboxEntries> {
  const { conversation } = await conversations.look(id);
  const imageHosts = (await versions.at(conversation.project, conversation.version)).project.widget.imageHosts;
  const found: InboxEntry[] = [];
  let top = Math.min(before, conversation.seq + 1);
  while (top > 1 && found.length <= entriesAtOnce) {
    const from = Math.max(0, top - 1 - eventsAtOnce);
    const events = await store.events(id, from, top - 1 - from);
    found.unshift(...events.flatMap((event) => entryOf(event, imageHosts) ?? []));
    top = from + 1;
  }
  return { entries: found.slice(-entriesAtOnce), hasMore: found.length > entriesAtOnce || top > 1 };
}
const eventsAtOnce = 500;

async function known({ store }: Door, project: string, id: string): Promise<ConversationRow> {
  const row = await store.conversation(id);
  if (!row || row.project !== project) throw new Problem('admin.unknown');
  return row;
}

const rowNow = async (door: Door, project: string, id: string): Promise<InboxRow> => inboxRow(await known(door, project, id), door.hub.presence(id));

/** Whoever gets a conversation can work with it. */
async function colleague({ store }: Door, who: Operator, id: string): Promise<OperatorRef> {
  if (id === who.id) return refOf(who);
  const account = await store.account(id);
  if (!account || !may(account.role, 'operate')) throw new Problem('account.unknown');
  return refOf(account);
}

const textIn = (request: Request, name: string): string | undefined => {
  const text = request.query[name];
  return typeof text === 'string' && text !== '' ? text : undefined;
};

function needsIn(request: Request): InboxNeeds {
  const asked = textIn(request, 'needs') ?? 'all';
  const needs = inboxNeeds.find((one) => one === asked);
  if (!needs) throw new Problem('admin.invalid', { reason: `needs: one of ${inboxNeeds.join(', ')}` });
  return needs;
}

function cursorIn(request: Request): { changedAt: number; id: string } | undefined {
  const [at = '', id = ''] = (textIn(request, 'after') ?? '').split('~');
  return at !== '' && Number.isFinite(Number(at)) ? { changedAt: Number(at), id } : undefined;
}

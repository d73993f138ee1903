import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AdminSequences, PromptRun, TaskAnswer } from '../../shared/checkpoint.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { type ModelServer, type RecordedRequest, type ScriptedAnswer, startModelServer } from '../model-server.ts';
import { type Running, scratch, start } from './process.ts';
import { visit } from './stand.ts';

const rounds = Number(process.env.KILL_ROUNDS ?? 8);
const place = scratch();
let model: ModelServer;
/** What came in at the address outside, by idempotency key. */
const received = new Map<string, { path: string; times: number }>();
const outside = createServer((request, response) => {
  const key = String(request.headers['idempotency-key']);
  const known = received.get(key);
  received.set(key, { path: request.url ?? '', times: (known?.times ?? 0) + 1 });
  // A moment in which a kill finds the call under way.
  setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}'), 15);
});
beforeAll(async () => {
  model = await startModelServer(answerTo);
  await new Promise<void>((listening) => outside.listen(0, '127.0.0.1', listening));
});
afterAll(async () => {
  outside.close();
  await model.close();
  place.remove();
});

function answerTo(request: RecordedRequest): ScriptedAnswer {
  const system = String(request.body.messages[0]?.content);
  const results = request.body.messages.filter(({ role }) => role === 'tool').length;
  if (system.includes('Write.'))
    return results === 0
      ? {
          calls: [
            { tool: 'repeat', arguments: {} },
            { tool: 'once', arguments: {} },
          ],
        }
      : { text: 'Written.' };
  if (system.includes('Count.')) return results === 0 ? { calls: [{ tool: 'count', arguments: {} }] } : { text: 'Counted.' };
  return { text: 'Hello.' };
}

const project = (): AuthoredProject => {
  // A server that listens on a port has an address with a port.
  const at = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  return {
    name: 'test',
    models: [{ name: 'main', provider: 'openai_compatible', model: 'scripted', address: model.address, retries: 0 }],
    tools: [
      { type: 'webhook', name: 'repeat', url: `${at}/repeat` },
      { type: 'webhook', name: 'once', url: `${at}/once`, delivery: 'at_most_once' },
      { type: 'script', name: 'count', code: 'vars.n = (vars.n ?? 0) + 1; return vars.n' },
    ],
    stages: [{ name: 'Main', prompt: 'Help.', tools: ['repeat', 'once', 'count'], variables: [{ name: 'n', type: 'number' }] }],
    promptSequences: [
      { name: 'Work', mode: 'approve_before_continuing', steps },
      { name: 'Work alone', mode: 'auto_apply_changes', steps },
    ],
  };
};
const steps: NonNullable<AuthoredProject['promptSequences']>[number]['steps'] = [
  { type: 'inline', prompt: 'Write.' },
  { type: 'inline', prompt: 'Count.' },
];

/** The operator's API of whatever process runs now; null where none answers. */
type Desk = { post(path: string, body: unknown): Promise<Response | null>; get<T>(path: string): Promise<T | null> };

async function deskOf({ address, link }: Running): Promise<Desk> {
  const headers = { origin: address, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
  const token = /token=(\S+)/.exec(link)?.[1] ?? '';
  const session = await fetch(`${address}/admin/api/session`, { method: 'POST', headers, body: JSON.stringify({ token }) });
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  const send = (path: string, more: RequestInit): Promise<Response | null> =>
    fetch(`${address}/admin/api/projects/test${path}`, { ...more, headers: { ...headers, cookie } }).catch(() => null);
  return {
    post: (path, body) => send(path, { method: 'POST', body: JSON.stringify(body) }),
    async get(path) {
      const response = await send(path, {});
      return response?.ok ? response.json().catch(() => null) : null;
    },
  };
}

describe('a process that is killed in the middle of prompt sequences', () => {
  test(
    `P-25 and G-05 (short form) at random moments: no approved change is lost, no decision that was answered either, no call that may be made once is made twice, and every other one has one key`,
    async () => {
      const file = join(place.folder, 'project.json');
      writeFileSync(file, JSON.stringify(project()));
      const settings = {
        PROMPTSIDE_PROJECT: file,
        PROMPTSIDE_DATABASE: join(place.folder, 'kill.sqlite'),
        PROMPTSIDE_ALLOWED_ADDRESSES: `127.0.0.1:${(outside.address() as AddressInfo).port}`,
      };
      let server = await start(settings);
      let desk = await deskOf(server);
      const guest = await visit(server.address);
      await guest.say('hi');
      await guest.heard(1);
      guest.leave();
      const { conversations } = (await desk.get<{ conversations: { id: string }[] }>('/conversations')) ?? { conversations: [] };
      const conversation = conversations[0]?.id ?? '';
      let isOver = false;
      const accepted = new Set<string>();
      const decisions: Decisions = { sent: 0, answered: [] };
      /** Starts one run after another, every third one unattended, and approves whatever waits, whatever happens to the server. */
      const operator = (async () => {
        while (!isOver) {
          const now = await desk.get<AdminSequences>(`/conversations/${conversation}/sequences`);
          const run = now?.runs.at(-1);
          const waiting = run?.status.startsWith('waiting')
            ? now?.checkpoints.findLast((it) => it.run === run.id && it.status === 'pending')
            : undefined;
          if (waiting) await decide(desk, decisions, { conversation, checkpoint: waiting.id });
          else if (now && (!run || run.endedAt !== undefined)) {
            const sequence_id = accepted.size % 3 === 1 ? 'Work alone' : 'Work';
            const started = await desk.post('/tasks', { task_source: 'sequence', sequence_id, conversation });
            if (started?.ok) accepted.add(((await started.json()) as TaskAnswer).id);
          }
          await new Promise((again) => setTimeout(again, 5));
        }
      })();
      const seen = new Map<string, PromptRun>();
      for (let round = 0; round < rounds; round += 1) {
        await new Promise((later) => setTimeout(later, 60 + Math.random() * 240));
        server.process.kill('SIGKILL');
        await server.ended;
        server = await start(settings);
        desk = await deskOf(server);
        for (const run of (await desk.get<AdminSequences>(`/conversations/${conversation}/sequences`))?.runs ?? []) seen.set(run.id, run);
      }
      await new Promise((later) => setTimeout(later, 500));
      isOver = true;
      await operator;
      const end = await settled(desk, conversation, decisions);
      for (const run of end.runs) seen.set(run.id, run);
      expect([...accepted].filter((id) => !seen.has(id))).toEqual([]);
      const once = [...received.values()].filter(({ path }) => path === '/once');
      const repeat = [...received.values()].filter(({ path }) => path === '/repeat');
      expect(once.filter(({ times }) => times > 1)).toEqual([]);
      // A run that has succeeded has made both of its calls, and its count is there.
      const all = await everyEvent(desk, conversation);
      const succeeded = all.filter((it) => it.type === 'run_ended' && it.outcome?.ok && started(all).has(it.run ?? '')).length;
      const applied = all.filter((it) => it.type === 'effect_done' && it.changes?.some(({ type, name }) => type === 'variable' && name === 'n'));
      expect(succeeded).toBeGreaterThan(0);
      expect(repeat.length).toBeGreaterThanOrEqual(succeeded);
      expect(once.length).toBeGreaterThanOrEqual(succeeded);
      expect(applied.length).toBe(succeeded);
      // What an operator was told is decided was decided, once, and done, once.
      const told = decisions.answered.toSorted((left, right) => (left.checkpoint < right.checkpoint ? -1 : 1));
      const decided = (checkpoint: string) => all.filter(({ type, input }) => type === 'input_received' && input?.wait === checkpoint);
      expect(told.length).toBeGreaterThan(0);
      expect(told.map(({ checkpoint }) => ({ checkpoint, hows: decided(checkpoint).map(({ input }) => input?.how) }))).toEqual(
        told.map(({ checkpoint, how }) => ({ checkpoint, hows: [how] })),
      );
      const done = all.flatMap(({ changes = [], effect }) => (effect === 'apply_checkpoint' ? changes : [])).flatMap((it) => it.checkpoint ?? []);
      const appliedIds = done.filter(({ status }) => status === 'applied').map(({ id }) => id);
      expect(told.filter(({ checkpoint }) => appliedIds.filter((id) => id === checkpoint).length !== 1)).toEqual([]);
      const alone = all.filter((it) => it.type === 'run_started' && it.run?.mode === 'auto_apply_changes').length;
      expect(alone).toBeGreaterThan(0);
      // One key for each call that was approved: as many keys as calls on record, and not one more.
      const called = all.filter((it) => it.type === 'effect_done' && it.effect === 'make_call');
      expect(repeat.length).toBe(called.filter(({ trace }) => trace?.tool === 'repeat').length);
      // The long form says what it has seen.
      const say = process.env.KILL_ROUNDS ? console.log : () => undefined;
      say(
        `${rounds} kills, ${started(all).size} runs (${alone} unattended), ${succeeded} succeeded, ${told.length} decisions answered; repeat: ${repeat.length} keys, ${sum(repeat)} calls; once: ${once.length} keys, ${sum(once)} calls`,
      );
      server.process.kill('SIGTERM');
      expect((await server.ended).code).toBe(0);
    },
    60_000 + 12_000 * rounds,
  );
});

/** What the operator decided, and what of it was answered with 204. */
type Decisions = { sent: number; answered: { checkpoint: string; how: 'approve' | 'rebase' }[] };

/** Approves or rebases, in turns. */
async function decide(desk: Desk, decisions: Decisions, { conversation, checkpoint }: { conversation: string; checkpoint: string }): Promise<void> {
  const how = decisions.sent % 2 === 0 ? 'approve' : 'rebase';
  decisions.sent += 1;
  const answer = await desk.post(`/conversations/${conversation}/checkpoints/${checkpoint}/decision`, { how });
  if (answer?.status === 204) decisions.answered.push({ checkpoint, how });
}

type Logged = {
  seq: number;
  type: string;
  input?: { kind: string; wait?: string; how?: string };
  run?: string & { id: string; program: string; mode?: string };
  effect?: string;
  outcome?: { ok: boolean };
  changes?: { type: string; name?: string; checkpoint?: { id: string; status: string } }[];
  trace?: { tool?: string };
};

/** The ids of the runs of prompt sequences that a log has begun. */
const started = (log: readonly Logged[]): Set<string> =>
  new Set(log.flatMap((it) => (it.type === 'run_started' && it.run?.program === 'prompt_sequence' ? [it.run.id] : [])));
const sum = (list: readonly { times: number }[]): number => list.reduce((all, { times }) => all + times, 0);

async function everyEvent(desk: Desk, conversation: string): Promise<Logged[]> {
  const all: Logged[] = [];
  for (;;) {
    const page = await desk.get<{ events: Logged[]; hasMore: boolean }>(`/conversations/${conversation}/events?after=${all.at(-1)?.seq ?? 0}`);
    if (!page) throw new Error('the log cannot be read');
    all.push(...page.events);
    if (!page.hasMore) return all;
  }
}

/** Approves what still waits, until no run is open. */
async function settled(desk: Desk, conversation: string, decisions: Decisions): Promise<AdminSequences> {
  for (let tries = 0; tries < 2_000; tries += 1) {
    const now = await desk.get<AdminSequences>(`/conversations/${conversation}/sequences`);
    if (now?.runs.every(({ endedAt }) => endedAt !== undefined)) return now;
    const waiting = now?.checkpoints.findLast(({ status }) => status === 'pending');
    if (waiting) await decide(desk, decisions, { conversation, checkpoint: waiting.id });
    await new Promise((again) => setTimeout(again, 10));
  }
  throw new Error('a run does not come to its end');
}

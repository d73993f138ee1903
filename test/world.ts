import { childSandbox } from '../runtime/adapters/sandbox/child-sandbox.ts';
import { memoryStore } from '../runtime/adapters/store/memory.ts';
import { fold } from '../runtime/decide/apply.ts';
import { type Conversations, conversationsOf } from '../runtime/perform/conversations.ts';
import { type Versions, versionsOf } from '../runtime/perform/versions.ts';
import type { Classifier, Clock, Outlet, Ports, Sandbox, Store } from '../runtime/ports.ts';
import { type Conversation, isClosed } from '../shared/conversation.ts';
import type { Event } from '../shared/event.ts';
import { parseProject } from '../shared/parse.ts';
import type { AuthoredProject } from '../shared/project/project.ts';
import { visible } from '../shared/visible.ts';

/** What chance and outsiders do in a world. */
export type Script = {
  /** Which actions a text means, with their parameters; anything else matches nothing. */
  intents?: Record<string, string[] | Record<string, Conversation['profile']>>;
  /** How surely a text means an action, where it is not 0.9. */
  scores?: Record<string, Record<string, number>>;
  /** Required parameters that messages never give by themselves, by action. */
  missing?: Record<string, string[]>;
  /** What the dice show, in turn; 0 when they run out. */
  dice?: number[];
  visitor?: string;
  store?: Store;
  sandbox?: Sandbox;
  ports?: Partial<Ports>;
};

/** A world where nothing is left to chance: one project, one visitor, one conversation. */
export interface World {
  conversations: Conversations;
  versions: Versions;
  ports: Ports;
  id: string;
  say(text: string): Promise<void>;
  press(command: string, parameters?: Conversation['profile']): Promise<void>;
  /** Waits until nothing is queued or running. */
  rest(): Promise<void>;
  now(): Promise<Conversation>;
  /** What the assistant said so far. */
  heard(): Promise<string[]>;
  log(): Promise<Event[]>;
  events<T extends Event['type']>(type: T): Promise<Extract<Event, { type: T }>[]>;
  /** Conversations that run stay on their version, unless they are moved. */
  publish(document: AuthoredProject, moveRunning?: boolean): Promise<void>;
}

let shared: Sandbox | undefined;

/** The sandbox that all worlds of a test file share; it is the real one. */
export const sharedSandbox = (): Sandbox => (shared ??= childSandbox());

export const startOfTime = Date.parse('2026-03-02T09:30:00Z');

/** A clock that moves one millisecond every time it is read. */
export function tickingClock(from = startOfTime): Clock {
  let now = from;
  return {
    now: () => (now += 1),
    soon: (then) => void setImmediate(then),
    after(milliseconds, then) {
      const timer = setTimeout(then, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}

/** Nothing outside answers, unless a test brings something that does. */
const outside: Pick<Ports, 'http' | 'secrets' | 'model' | 'knowledge'> = {
  knowledge: { find: async () => [] },
  http: {
    send: async () => ({
      ok: false,
      problem: { code: 'http.unreachable', message: 'nothing answers here' },
      status: 0,
      statusText: '',
      headers: {},
      data: null,
      milliseconds: 0,
    }),
    close: async () => undefined,
  },
  secrets: { get: () => undefined },
  model: {
    answer: async () => ({
      ok: false,
      problem: { code: 'model.none', message: 'no model here' },
      text: '',
      cut: false,
      usage: { inputTokens: 0, outputTokens: 0 },
      milliseconds: 0,
      attempts: 0,
    }),
  },
};

/** A conversation over a project, already started. */
export async function world(document: AuthoredProject, script: Script = {}): Promise<World> {
  const store = script.store ?? memoryStore();
  const dice = [...(script.dice ?? [])];
  let count = 0;
  const silent: Outlet = { events: () => undefined, delta: () => undefined, working: () => undefined };
  const ports: Ports = {
    store,
    sandbox: script.sandbox ?? sharedSandbox(),
    classifier: scripted(script.intents ?? {}, script),
    ...outside,
    outlet: silent,
    clock: tickingClock(),
    ids: { next: (kind) => `${kind}-${++count}` },
    dice: { roll: () => dice.shift() ?? 0 },
    ...script.ports,
  };
  const versions = versionsOf(ports, parseProject);
  const publish = async (next: AuthoredProject, moveRunning = false): Promise<void> => {
    const edition = { project: next.name, document: next, note: '', author: 'test', at: ports.clock.now(), moveRunning };
    await versions.goLive({ ...edition, version: await store.publish(edition) });
  };
  await publish(document);
  const conversations = conversationsOf(ports, versions);
  const id = await conversations.start({ project: document.name, visitor: script.visitor ?? 'visitor-1' });
  /** What is queued is worked on at once, unless the store has been cut off: then nothing moves any more. */
  const rest = async (): Promise<void> => {
    for (let idle = 0; idle < 100; ) {
      const { conversation, isWorking } = await conversations.look(id);
      if (!isWorking && !conversation.turn && (conversation.queue.length === 0 || isClosed(conversation.status))) return;
      idle = isWorking ? 0 : idle + 1;
      await new Promise((again) => setTimeout(again, 1));
    }
  };
  await rest();
  let inputs = 0;
  const log = () => store.events(id, 0, 100_000);
  return {
    conversations,
    versions,
    ports,
    id,
    publish,
    rest,
    log,
    async say(text) {
      await conversations.accept(id, { kind: 'message', id: `input-${++inputs}`, text });
      await rest();
    },
    async press(command, parameters = {}) {
      await conversations.accept(id, { kind: 'command', id: `input-${++inputs}`, command, parameters });
      await rest();
    },
    now: async () => (await conversations.look(id)).conversation,
    heard: async () =>
      (await log()).flatMap((event) => {
        const seen = visible(event);
        return seen?.type === 'message' && seen.message.role === 'assistant' ? [seen.message.text] : [];
      }),
    // A filter by type leaves events of that type alone.
    events: async (type) => (await log()).filter((event) => event.type === type) as never,
  };
}

/** A classifier that knows the answers. */
export function scripted(
  intents: NonNullable<Script['intents']>,
  { missing = {}, scores = {} }: Pick<Script, 'missing' | 'scores'> = {},
): Classifier {
  return {
    prepare: async () => [],
    explain: async () => [],
    async extract(parameters, { text }) {
      const values = Object.fromEntries(
        parameters.flatMap(({ name }) =>
          new RegExp(`${name}=(\\S+)`).exec(text)?.[1] ? [[name, new RegExp(`${name}=(\\S+)`).exec(text)?.[1] ?? '']] : [],
        ),
      );
      return { values, missing: parameters.filter(({ name, required }) => required && !(name in values)).map(({ name }) => name) };
    },
    async classify(task, { text, available }) {
      const named = intents[text] ?? [];
      const meant = Array.isArray(named) ? Object.fromEntries(named.map((name) => [name, {}])) : named;
      return task.actions
        .filter(({ name }) => available.has(name))
        .map(({ name }) => ({
          action: name,
          score: scores[text]?.[name] ?? (name in meant ? 0.9 - Object.keys(meant).indexOf(name) / 100 : 0.05),
          threshold: 0.5,
          accepted: name in meant,
          parameters: meant[name] ?? {},
          missing: missing[name] ?? [],
        }))
        .toSorted((left, right) => right.score - left.score);
    },
  };
}

/** The state that a log folds to. */
export const folded = (log: Event[]): Conversation | null => fold(log);

/** A project with one stage and these actions, for tests that need no more. */
export const projectOf = (actions: AuthoredProject['stages'][number]['actions'], more: Partial<AuthoredProject> = {}): AuthoredProject => ({
  name: 'test',
  stages: [{ name: 'Main', actions }],
  ...more,
});

/** The effect that answers with exactly these words. */
export const reply = (...responses: string[]) => ({ type: 'generate_response' as const, mode: 'prescripted' as const, responses });

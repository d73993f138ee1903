import { sdkModel } from '../../runtime/adapters/model/sdk-model.ts';
import { memoryStore } from '../../runtime/adapters/store/memory.ts';
import { fold } from '../../runtime/decide/apply.ts';
import { conversationsOf } from '../../runtime/perform/conversations.ts';
import { rowOf } from '../../runtime/perform/row.ts';
import { versionsOf } from '../../runtime/perform/versions.ts';
import type { Clock, Http, Outlet } from '../../runtime/ports.ts';
import type { Conversation } from '../../shared/conversation.ts';
import type { Event } from '../../shared/event.ts';
import { parseProject } from '../../shared/parse.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import type { Value } from '../../shared/value.ts';
import type { ModelServer, RecordedRequest, ScriptedAnswer } from '../model-server.ts';
import { type Script, type World, world } from '../world.ts';

export const realClock: Clock = {
  now: Date.now,
  soon: (then) => void setImmediate(then),
  after: (milliseconds, then) => {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** The real adapter: requests go over a real socket. */
export const loopModel = sdkModel({ secrets: { get: () => undefined }, clock: realClock, dice: { roll: () => 0 } });

type Tools = NonNullable<AuthoredProject['tools']>;
export const script = (name: string, code: string, more: Partial<Tools[number]> = {}): Tools[number] =>
  ({ type: 'script', name, code, ...more }) as Tools[number]; // a script with what all tools have

/** A project of one stage whose model may call these. */
export const looping = (
  server: ModelServer,
  tools: Tools,
  more: Partial<AuthoredProject> & { stage?: Partial<AuthoredProject['stages'][number]> } = {},
): AuthoredProject => {
  const { stage, ...rest } = more;
  return {
    name: 'test',
    apology: 'Sorry, I could not finish that.',
    models: [{ name: 'main', provider: 'openai_compatible', model: 'scripted', address: server.address, retries: 0, timeoutMilliseconds: 20_000 }],
    tools,
    stages: [{ name: 'Main', prompt: 'Help.', tools: tools.map(({ name }) => name), ...stage }],
    ...rest,
  };
};

export type LoopWorld = World & { deltas: [message: string, from: number, text: string][] };

/** A world whose model answers over HTTP; the pieces of its replies are kept. */
export async function loopWorld(document: AuthoredProject, script: Script = {}): Promise<LoopWorld> {
  const deltas: LoopWorld['deltas'] = [];
  const outlet: Outlet = {
    events: () => undefined,
    working: () => undefined,
    delta: (_conversation, { message, from, text }) => deltas.push([message, from, text]),
  };
  const w = await world(document, { ...script, ports: { model: loopModel, outlet, clock: realClock, ...script.ports } });
  return Object.assign(w, { deltas });
}

/** The results that stand in a request, by the ids of their calls, read as the JSON that they are. */
export const resultsIn = (request: RecordedRequest | undefined): Record<string, Value> =>
  Object.fromEntries(
    (request?.body.messages ?? []).flatMap(({ role, tool_call_id, content }) =>
      role === 'tool' ? [[String(tool_call_id), JSON.parse(String(content))]] : [],
    ),
  );

export const systemIn = (request: RecordedRequest | undefined): string => String(request?.body.messages[0]?.content);

/** Calls, one answer. */
export const calls = (...list: [tool: string, given?: Value, id?: string][]): ScriptedAnswer => ({
  calls: list.map(([tool, given = {}, id]) => ({ tool, arguments: given, ...(id ? { id } : {}) })),
});

/** What a log says of the calls that were carried out. */
export const traced = (log: readonly Event[]) =>
  log.flatMap((event) =>
    event.type === 'effect_done' && event.effect === 'run_call' ? [{ ...event.trace, ok: event.outcome.ok, position: event.position }] : [],
  );

type Left = { w: World; document: AuthoredProject; http: Http };

/** Another process, which finds no more than what was stored before the kill. */
export async function continued(log: Event[], { w, document, http }: Left): Promise<{ state: Conversation; events: Event[] }> {
  const store = memoryStore();
  await store.publish({ project: document.name, document, note: '', author: 'test', at: 0, moveRunning: false });
  const state = fold(log);
  if (!state) throw new Error('the log starts with its start');
  const { id } = state;
  await store.commit({ row: rowOf(state), events: log, isOpen: true, inputs: [], profile: [] });
  const ports = { ...w.ports, store, http };
  const conversations = conversationsOf(ports, versionsOf(ports, parseProject));
  await conversations.resume();
  for (;;) {
    const { conversation, isWorking } = await conversations.look(id);
    if (!isWorking && !conversation.turn && conversation.queue.length === 0)
      return { state: conversation, events: await store.events(id, 0, 100_000) };
    await new Promise((again) => setTimeout(again, 1));
  }
}

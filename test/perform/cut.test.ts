import { afterAll, describe, expect, test } from 'vitest';
import { memoryStore } from '../../runtime/adapters/store/memory.ts';
import { fold } from '../../runtime/decide/apply.ts';
import { digestOf } from '../../runtime/perform/accept.ts';
import { conversationsOf } from '../../runtime/perform/conversations.ts';
import { rowOf } from '../../runtime/perform/row.ts';
import { versionsOf } from '../../runtime/perform/versions.ts';
import type { Clock, Commit, Store } from '../../runtime/ports.ts';
import type { Conversation } from '../../shared/conversation.ts';
import type { Event } from '../../shared/event.ts';
import { parseProject } from '../../shared/parse.ts';
import { Problem } from '../../shared/problem.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { visible } from '../../shared/visible.ts';
import { reply, sharedSandbox, tickingClock, world } from '../world.ts';

afterAll(() => sharedSandbox().close());

/** A turn with a script, variables, a response and a change of stage with hooks on both sides. */
const project: AuthoredProject = {
  name: 'test',
  tools: [
    {
      type: 'script',
      name: 'count',
      code: 'vars.count = (vars.count ?? 0) + 1; userProfile.visits = (userProfile.visits ?? 0) + 1; return vars.count',
    },
  ],
  stages: [
    {
      name: 'First',
      onEnter: { effects: [reply('first')] },
      onLeave: { effects: [{ type: 'modify_variables', modifications: [{ variable: 'left', operation: 'add', value: 1 }] }] },
      actions: [
        {
          name: 'Go',
          effects: [
            { type: 'modify_variables', modifications: [{ variable: 'list', operation: 'add', value: 'x' }] },
            { type: 'call_tool', tool: 'count' },
            reply('counted {{vars.count}}'),
            { type: 'go_to_stage', stage: 'Second' },
          ],
        },
      ],
    },
    {
      name: 'Second',
      onEnter: { effects: [reply('second')] },
      actions: [
        { name: 'Back', effects: [{ type: 'call_tool', tool: 'count' }, reply('again {{vars.count}}'), { type: 'go_to_stage', stage: 'First' }] },
      ],
    },
  ],
};
const intents = { go: ['Go'], back: ['Back'] };
const says = ['go', 'back', 'go'];

/** Everything of a state that an author or a visitor could notice. */
const noticeable = (state: Conversation) => ({
  ...state,
  messages: state.messages.map(({ at: _at, ...message }) => message),
  changedAt: 0,
  startedAt: 0,
  seq: 0,
});
const spoken = (log: Event[]) =>
  log.flatMap((event) => (visible(event)?.type === 'message' ? [visible(event)] : [])).map((it) => it?.type === 'message' && it.message.text);

/** A store that stops taking commits after so many, as if the process had been killed there. */
function cutAfter(store: Store, count: number): Store & { isCut(): boolean } {
  let left = count;
  return {
    ...store,
    isCut: () => left < 0,
    commit: async (commit: Commit) => {
      left -= 1;
      if (left < 0) throw new Problem('store.unavailable', { reason: 'cut' });
      return store.commit(commit);
    },
  };
}

/** The process that comes after the cut: same store, nothing else kept. */
async function afterwards(store: Store, unharmed: Awaited<ReturnType<typeof world>>, clock: Clock): Promise<ReturnType<typeof conversationsOf>> {
  const ports = { ...unharmed.ports, store, clock };
  const conversations = conversationsOf(ports, versionsOf(ports, parseProject));
  await conversations.resume();
  return conversations;
}

async function settle(conversations: ReturnType<typeof conversationsOf>, id: string): Promise<Conversation> {
  for (;;) {
    const { conversation, isWorking } = await conversations.look(id);
    if (!isWorking && !conversation.turn && conversation.queue.length === 0) return conversation;
    await new Promise((again) => setTimeout(again, 1));
  }
}

describe('a process that is cut off', () => {
  test('P-25 and G-05 (short form): cut at the n-th write for n = 1, 2, … until a run ends unharmed, it goes on and nothing is done twice or left out', async () => {
    const unharmed = await world(project, { intents });
    for (const text of says) await unharmed.say(text);
    const right = noticeable(await unharmed.now());
    const words = spoken(await unharmed.log());
    let cuts = 0;
    for (let count = 1; ; count += 1) {
      const kept = memoryStore();
      const cutting = cutAfter(kept, count);
      const harmed = await world(project, { intents, store: cutting }).catch(() => null);
      if (!harmed) continue;
      for (const [index, text] of says.entries()) {
        const said = { kind: 'message' as const, id: `input-${index + 1}`, text };
        if (cutting.isCut()) break;
        await harmed.conversations.accept(harmed.id, said).catch(() => undefined);
        await Promise.race([harmed.rest(), untilCut(cutting)]);
      }
      if (!cutting.isCut()) break;
      cuts += 1;
      await harmed.conversations.drain(0);
      const later = await afterwards(kept, unharmed, tickingClock());
      await settle(later, harmed.id);
      for (const [index, text] of says.entries()) {
        await later.accept(harmed.id, { kind: 'message', id: `input-${index + 1}`, text });
        await settle(later, harmed.id);
      }
      const log = await kept.events(harmed.id, 0, 100_000);
      expect(noticeable(await settle(later, harmed.id)), `cut at write ${count}`).toEqual(right);
      expect(spoken(log), `cut at write ${count}`).toEqual(words);
      expect(doneTwice(log)).toEqual([]);
      expect(await kept.profile('test', 'visitor-1')).toEqual({ visits: 3 });
    }
    expect(cuts).toBeGreaterThanOrEqual(5);
  });

  test('a conversation is the fold of its log, cut anywhere', async () => {
    const w = await world(project, { intents });
    for (const text of says) await w.say(text);
    const log = await w.log();
    const now = await w.now();
    expect(fold(log)).toEqual(now);
    for (let cut = 1; cut < log.length; cut += 1) expect(fold(log.slice(cut), fold(log.slice(0, cut)))).toEqual(now);
  });

  test('cut at every event, not only at writes: the rest of the turn is done, once', async () => {
    const w = await world(project, { intents });
    for (const text of says) await w.say(text);
    const log = await w.log();
    const right = noticeable(await w.now());
    const second = log.findIndex((event) => event.type === 'input_received');
    for (let cut = second + 1; cut < log.length; cut += 1) {
      const kept = memoryStore();
      await kept.publish({ project: 'test', document: project, note: '', author: 'test', at: 0, moveRunning: false });
      const state = fold(log.slice(0, cut));
      if (!state) throw new Error('the log starts with its start');
      await kept.commit({
        row: rowOf(state),
        events: log.slice(0, cut),
        isOpen: true,
        inputs: inputsOf(log.slice(0, cut)),
        profile: profileOf(log.slice(0, cut)),
      });
      const later = await afterwards(kept, w, tickingClock());
      await settle(later, w.id);
      for (const [index, text] of says.entries()) {
        await later.accept(w.id, { kind: 'message', id: `input-${index + 1}`, text });
        await settle(later, w.id);
      }
      expect(noticeable(await settle(later, w.id)), `cut after event ${cut} (${log[cut - 1]?.type})`).toEqual(right);
      expect(doneTwice(await kept.events(w.id, 0, 100_000))).toEqual([]);
    }
  });

  test('G-20 (short form) the same world gives the same log, byte for byte, but for the microseconds a script took', async () => {
    const logs = await Promise.all(
      [1, 2].map(async () => {
        const w = await world(project, { intents, ports: { clock: tickingClock() } });
        for (const text of says) await w.say(text);
        return JSON.stringify(await w.log()).replaceAll(/"microseconds":\d+/g, '');
      }),
    );
    expect(logs[0]).toBe(logs[1]);
  });
});

const untilCut = async (store: { isCut(): boolean }): Promise<void> => {
  while (!store.isCut()) await new Promise((again) => setTimeout(again, 1));
};

/** Effects that are on record more than once for the same run and position of the same turn. */
function doneTwice(log: Event[]): string[] {
  const places = log.flatMap((event) => (event.type === 'effect_done' ? [`${event.turn} ${event.run} ${event.position} ${event.effect}`] : []));
  return places.filter((place, index) => places.indexOf(place) !== index);
}
const profileOf = (log: Event[]): Commit['profile'] =>
  log.flatMap((event) => (event.type === 'effect_done' ? event.changes.filter((change) => change.type === 'profile') : []));
const inputsOf = (log: Event[]): Commit['inputs'] =>
  log.flatMap((event) =>
    event.type === 'input_received' && event.input.kind === 'message' ? [{ id: event.input.id, digest: digestOf(event.input), seq: event.seq }] : [],
  );

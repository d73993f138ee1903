import { type Conversation, isClosed } from '../../../shared/conversation.ts';
import type { Event } from '../../../shared/event.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Effect } from '../../../shared/project/effect.ts';
import type { Value, Values } from '../../../shared/value.ts';
import type { Ports, Store } from '../../ports.ts';
import { accept } from '../accept.ts';
import { decide } from '../approvals.ts';
import { type House, roomOf } from '../rooms.ts';
import { kick } from '../work.ts';
import type { Drafts } from './drafts.ts';
import { type Begin, before, beginning, stored } from './seed.ts';

/** What an author does in a rehearsal. */
export type Act =
  | { kind: 'say'; text: string }
  | { kind: 'fire'; command: string; parameters: Values }
  /** Without a value the variables are cleared; without a stage they are those of the current one. */
  | { kind: 'set'; values: Record<string, Value | undefined>; stage?: string }
  | { kind: 'jump'; stage: string }
  | { kind: 'decide'; wait: string; approve: boolean; by: string };

/** How many turns one rehearsal may have (docs/limits.md). */
const mostTurns = 500;
const everything = 1_000_000;

/** One conversation on the drafts of a project, in a house of its own that nobody else can enter. */
export interface Scene {
  /** Starts anew; the visitor is another one, or the same with the profile as it is. */
  begin(begin: Begin & { visitor?: 'same' }): Promise<void>;
  /** Goes on from where a logged conversation stood before one of its turns, with that turn's input; answers whether there is that turn. */
  beginBefore(events: readonly Event[], turn: number): Promise<boolean>;
  /** The same with one of its own conversations. */
  again(moment: { conversation: string; turn: number }): Promise<boolean>;
  /** Does it on the newest draft; resolves when everything has come to rest. */
  act(act: Act): Promise<void>;
  now(): Promise<Conversation>;
  events(after: number): Promise<Event[]>;
  /** Lets go of everything; what still runs stops before its next turn. */
  close(): void;
}

/** What a scene is made of: ports whose store and outlet are its own, and the drafts. */
export type Props = { ports: Ports & { store: Store }; drafts: Drafts; project: string };

/** A scene without a conversation; `begin` comes first. */
export function sceneOf({ ports, drafts, project }: Props): Scene {
  const house: House = { ports, versions: drafts.versions, rooms: new Map(), isClosing: false, alarms: new Map() };
  let id = '';
  let visitor = '';
  const enter = async (conversation: Conversation): Promise<void> => {
    await stored(ports.store, conversation);
    id = conversation.id;
    visitor = conversation.visitor;
    await atRest(house, id);
  };
  const somebody = (who = ports.ids.next('visitor')) => ({ id: ports.ids.next('conversation'), visitor: who, startedAt: ports.clock.now() });
  const beginBefore: Scene['beginBefore'] = async (events, turn) => {
    const ready = await drafts.newest(project);
    const conversation = before(events, turn, { ready, somebody: somebody() });
    if (conversation) await enter(conversation);
    return conversation !== null;
  };
  return {
    beginBefore,
    again: async ({ conversation, turn }) => beginBefore(await ports.store.events(conversation, 0, everything), turn),
    async begin({ visitor: which, ...begin }) {
      const ready = await drafts.newest(project);
      const who = which === 'same' && visitor ? visitor : undefined;
      const profile = who ? await ports.store.profile(project, who) : (begin.profile ?? {});
      await enter(beginning(ready, somebody(who), { ...begin, profile }));
    },
    async act(act) {
      await drafts.newest(project);
      const room = await roomOf(house, id);
      if (room.ledger.now.turns >= mostTurns) throw new Problem('rehearsal.too_long', { limit: mostTurns });
      await take(house, id, act);
      await atRest(house, id);
    },
    now: async () => (await roomOf(house, id)).ledger.now,
    events: (after) => ports.store.events(id, after, everything),
    close: () => {
      house.isClosing = true;
    },
  };
}

/** Gives it to the conversation, as the doors of production do where there is one for it. */
async function take(house: House, id: string, act: Act): Promise<void> {
  const input = house.ports.ids.next('input');
  switch (act.kind) {
    case 'say':
      return void (await accept(house, id, { kind: 'message', id: input, text: act.text }));
    case 'fire':
      return void (await accept(house, id, { kind: 'command', id: input, command: act.command, parameters: act.parameters }));
    case 'decide':
      return decide(house, id, act);
    case 'jump': {
      const effects: Effect[] = [{ type: 'go_to_stage', stage: act.stage }];
      return directed(house, id, { stages: [act.stage], values: {}, effects });
    }
    case 'set':
      return directed(house, id, { stages: act.stage === undefined ? [] : [act.stage], values: act.values, effects: [] });
  }
}

type Direction = { stages: string[]; values: Record<string, Value | undefined>; effects: Effect[] };

/** Puts what only an author may do on record as an input of its own. */
async function directed(house: House, id: string, { stages, values, effects }: Direction): Promise<void> {
  const { ledger } = await roomOf(house, id);
  const { project, stage, status } = ledger.now;
  if (isClosed(status)) throw new Problem('conversation.ended');
  const known = (await house.versions.current(project)).project.stages.map(({ name }) => name);
  const unknown = stages.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Problem('project.unknown_name', { kind: 'stage', name: unknown });
  const where = effects.length === 0 ? (stages[0] ?? stage) : stage;
  const changes = Object.entries(values).map(([name, value]) => ({
    type: 'variable' as const,
    stage: where,
    name,
    ...(value === undefined ? {} : { value }),
  }));
  ledger.record({ type: 'input_received', input: { kind: 'rehearsal', id: house.ports.ids.next('input'), changes, effects } });
  await ledger.commit();
}

/** Resolves when nothing is left to do; what fails three times over is left as it stands. */
async function atRest(house: House, id: string): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    const room = await roomOf(house, id);
    kick(house, room);
    if (!room.work) return;
    await room.work;
  }
}

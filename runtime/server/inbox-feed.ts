import { randomBytes } from 'node:crypto';
import type { Conversation, OperatorRef } from '../../shared/conversation.ts';
import type { Event } from '../../shared/event.ts';
import type { InboxPacket } from '../../shared/inbox.ts';
import type { Door } from './door.ts';
import type { Watcher } from './hub.ts';
import { entryOf, inboxRow } from './inbox-view.ts';

/** One page that listens: whose it is, the conversation it has open, and how it is told. */
export type Listener = { who: OperatorRef; conversation: string; send(packet: InboxPacket, id?: string): void };

/** What happens in a project, as operators hear of it; the last packets are kept for those who come back. */
export interface Feed {
  /** Begins to listen; tells first what was missed since `last`, or that it is too long ago. The answer ends it. */
  listen(listener: Listener, last: string | undefined): () => void;
  /** Tells of an operator who writes. */
  operatorTypes(conversation: string, by: OperatorRef, typing: boolean): void;
  /** Tells that a visitor, under all of their ids, was shut out or let in again. */
  blocked(visitors: string[], blocked: boolean): void;
  watchersOf(conversation: string, but: OperatorRef): OperatorRef[];
  here(): ReadonlySet<string>;
}

type Parts = Pick<Door, 'hub' | 'store' | 'versions' | 'clock'>;

const keptPackets = 1_000;
/** Whoever missed more than this loads the lists again: all of it at once would be more than may wait for a page. */
const mostMissed = 500_000;
const rowsEvery = 100;
const countsEvery = 400;

/** The live feed of one project. */
export function feedOf(door: Parts, project: string): Feed {
  const { hub, clock } = door;
  const listeners = new Set<Listener>();
  const epoch = randomBytes(4).toString('hex');
  const kept: { number: number; packet: InboxPacket }[] = [];
  const dirty = new Set<string>();
  let number = 0;
  const tell = (packet: InboxPacket, isKept: boolean): void => {
    if (isKept) {
      number += 1;
      kept.push({ number, packet });
    }
    if (kept.length > keptPackets) kept.shift();
    for (const listener of listeners) if (concerns(packet, listener)) listener.send(packet, isKept ? `${epoch}-${number}` : undefined);
  };
  const soonCounts = later(clock, countsEvery, () => tellCounts(door, project, listeners));
  const soonRows = later(clock, rowsEvery, async () => {
    const ids = [...dirty];
    dirty.clear();
    const rows = await Promise.all(ids.map((id) => door.store.conversation(id))).catch((thrown: unknown) => {
      for (const id of ids) dirty.add(id);
      soonRows();
      throw thrown;
    });
    for (const row of rows) if (row) tell({ type: 'row', row: inboxRow(row, hub.presence(row.id)) }, true);
    soonCounts();
  });
  const tellWatchers = (conversation: string): void => {
    for (const listener of listeners)
      if (listener.conversation === conversation && conversation !== '')
        listener.send({ type: 'watchers', conversation, watchers: watchersIn(listeners, conversation, listener.who) });
  };
  const watcher: Watcher = {
    events(conversation, events) {
      dirty.add(conversation.id);
      soonRows();
      for (const entry of entriesOf(door, conversation, events)) tell({ type: 'entry', conversation: conversation.id, entry }, true);
    },
    delta: (conversation, delta) => tell({ type: 'delta', conversation, ...delta }, false),
    working: (conversation, working) => tell({ type: 'working', conversation, working }, false),
    typing: (conversation, typing) => tell({ type: 'typing', conversation, typing }, false),
    presence: (conversation, presence) => tell({ type: 'presence', conversation, ...presence }, false),
  };
  // From the first listener on: who comes back after a pause finds what happened meanwhile.
  let isWatching = false;
  return {
    listen(listener, last) {
      if (!isWatching) hub.watch(project, watcher);
      isWatching = true;
      const missed = missedSince(kept, { epoch, number, last });
      listener.send({ type: 'ready', resumed: last !== undefined && missed !== null, you: listener.who }, `${epoch}-${number}`);
      if (missed === null) listener.send({ type: 'reset' });
      for (const { number: at, packet } of missed ?? []) if (concerns(packet, listener)) listener.send(packet, `${epoch}-${at}`);
      listeners.add(listener);
      tellWatchers(listener.conversation);
      tellCounts(door, project, [listener]);
      return () => {
        listeners.delete(listener);
        tellWatchers(listener.conversation);
      };
    },
    operatorTypes: (conversation, by, typing) => tell({ type: 'typing', conversation, typing, by }, false),
    blocked: (visitors, blocked) => tell({ type: 'blocked', visitors, blocked }, true),
    watchersOf: (conversation, but) => watchersIn(listeners, conversation, but),
    here: () => new Set([...listeners].map(({ who }) => who.id)),
  };
}

/** Calls once, that much later, however often it is asked for meanwhile. */
function later(clock: Door['clock'], milliseconds: number, then: () => unknown): () => void {
  let isSet = false;
  return () => {
    if (isSet) return;
    isSet = true;
    clock.after(milliseconds, () => {
      isSet = false;
      Promise.resolve(then()).catch(() => undefined);
    });
  };
}

/** Rows are everybody's, and who is blocked; what happens inside of a conversation is for those who have it open, and nobody hears of their own typing. */
function concerns(packet: InboxPacket, { conversation, who }: Listener): boolean {
  if (packet.type === 'row' || packet.type === 'presence' || !('conversation' in packet)) return true;
  return packet.conversation === conversation && !(packet.type === 'typing' && packet.by?.id === who.id);
}

/** What came after the last packet that a page had; null where that is not known any more. Nothing was missed by who comes for the first time. */
function missedSince(
  kept: readonly { number: number; packet: InboxPacket }[],
  { epoch, number, last }: { epoch: string; number: number; last: string | undefined },
) {
  if (last === undefined) return [];
  const [its, at] = [last.slice(0, last.indexOf('-')), Number(last.slice(last.indexOf('-') + 1))];
  const oldest = kept[0]?.number ?? number + 1;
  if (its !== epoch || !Number.isInteger(at) || at > number || at < oldest - 1) return null;
  const missed = kept.filter((one) => one.number > at);
  return Buffer.byteLength(JSON.stringify(missed)) > mostMissed ? null : missed;
}

function watchersIn(listeners: Iterable<Listener>, conversation: string, but: OperatorRef): OperatorRef[] {
  const others = [...listeners].filter((one) => one.conversation === conversation && one.who.id !== but.id).map(({ who }) => who);
  return [...new Map(others.map((who) => [who.id, who])).values()];
}

async function tellCounts({ store }: Parts, project: string, listeners: Iterable<Listener>): Promise<void> {
  const byOperator = new Map<string, Listener[]>();
  for (const listener of listeners) byOperator.set(listener.who.id, [...(byOperator.get(listener.who.id) ?? []), listener]);
  for (const [operator, own] of byOperator) {
    const counts = await store.inboxCounts(project, operator).catch(() => null);
    if (counts) for (const { send } of own) send({ type: 'counts', counts });
  }
}

const entriesOf = ({ versions }: Parts, { project, version }: Conversation, events: readonly Event[]) => {
  const imageHosts = versions.loaded(project, version)?.project.widget.imageHosts ?? [];
  return events.flatMap((event) => entryOf(event, imageHosts) ?? []);
};

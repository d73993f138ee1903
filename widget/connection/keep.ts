import { fromJson, toJson } from './json.ts';
import type { Outgoing, Remembered, State } from './state.ts';

/** Names and texts that outlive a page, where the browser lets us; else they last as long as the page. */
export interface Keep {
  get(name: string): string | null;
  set(name: string, text: string): void;
  remove(name: string): void;
  names(): string[];
}

/** A project's own corner of a storage; a blocked or full one is replaced by memory without a word. */
export function keepIn(open: () => Storage, project: string): Keep {
  const prefix = `promptside:${project}:`;
  const memory = new Map<string, string>();
  const attempt = <T>(what: (storage: Storage) => T): T | undefined => {
    try {
      return what(open());
    } catch {
      return undefined;
    }
  };
  return {
    get: (name) => memory.get(name) ?? attempt((storage) => storage.getItem(prefix + name)) ?? null,
    set: (name, text) => {
      const isStored = attempt((storage) => {
        storage.setItem(prefix + name, text);
        return true;
      });
      if (isStored) memory.delete(name);
      else memory.set(name, text);
    },
    remove: (name) => {
      memory.delete(name);
      attempt((storage) => storage.removeItem(prefix + name));
    },
    names: () => [...memory.keys(), ...(attempt((storage) => ownNames(storage, prefix)) ?? [])],
  };
}

const ownNames = (storage: Storage, prefix: string): string[] =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));

const outboxPrefix = 'unsent:';
/** What was not sent within this time is stale: nobody wants last week's click to happen now. */
const outboxAge = 24 * 60 * 60 * 1000;

/** What earlier pages of this visitor left: who they are, where they were, and what was not sent. */
export function remember(keep: Keep, now: number): Remembered {
  const outbox: Outgoing[] = [];
  for (const name of keep.names().filter((it) => it.startsWith(outboxPrefix))) {
    const item = fromJson(keep.get(name));
    if (isOutgoing(item) && now - item.at < outboxAge) outbox.push({ ...item, stage: 'waiting' });
    else keep.remove(name);
  }
  return {
    token: keep.get('token') ?? undefined,
    conversation: keep.get('conversation') ?? undefined,
    handedOver: Number(keep.get('handed-over')) || 0,
    outbox: outbox.sort((left, right) => left.at - right.at),
  };
}

/** Writes down what changed; every unsent item has a name of its own, so that two tabs never overwrite each other's. */
export function writeDown(keep: Keep, before: State, after: State): void {
  for (const name of ['token', 'conversation'] as const) {
    if (before[name] !== after[name]) write(keep, name, after[name]);
  }
  if (before.handedOver !== after.handedOver) write(keep, 'handed-over', String(after.handedOver));
  if (before.outbox === after.outbox) return;
  // What a page says of itself it says again when it is loaded again.
  const unsent = new Set(after.outbox.filter((item) => item.stage !== 'sent' && item.kind !== 'attributes').map((item) => item.id));
  for (const { id } of before.outbox) if (!unsent.has(id)) keep.remove(outboxPrefix + id);
  const known = new Set(before.outbox.map((item) => item.id));
  for (const item of after.outbox) if (unsent.has(item.id) && !known.has(item.id)) keep.set(outboxPrefix + item.id, toJson(item));
}

function write(keep: Keep, name: string, text: string | undefined): void {
  if (text === undefined) keep.remove(name);
  else keep.set(name, text);
}

/** Whether a thing from the storage, which other scripts of the page can write, is an unsent item. */
function isOutgoing(item: unknown): item is Outgoing {
  if (typeof item !== 'object' || item === null || !('id' in item) || !('at' in item) || !('kind' in item)) return false;
  if (typeof item.id !== 'string' || typeof item.at !== 'number') return false;
  if ('packet' in item) return tellings.has(item.kind) && typeof item.packet === 'object';
  if (item.kind === 'message') return 'text' in item && typeof item.text === 'string' && (!('files' in item) || Array.isArray(item.files));
  return item.kind === 'command' && 'command' in item && typeof item.command === 'string' && 'parameters' in item;
}

const tellings = new Set<unknown>(['rate', 'proactive', 'consent']);

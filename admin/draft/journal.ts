import type { Value } from '../../shared/value.ts';

/** What has been typed and is not on the server yet: the document as it was read, and as it is now. */
export type Unsaved = { project: string; revision: number; base: Value; document: Value; at: number };

/** Where unsaved work is kept in this browser. Every write is whole; one that finds no room says so. */
export interface Journal {
  keep(unsaved: Unsaved): boolean;
  /** What was kept for a project, by this tab first, then the newest of other tabs. */
  kept(project: string): Unsaved | null;
  /** Forgets what the given unsaved work holds, in whichever tab it was typed. */
  clear(project: string): void;
  keepText(name: string, text: string): void;
  keptText(name: string): string | null;
}

const prefix = 'promptside.unsaved';
const tabKey = 'promptside.tab';

/** The journal in a browser's storage; each tab writes under a key of its own, so that none overwrites another. */
export function createJournal(lasting: Storage, tabbed: Storage): Journal {
  const tab = tabName(tabbed);
  const adopted = new Set<string>();
  const keyOf = (project: string): string => `${prefix}.${project}.${tab}`;
  const textKey = (name: string): string => `promptside.text.${name}`;
  return {
    keep: (unsaved) => wrote(lasting, keyOf(unsaved.project), JSON.stringify(unsaved)),
    kept: (project) => {
      const found = keysOf(lasting, `${prefix}.${project}.`).flatMap((key) => entry(lasting, key, project));
      const best = found.toSorted(
        (left, right) => Number(right.key === keyOf(project)) - Number(left.key === keyOf(project)) || right.unsaved.at - left.unsaved.at,
      )[0];
      if (best) adopted.add(best.key);
      return best?.unsaved ?? null;
    },
    clear: (project) => {
      for (const key of [keyOf(project), ...adopted]) lasting.removeItem(key);
      adopted.clear();
    },
    keepText: (name, text) => void (text === '' ? lasting.removeItem(textKey(name)) : wrote(lasting, textKey(name), text)),
    keptText: (name) => lasting.getItem(textKey(name)),
  };
}

function tabName(tabbed: Storage): string {
  const known = tabbed.getItem(tabKey);
  if (known) return known;
  const fresh = String(crypto.getRandomValues(new Uint32Array(1))[0]);
  tabbed.setItem(tabKey, fresh);
  return fresh;
}

function wrote(storage: Storage, key: string, text: string): boolean {
  try {
    storage.setItem(key, text);
    return true;
  } catch {
    // No room, or storage is switched off: the page then says that only the server keeps the work.
    return false;
  }
}

const keysOf = (storage: Storage, start: string): string[] =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter((key) => key.startsWith(start));

function entry(storage: Storage, key: string, project: string): { key: string; unsaved: Unsaved }[] {
  try {
    const unsaved = JSON.parse(storage.getItem(key) ?? '') as Unsaved; // written by keep alone; a spoilt one fails the next line
    return unsaved.project === project && typeof unsaved.revision === 'number' && unsaved.document !== undefined ? [{ key, unsaved }] : [];
  } catch {
    return [];
  }
}

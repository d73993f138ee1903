import type { Operator } from '../../shared/roles.ts';
import type { Value } from '../../shared/value.ts';
import type { Clock, Store } from '../ports.ts';
import { changedPlaces, shortened } from './changed-places.ts';

/** What somebody did, in two words such as `project.published`; `about` names what it was done to. Never with secrets or message texts. */
export type Deed = { what: string; project?: string; about?: string; before?: Value; after?: Value };
/** One save of a draft; `revision` is the one that it was saved over. */
export type Save = { project: string; revision: number; before: Value; after: Value };

/** The log of what operators do (G-27). */
export interface Audit {
  /** Resolves once the deed is on record; `who` is null where nobody was signed in. */
  add(who: Operator | null, deed: Deed): Promise<void>;
  /** A save: the first one is on record at once, those of the next minutes come together as one. */
  saved(who: Operator, save: Save): Promise<void>;
  /** Puts on record what still gathers, of one project or of all. */
  flush(project?: string): Promise<void>;
}

/** Puts a deed on record; for routes, which have a door. */
export const audit = (door: { audit: Audit }, who: Operator, deed: Deed): Promise<void> => door.audit.add(who, deed);

const gatherMilliseconds = 5 * 60 * 1_000;
type Gathered = { who: Operator; project: string; from: number; to: number; places: Set<string>; stop: () => void };

/** The audit log in a store. */
export function auditOf({ store, clock }: { store: Pick<Store, 'addAudit'>; clock: Clock }): Audit {
  const gathering = new Map<string, Gathered>();
  const add: Audit['add'] = async (who, { what, project = '', about = '', before = null, after = null }) => {
    await store.addAudit({ at: clock.now(), who: who?.id ?? '', name: who?.name ?? '', what, project, about, before, after });
  };
  const record = ({ who, project, from, to, places }: Gathered): Promise<void> =>
    add(who, { what: 'draft.saved', project, before: { revision: from }, after: { revision: to, places: shortened([...places]) } });
  const close = async (key: string): Promise<void> => {
    const gathered = gathering.get(key);
    gathering.delete(key);
    gathered?.stop();
    if (gathered && gathered.to > gathered.from) await record(gathered);
  };
  return {
    add,
    async saved(who, { project, revision, before, after }) {
      const key = JSON.stringify([who.id, project]);
      const places = changedPlaces(before, after);
      const known = gathering.get(key);
      if (known) return gather(known, { revision, places });
      // A process that is killed then has at least the beginning on record.
      const stop = clock.after(gatherMilliseconds, () => void close(key).catch(() => undefined));
      gathering.set(key, { who, project, from: revision + 1, to: revision + 1, places: new Set(), stop });
      await record({ who, project, from: revision, to: revision + 1, places: new Set(places), stop });
    },
    async flush(project) {
      const keys = [...gathering].filter(([, gathered]) => project === undefined || gathered.project === project).map(([key]) => key);
      for (const key of keys) await close(key);
    },
  };
}

function gather(known: Gathered, { revision, places }: { revision: number; places: string[] }): void {
  known.to = Math.max(known.to, revision + 1);
  for (const place of places) known.places.add(place);
}

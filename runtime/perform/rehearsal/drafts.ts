import { Problem } from '../../../shared/problem.ts';
import type { AuthoredProject } from '../../../shared/project/project.ts';
import { same, type Value } from '../../../shared/value.ts';
import type { Classifier, Clock, Store, Version } from '../../ports.ts';
import { type Press, RefusedPublish } from '../publish.ts';
import { type Parse, type Ready, type Versions, versionsOf } from '../versions.ts';

/** How many drafts of a project can still be run on; a turn in flight or a waiting playbook ends on the one it began on. */
const keptDrafts = 20;

/** The document that rehearsals of a project run on right now; nothing where there is no such project. */
export type DraftSource = (project: string) => Promise<Value | null>;

/** The drafts of projects in the place of published versions. */
export interface Drafts {
  versions: Versions;
  /** Makes the newest draft the current version; throws `project.invalid` with the findings, `project.unknown`. */
  newest(project: string): Promise<Ready>;
}

type Needs = { source: DraftSource; examine: Press['examine']; parse: Parse; classifier: Classifier; clock: Clock };

/** Drafts as versions that nobody published: each changed document is the next one, and running conversations move to it. */
export function draftsOf({ source, examine, parse, classifier, clock }: Needs, memory: Store): Drafts {
  const shelves = new Map<string, Version[]>();
  const gates = new Map<string, Promise<unknown>>();
  const versions = versionsOf({ store: { ...memory, ...reads(shelves) }, classifier }, parse);
  const renew = async (project: string): Promise<Ready> => {
    const document = await source(project);
    if (document === null) throw new Problem('project.unknown', { project });
    const shelf = shelves.get(project) ?? [];
    const last = shelf.at(-1);
    const named = withName(document, project);
    // A document is JSON, which is what an authored project is.
    if (last && same(last.document as unknown as Value, named)) return versions.current(project);
    const { project: sound, findings } = await examine(named);
    if (!sound) throw new RefusedPublish(findings);
    // It was parsed by the project's own schema, so it is an authored project.
    const edition = { document: named as unknown as AuthoredProject, note: '', author: '', at: clock.now(), moveRunning: true };
    const version: Version = { ...edition, project, version: (last?.version ?? 0) + 1 };
    await versions.goLive(version);
    shelves.set(project, [...shelf, version].slice(-keptDrafts));
    return versions.current(project);
  };
  return {
    versions,
    newest(project) {
      const renewed = (gates.get(project) ?? Promise.resolve()).then(() => renew(project));
      gates.set(
        project,
        renewed.catch(() => undefined),
      );
      return renewed;
    },
  };
}

/** What versions read of a store, from the shelves; a draft that has left its shelf gives way to the oldest one there. */
const reads = (shelves: ReadonlyMap<string, Version[]>): Pick<Store, 'current' | 'version' | 'versions'> => ({
  current: async (project) => shelves.get(project)?.at(-1) ?? null,
  version: async (project, number) => {
    const [oldest, ...others] = shelves.get(project) ?? [];
    if (!oldest) return null;
    return others.find(({ version }) => version === number) ?? { ...oldest, version: number };
  },
  versions: async (project) => shelves.get(project) ?? [],
});

/** A draft may be about to be renamed; its rehearsals run under the name that it is known by. */
const withName = (document: Value, name: string): Value =>
  typeof document === 'object' && document !== null && !Array.isArray(document) ? { ...document, name } : document;

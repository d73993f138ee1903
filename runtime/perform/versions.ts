import type { Finding } from '../../shared/finding.ts';
import { Problem } from '../../shared/problem.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Model } from '../../shared/project/settings.ts';
import { byClassifier } from '../decide/offers.ts';
import type { ClassifierTask, Library, Ports, Version } from '../ports.ts';

/** A published version with everything that its turns need at hand. */
export type Ready = { project: Project; version: number; tasks: ReadonlyMap<string, readonly ClassifierTask[]>; library?: Library };

export type Parse = (document: unknown) => { project: Project | null; findings: Finding[] };

/** The versions that turns run on. */
export interface Versions {
  /** What a new turn runs on; throws `project.unknown`. */
  current(project: string): Promise<Ready>;
  at(project: string, version: number): Promise<Ready>;
  /** The newest version to which running conversations may move; 0 where there is none. */
  movesTo(project: string): Promise<number>;
  /** A version that was made ready before, at once; nothing where it was not. */
  loaded(project: string, version: number): Ready | undefined;
  /** Makes a stored version the current one, once its classifiers are trained. */
  goLive(version: Version): Promise<Finding[]>;
}

const keptVersions = 50;

/** Versions from the store, parsed once, classifiers prepared before the first use. */
export function versionsOf({ store, classifier }: Pick<Ports, 'store' | 'classifier'>, parse: Parse): Versions {
  const current = new Map<string, Promise<Ready>>();
  const known = new Map<string, Promise<Ready>>();
  const moves = new Map<string, Promise<number>>();
  const loaded = new Map<string, Ready>();
  const live = new Map<string, number>();

  const load = async (version: Version | null, name: string): Promise<Ready> => {
    if (!version) throw new Problem('project.unknown', { project: name });
    const ready = readyOf(parse, version);
    for (const task of allTasks(ready)) await classifier.prepare(task);
    keepLoaded(loaded, ready);
    return ready;
  };
  const remember = <T>(map: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> => {
    const found = map.get(key);
    if (found) return found;
    const made = make();
    map.set(key, made);
    made.catch(() => map.delete(key));
    const oldest = map.keys().next().value;
    if (map.size > keptVersions && oldest !== undefined) map.delete(oldest);
    return made;
  };

  return {
    current: (name) => remember(current, name, async () => load(await store.current(name), name)),
    at: (name, version) => remember(known, `${name}@${version}`, async () => load(await store.version(name, version), name)),
    movesTo: (name) => remember(moves, name, async () => (await store.versions(name)).findLast(({ moveRunning }) => moveRunning)?.version ?? 0),
    loaded: (name, version) => loaded.get(`${name}@${version}`),
    async goLive(version) {
      const ready = readyOf(parse, version);
      const findings = await Promise.all(allTasks(ready).map((task) => classifier.prepare(task)));
      keepLoaded(loaded, ready);
      // A later one may have been ready sooner, and stays the current one.
      if (version.version < (live.get(version.project) ?? 0)) moves.delete(version.project);
      else {
        live.set(version.project, version.version);
        current.set(version.project, Promise.resolve(ready));
        if (version.moveRunning) moves.set(version.project, Promise.resolve(version.version));
      }
      return findings.flat();
    },
  };
}

function readyOf(parse: Parse, { document, version, project: name }: Version): Ready {
  const { project, findings } = parse(document);
  if (!project) throw new Problem('project.invalid', { count: findings.length, first: findings[0]?.message ?? name });
  const library =
    project.knowledge.length > 0 ? { library: { key: `${name}@${version}`, items: project.knowledge, language: project.language } } : {};
  return { project, version, ...library, tasks: new Map(project.stages.map((stage) => [stage.name, tasksOf({ project, version }, stage.name)])) };
}

/** What each classifier of a stage has to decide about, and what speaks against all of it: the examples of other stages. */
export function tasksOf({ project, version }: Pick<Ready, 'project' | 'version'>, stageName: string): ClassifierTask[] {
  const stage = project.stages.find((it) => it.name === stageName);
  const groups = byClassifier(project, stageName);
  const own = new Set([...groups.values()].flat().flatMap((action) => action.examples));
  const against = project.stages.flatMap((it) => it.actions.flatMap((action) => action.examples)).filter((example) => !own.has(example));
  return [...groups].map(([name, actions]) => {
    const classifier = project.classifiers.find((it) => it.name === name);
    const threshold = stage?.threshold ?? classifier?.threshold;
    const model = classifier?.type === 'model' ? modelOf(project, classifier.model ?? stage?.model) : undefined;
    const key = `${project.name}@${version}/${stageName}/${name}`;
    return {
      key,
      actions,
      language: project.language,
      timezone: project.timezone,
      against,
      ...(threshold === undefined ? {} : { threshold }),
      ...(model ? { model: { model, ...(classifier?.prompt ? { prompt: classifier.prompt } : {}) } } : {}),
    };
  });
}

const modelOf = ({ models, defaultModel }: Project, name: string | undefined): Model | undefined =>
  models.find((model) => model.name === (name ?? defaultModel ?? models[0]?.name));

/** The newest versions stay at hand. */
function keepLoaded(loaded: Map<string, Ready>, ready: Ready): void {
  loaded.set(`${ready.project.name}@${ready.version}`, ready);
  const oldest = loaded.keys().next().value;
  if (loaded.size > keptVersions && oldest !== undefined) loaded.delete(oldest);
}

const allTasks = (ready: Ready): ClassifierTask[] => [...ready.tasks.values()].flat();

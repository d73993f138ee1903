import type { Conversation } from '../../../shared/conversation.ts';
import type { Event } from '../../../shared/event.ts';
import { Problem } from '../../../shared/problem.ts';
import type { ProjectTest } from '../../../shared/project/test.ts';
import type { TestRun } from '../../../shared/test-run.ts';
import type { Explained, Outlet, Ports, Store } from '../../ports.ts';
import type { Press } from '../publish.ts';
import type { Parse } from '../versions.ts';
import { classifierByContent, knowledgeByContent } from './by-content.ts';
import { type DraftSource, draftsOf } from './drafts.ts';
import { runTests } from './run-tests.ts';
import { type Act, type Scene, sceneOf } from './scene.ts';
import type { Begin } from './seed.ts';

/** Whose rehearsal of which project. */
export type Place = { who: string; project: string; id: string };
/** Where a rehearsal stands, with what happened since it was last told. */
export type Shown = { id: string; conversation: Conversation; events: Event[] };

/** A turn of a conversation. */
export type Moment = { conversation: string; turn: number };

/** Conversations on drafts: the same code as production, over stores of their own. Nothing of them is seen anywhere else. */
export interface Rehearsals {
  start(place: Omit<Place, 'id'>, begin: Begin): Promise<Shown>;
  /** Runs the input of one turn of a real conversation again, on the draft, with the state that it met then. */
  startBefore(place: Omit<Place, 'id'>, moment: Moment): Promise<Shown>;
  /** The same with a conversation of the rehearsal itself, which goes on from there. */
  again(place: Place, moment: Moment): Promise<Shown>;
  act(place: Place, act: Act): Promise<Shown>;
  /** The same rehearsal with a new conversation, of another visitor or of the same. */
  anew(place: Place, begin: Begin & { visitor?: 'same' }): Promise<Shown>;
  look(place: Place, after: number): Promise<Shown>;
  /** Why a text means an action of a stage of the draft, or does not. */
  explain(project: string, question: { stage: string; text: string }): Promise<Explained[]>;
  /** Runs the tests of the draft, one after another; all of them, or those that are chosen. */
  test(project: string, isChosen?: (test: ProjectTest) => boolean): Promise<TestRun>;
}

/** Rehearsals that are kept for one operator and altogether, and how long one is kept that nobody uses (docs/limits.md). */
const keptForOne = 8;
const keptForAll = 64;
const keptMinutes = 120;

/** What rehearsals need beside the ports: stores of their own, and a classifier that may be replaced. */
export type Backstage = {
  memory: () => Store;
  classifier: () => Ports['classifier'];
  examine: Press['examine'];
  parse: Parse;
  /** The document to run on; in a server the stored draft. */
  source: DraftSource;
};

type Kept = Place & { scene: Scene; usedAt: number; gate: Promise<unknown> };

/** Rehearsals over these ports; nothing is ever written to their store. */
export function rehearsalsOf(ports: Ports, backstage: Backstage): Rehearsals {
  const kept = new Map<string, Kept>();
  const own = { ...ports, classifier: classifierByContent(backstage.classifier), knowledge: knowledgeByContent(ports.knowledge), outlet: nobody };
  const drafts = draftsOf({ ...backstage, classifier: own.classifier, clock: ports.clock }, backstage.memory());
  const newScene = (project: string): Scene => sceneOf({ ports: { ...own, store: backstage.memory() }, drafts, project });
  const open = async ({ who, project }: Omit<Place, 'id'>, begin: (scene: Scene) => Promise<void>): Promise<Shown> => {
    const scene = newScene(project);
    await begin(scene);
    const rehearsal = { who, project, id: ports.ids.next('rehearsal'), scene, usedAt: ports.clock.now(), gate: Promise.resolve() };
    makeRoom(kept, { who, now: rehearsal.usedAt });
    kept.set(rehearsal.id, rehearsal);
    return shown(rehearsal, 0);
  };
  /** One thing after another in each rehearsal. */
  const inside = async (place: Place, then: (scene: Scene) => Promise<number>): Promise<Shown> => {
    const rehearsal = found(kept, place, ports.clock.now());
    const done = rehearsal.gate.then(async () => shown(rehearsal, await then(rehearsal.scene)));
    rehearsal.gate = done.catch(() => undefined);
    return done;
  };
  return {
    start: (place, begin) => open(place, (scene) => scene.begin(begin)),
    again: (place, moment) =>
      inside(place, async (scene) => {
        if (!(await scene.again(moment))) throw new Problem('conversation.unknown');
        return 0;
      }),
    async startBefore(place, { conversation, turn }) {
      const row = await ports.store.conversation(conversation);
      if (!row || row.project !== place.project) throw new Problem('conversation.unknown');
      const events = await wholeLog(ports.store, conversation);
      return open(place, async (scene) => {
        if (!(await scene.beginBefore(events, turn))) throw new Problem('conversation.unknown');
      });
    },
    act: (place, act) =>
      inside(place, async (scene) => {
        const { seq } = await scene.now();
        await scene.act(act);
        return seq;
      }),
    anew: (place, begin) =>
      inside(place, async (scene) => {
        await scene.begin(begin);
        return 0;
      }),
    look: (place, after) => inside(place, async () => after),
    async explain(project, { stage, text }) {
      const { tasks } = await drafts.newest(project);
      return (await Promise.all((tasks.get(stage) ?? []).map((task) => own.classifier.explain(task, text)))).flat();
    },
    async test(project, isChosen = () => true) {
      const ready = await drafts.newest(project);
      return runTests({ tests: ready.project.tests.filter(isChosen), newScene: () => newScene(project), sandbox: ports.sandbox, clock: ports.clock });
    },
  };
}

const nobody: Outlet = { events: () => undefined, delta: () => undefined, working: () => undefined };

const shown = async ({ id, scene }: Kept, after: number): Promise<Shown> => ({
  id,
  conversation: await scene.now(),
  events: await scene.events(after),
});

/** The rehearsal, as the one used last; another operator's is as unknown as one that is gone. */
function found(kept: Map<string, Kept>, { who, project, id }: Place, now: number): Kept {
  forgetOld(kept, now);
  const rehearsal = kept.get(id);
  if (!rehearsal || rehearsal.who !== who || rehearsal.project !== project) throw new Problem('rehearsal.unknown', { minutes: keptMinutes });
  rehearsal.usedAt = now;
  kept.delete(id);
  kept.set(id, rehearsal);
  return rehearsal;
}

/** Makes room for one more: what is old goes, then what was used least recently. */
function makeRoom(kept: Map<string, Kept>, { who, now }: { who: string; now: number }): void {
  forgetOld(kept, now);
  const own = [...kept.values()].filter((rehearsal) => rehearsal.who === who);
  for (const rehearsal of own.slice(0, Math.max(0, own.length - keptForOne + 1))) forget(kept, rehearsal);
  for (const rehearsal of [...kept.values()].slice(0, Math.max(0, kept.size - keptForAll + 1))) forget(kept, rehearsal);
}

function forgetOld(kept: Map<string, Kept>, now: number): void {
  for (const rehearsal of kept.values()) if (now - rehearsal.usedAt > keptMinutes * 60_000) forget(kept, rehearsal);
}

function forget(kept: Map<string, Kept>, rehearsal: Kept): void {
  rehearsal.scene.close();
  kept.delete(rehearsal.id);
}

const pageOfLog = 1_000;

async function wholeLog(store: Store, conversation: string): Promise<Event[]> {
  const log: Event[] = [];
  for (;;) {
    const page = await store.events(conversation, log.at(-1)?.seq ?? 0, pageOfLog);
    log.push(...page);
    if (page.length < pageOfLog) return log;
  }
}

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PublishAnswer, PublishRequest } from '../../shared/admin.ts';
import type { Value } from '../../shared/value.ts';
import type { Answer, Api } from '../api.ts';
import { withMine } from '../document/merge.ts';
import { type Path, withValue } from '../document/path.ts';
import { type DraftState, emptyDraft, fromServer, openedDraft } from './draft-state.ts';
import { type History, noHistory, redone, remembered, undone } from './history.ts';
import { createSaving, type SavingWorld } from './saving.ts';

/** A draft being edited: every change is kept here at once and on the server soon after. */
export interface Draft {
  store: StoreApi<DraftState>;
  load(project: string): Promise<void>;
  /** Sets what stands at a path; `undefined` takes it away. Typing on in one `place` is undone together. */
  set(path: Path, value: Value | undefined, place: string): void;
  /** Any other change; an undo step of its own. */
  edit(place: string, change: (document: Value) => Value): void;
  /** Both answer the place that changed, so that the page can go there. */
  undo(): string | null;
  redo(): string | null;
  /** Chooses for every clash, in order, and saves. */
  resolve(keepMine: readonly boolean[]): void;
  /** Saves now; resolves with whether the server has everything. */
  flush(): Promise<boolean>;
  publish(edition: PublishRequest): Promise<Answer<PublishAnswer>>;
  /** Writes the journal without waiting: called when the page goes away. */
  keep(): void;
  notify(notice: string): void;
}

/** A draft on top of the operator's API, with a journal for what the server does not have yet. Where `whyLocked` gives a reason, nothing changes and the reason is said. */
export function createDraft(world: SavingWorld & { whyLocked?: () => string }): Draft {
  const store = createStore<DraftState>(() => emptyDraft);
  const saving = createSaving(world, store);
  const get = store.getState;

  const take = (document: Value, history: History): void => {
    if (document === get().document) return;
    const reason = world.whyLocked?.() ?? '';
    if (reason !== '') {
      store.setState({ notice: reason });
      return;
    }
    store.setState({ document, history, saving: 'waiting', isChanged: true });
    saving.changed();
  };
  const step = (moved: { history: History; document: Value; place: string } | null): string | null => {
    if (moved) take(moved.document, moved.history);
    return moved?.place ?? null;
  };
  const enter = (place: string, next: Value, isTyping: boolean): void => {
    const { document, history } = get();
    if (next !== document) take(next, remembered(history, { before: document, after: next, place, at: world.now(), isTyping }));
  };

  return {
    store,
    load: async (project) => {
      saving.stop();
      store.setState({ ...emptyDraft, project });
      const answer = await world.api.draft(project);
      if (!answer.ok) return store.setState({ trouble: answer.message });
      store.setState({ ...fromServer(answer.value), ...openedDraft(answer.value, world.journal.kept(project)), isLoaded: true });
      if (!get().isChanged) store.setState({ live: get().base });
      await Promise.all([saving.save(), learnLive(world.api, store)]);
    },
    set: (path, value, place) => enter(place, withValue(get().document, path, value), true),
    edit: (place, change) => enter(place, change(get().document), false),
    undo: () => step(undone(get().history, get().document)),
    redo: () => step(redone(get().history, get().document)),
    resolve: (keepMine) => {
      resolveConflict(store, keepMine);
      saving.keep();
      void saving.save();
    },
    flush: () => saving.save(),
    publish: (edition) => publish(world.api, store, edition),
    keep: () => saving.keep(),
    notify: (notice) => store.setState({ notice }),
  };
}

function resolveConflict(store: StoreApi<DraftState>, keepMine: readonly boolean[]): void {
  const { conflict } = store.getState();
  if (!conflict) return;
  const { theirs, merged, clashes } = conflict;
  const chosen = clashes.filter((_, index) => keepMine[index]);
  const document = withMine(merged, chosen);
  const saving = document === theirs.document ? 'saved' : 'waiting';
  store.setState({ ...fromServer(theirs), base: theirs.document, document, conflict: null, history: noHistory, saving });
}

async function publish(api: Api, store: StoreApi<DraftState>, edition: PublishRequest): Promise<Answer<PublishAnswer>> {
  const { project, document } = store.getState();
  const answer = await api.publish(project, edition);
  if (answer.ok) {
    const { version, findings } = answer.value;
    store.setState({ published: version, live: document, isChanged: store.getState().document !== document, findings });
  } else if (answer.findings.length > 0) store.setState({ findings: answer.findings });
  return answer;
}

/** Finds out what is live where the draft differs from it, if the server tells. */
async function learnLive(api: Api, store: StoreApi<DraftState>): Promise<void> {
  const { project, published, live } = store.getState();
  if (live !== undefined || published === 0) return;
  const answer = await api.version(project, published);
  if (answer.ok && store.getState().project === project) store.setState({ live: answer.value.document });
}

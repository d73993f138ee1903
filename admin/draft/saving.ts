import type { StoreApi } from 'zustand/vanilla';
import type { AdminDraft } from '../../shared/admin.ts';
import type { Value } from '../../shared/value.ts';
import type { Api, Refusal } from '../api.ts';
import { merge } from '../document/merge.ts';
import { type DraftState, fromServer } from './draft-state.ts';
import type { Journal } from './journal.ts';

/** Brings what is typed into the journal at once and to the server soon after. */
export interface Saving {
  /** Told of every change of the document. */
  changed(): void;
  /** Saves now; resolves with whether the server has everything. */
  save(): Promise<boolean>;
  /** Writes the journal without waiting: called when the page goes away. */
  keep(): void;
  stop(): void;
}

/** What saving needs from outside. */
export type SavingWorld = { api: Api; journal: Journal; now: () => number; after: (milliseconds: number, then: () => void) => () => void };

const pause = 400;
const journalPause = 30;
const longestRetry = 15_000;

/** Saving for the draft in a store: one request at a time, retried while the server is away. */
export function createSaving(world: SavingWorld, store: StoreApi<DraftState>): Saving {
  let stopWaiting = (): void => {};
  let stopJournal = (): void => {};
  let running: Promise<boolean> | null = null;
  let failures = 0;

  const keep = (): void => {
    stopJournal();
    keepUnsaved(world, store);
  };

  const schedule = (milliseconds: number): void => {
    stopWaiting();
    stopWaiting = world.after(milliseconds, () => void save());
  };

  const failed = ({ status, message }: Refusal): false => {
    const isAway = status === 0 || status === 401 || status === 429 || status >= 500;
    store.setState({ saving: isAway ? 'away' : 'refused', trouble: message });
    keep();
    failures += 1;
    // Signed out: the page saves again as soon as somebody signs in.
    if (isAway && status !== 401) schedule(Math.min(longestRetry, 500 * 2 ** failures));
    return false;
  };

  /** Sends until the server has what is on the page; what is typed meanwhile goes with the next round. */
  const saveAll = async (): Promise<boolean> => {
    while (isUnsaved(store) && !store.getState().conflict) {
      const refusal = await sendOnce(world.api, store);
      if (refusal) return failed(refusal);
      failures = 0;
      keep();
    }
    if (isUnsaved(store)) return false;
    // Undone back to what the server has: there was nothing to send.
    store.setState({ saving: 'saved', trouble: '' });
    keep();
    return true;
  };

  const save = (): Promise<boolean> => {
    stopWaiting();
    running ??= saveAll().finally(() => {
      running = null;
    });
    return running;
  };

  return {
    changed: () => {
      stopJournal();
      stopJournal = world.after(journalPause, keep);
      if (!store.getState().conflict) schedule(pause);
    },
    save,
    keep,
    stop: () => {
      stopWaiting();
      stopJournal();
    },
  };
}

const isUnsaved = (store: StoreApi<DraftState>): boolean => store.getState().document !== store.getState().base;

/** One save, and where somebody else was faster, the meeting of both texts. Answers a refusal, or nothing. */
async function sendOnce(api: Api, store: StoreApi<DraftState>): Promise<Refusal | null> {
  const { project, revision, document } = store.getState();
  store.setState({ saving: 'saving' });
  const answer = await api.saveDraft(project, { revision, document });
  if (answer.ok) return stored(store, answer.value, document);
  if (answer.status !== 409) return answer;
  const theirs = await api.draft(project);
  return theirs.ok ? meet(store, theirs.value) : theirs;
}

function stored(store: StoreApi<DraftState>, draft: AdminDraft, sent: Value): null {
  store.setState({ ...fromServer(draft), base: sent, saving: store.getState().document === sent ? 'saved' : 'waiting', trouble: '' });
  return null;
}

/** Their changes come in beside mine; where both changed one place, both texts are kept and shown. */
function meet(store: StoreApi<DraftState>, theirs: AdminDraft): null {
  const { base, document } = store.getState();
  const { document: merged, clashes } = merge(base, document, theirs.document);
  if (clashes.length > 0) store.setState({ conflict: { theirs, merged, clashes }, saving: 'waiting' });
  else {
    const notice = 'Changes from somebody else were added to yours.';
    const saving = merged === theirs.document ? 'saved' : 'waiting';
    store.setState({ ...fromServer(theirs), base: theirs.document, document: merged, notice, saving });
  }
  return null;
}

function keepUnsaved({ journal, now }: SavingWorld, store: StoreApi<DraftState>): void {
  const { project, isLoaded, revision, base, document } = store.getState();
  // Before the draft is read the journal holds what only it knows.
  if (!isLoaded) return;
  if (!isUnsaved(store)) journal.clear(project);
  else if (!journal.keep({ project, revision, base, document, at: now() })) {
    store.setState({ trouble: 'This browser has no room for a copy of your changes; only the server keeps them.' });
  }
}

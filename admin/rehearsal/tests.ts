import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AdminTestRun } from '../../shared/admin.ts';
import type { Event } from '../../shared/event.ts';
import type { ProjectTestRun } from '../../shared/test-run.ts';
import type { Value } from '../../shared/value.ts';
import { type Api, toolPatience } from '../api.ts';
import { freeName, inserted } from '../document/edit.ts';
import { asList, asRecord } from '../document/read.ts';
import type { Draft } from '../draft/draft.ts';
import { whenStored } from '../draft/when-stored.ts';

export type TestsState = {
  /** What became of each test, by name, when it was run last. */
  runs: Record<string, ProjectTestRun>;
  isRunning: boolean;
  trouble: string;
};

/** The tests of the draft, and what became of them. */
export interface Tests {
  store: StoreApi<TestsState>;
  choose(project: string): void;
  /** Runs all, or the one of this name. */
  run(name?: string): Promise<void>;
  /** Adds a conversation up to a turn to the draft as a test that expects what happened. */
  saveFrom(events: readonly Event[], turn: number): Promise<void>;
}

const empty: TestsState = { runs: {}, isRunning: false, trouble: '' };

/** Tests over the operator's API; they stand in the draft. */
export function createTests({ api, draft }: { api: Api; draft: Draft }): Tests {
  const store = createStore<TestsState>(() => empty);
  let project = '';
  return {
    store,
    choose: (chosen) => {
      project = chosen;
      store.setState(empty);
    },
    run: async (name) => {
      const asked = project;
      store.setState({ isRunning: true, trouble: '' });
      const body = name === undefined ? {} : { name };
      const path = `/projects/${encodeURIComponent(asked)}/tests/run`;
      const answer = await whenStored(draft, () => api.call<AdminTestRun>(path, { method: 'POST', body, waits: toolPatience }));
      if (asked !== project) return;
      if (!answer.ok) return store.setState({ isRunning: false, trouble: answer.message });
      const fresh = Object.fromEntries(answer.value.tests.map((run) => [run.name, run]));
      store.setState({ isRunning: false, runs: name === undefined ? fresh : { ...store.getState().runs, ...fresh } });
    },
    saveFrom: async (events, turn) => {
      // Loaded when the first test is saved: the page opens without it.
      const { testFrom } = await import('./test-from.ts');
      const test = testFrom(events, turn);
      if (!test) return draft.notify('There is nothing to test yet: nobody has said anything.');
      const list = asRecord(draft.store.getState().document).tests;
      const index = asList(list).length;
      const name = freeName(list, test.name);
      // A test is JSON by its schema; Value only says the same in general.
      const value = { ...test, name } as unknown as Value;
      draft.edit(`tests[${index}]`, (document) => inserted(document, ['tests'], { index, values: [value] }));
      draft.notify(`Saved as the test “${name}”; it expects what happened.`);
    },
  };
}

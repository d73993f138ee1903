import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AdminRehearsal, NewVisitor, StartRehearsal } from '../../shared/admin.ts';
import type { Event } from '../../shared/event.ts';
import type { Finding } from '../../shared/finding.ts';
import type { Value, Values } from '../../shared/value.ts';
import { type Answer, type Api, toolPatience } from '../api.ts';
import type { Draft } from '../draft/draft.ts';
import type { Journal } from '../draft/journal.ts';
import { whenStored } from '../draft/when-stored.ts';

/** One conversation of a rehearsal; a turn that was run again begins another one. */
export type RehearsalLog = { conversation: string; events: readonly Event[] };

export type RehearsalState = {
  id: string | null;
  logs: RehearsalLog[];
  now: Pick<AdminRehearsal, 'stage' | 'status' | 'vars' | 'profile' | 'approvals'> | null;
  isBusy: boolean;
  trouble: string;
  /** Why the draft cannot be run as it is. */
  findings: Finding[];
  /** What is in the composer, also over a reload. */
  typed: string;
};

/** What an author does in the test chat. */
export type RehearsalAct =
  | { act: 'say'; body: { text: string } }
  | { act: 'fire'; body: { command: string; parameters: Values } }
  | { act: 'set'; body: { name: string; value?: Value; stage?: string } }
  | { act: 'jump'; body: { stage: string } }
  | { act: 'decide'; body: { wait: string; approve: boolean } };

/** The test chat: a conversation on the draft as it is now. */
export interface Rehearsal {
  store: StoreApi<RehearsalState>;
  /** Starts over with another project. */
  choose(project: string): void;
  /** Begins, unless it has begun. */
  open(): Promise<void>;
  do(act: RehearsalAct): Promise<void>;
  /** A new conversation, of a new visitor or of the same. */
  anew(visitor: NewVisitor): Promise<void>;
  /** Runs a turn of the test chat again, on the draft as it is now, with the state that it met. */
  again(moment: { conversation: string; turn: number }): Promise<void>;
  /** The same with a turn of a real conversation; the test chat goes on elsewhere. */
  runOnDraft(moment: { conversation: string; turn: number }): Promise<Answer<AdminRehearsal>>;
  /** The test chat goes on with this one. */
  adopt(rehearsal: AdminRehearsal): void;
  type(text: string): void;
}

const empty: RehearsalState = { id: null, logs: [], now: null, isBusy: false, trouble: '', findings: [], typed: '' };

/** The test chat over the operator's API; before anything is run, the server has the draft. */
export function createRehearsal({ api, draft, journal }: { api: Api; draft: Draft; journal: Journal }): Rehearsal {
  const store = createStore<RehearsalState>(() => empty);
  let project = '';
  let gate: Promise<unknown> = Promise.resolve();

  const call = (path: string, body: unknown): Promise<Answer<AdminRehearsal>> =>
    whenStored(draft, () => api.call(`/projects/${encodeURIComponent(project)}/rehearsals${path}`, { method: 'POST', body, waits: toolPatience }));
  /** One thing after another; an answer for a project that was left meanwhile is dropped. */
  const run = (path: () => string, body: unknown, take: (answer: AdminRehearsal) => RehearsalLog[]): Promise<void> => {
    const asked = project;
    const done = gate.then(async () => {
      if (asked !== project) return;
      store.setState({ isBusy: true });
      const answer = await call(path(), body);
      if (asked !== project) return;
      if (!answer.ok) return store.setState(refused(answer.status, answer.message, answer.findings));
      store.setState({ ...standing(answer.value), logs: take(answer.value) });
    });
    gate = done.catch(() => undefined);
    return done;
  };
  const begin = (request: StartRehearsal = {}): Promise<void> =>
    run(
      () => '',
      request,
      (answer) => [logOf(answer)],
    );
  const ongoing = async (name: string, body: unknown, take: (answer: AdminRehearsal) => RehearsalLog[]): Promise<void> => {
    // What is under way may be the beginning.
    await gate;
    if (store.getState().id === null) await begin();
    if (store.getState().id !== null) await run(() => `/${store.getState().id ?? ''}/${name}`, body, take);
  };
  return {
    store,
    choose: (chosen) => {
      project = chosen;
      store.setState({ ...empty, typed: journal.keptText(typedName(project)) ?? '' });
    },
    open: async () => {
      const { id, isBusy } = store.getState();
      if (id === null && !isBusy && project !== '') await begin();
    },
    do: ({ act, body }) => ongoing(act, body, (answer) => extended(store.getState().logs, answer)),
    anew: (visitor) => ongoing('visitor', visitor, (answer) => [logOf(answer)]),
    again: (moment) => ongoing('again', moment, (answer) => [...store.getState().logs, logOf(answer)]),
    runOnDraft: (moment) => call('', { again: moment }),
    adopt: (rehearsal) => store.setState({ ...standing(rehearsal), logs: [logOf(rehearsal)] }),
    type: (typed) => {
      journal.keepText(typedName(project), typed);
      store.setState({ typed });
    },
  };
}

/** What the journal calls the message that was not sent yet. */
const typedName = (project: string): string => `rehearsal.${project}`;

const logOf = ({ conversation, events }: AdminRehearsal): RehearsalLog => ({ conversation, events });

/** The logs with what has happened since in the last of them. */
function extended(logs: readonly RehearsalLog[], { conversation, events }: AdminRehearsal): RehearsalLog[] {
  const last = logs.at(-1);
  if (!last || last.conversation !== conversation) return [...logs, { conversation, events }];
  const known = last.events.at(-1)?.seq ?? 0;
  return [...logs.slice(0, -1), { conversation, events: [...last.events, ...events.filter(({ seq }) => seq > known)] }];
}

const standing = ({ id, stage, status, vars, profile, approvals }: AdminRehearsal): Partial<RehearsalState> => ({
  id,
  now: { stage, status, vars, profile, approvals },
  isBusy: false,
  trouble: '',
  findings: [],
});

/** A rehearsal that is gone is begun anew with the next word; what was said stays in sight. */
const refused = (status: number, trouble: string, findings: Finding[]): Partial<RehearsalState> => ({
  isBusy: false,
  trouble,
  findings: findings.filter(({ level }) => level === 'error'),
  ...(status === 404 ? { id: null } : {}),
});

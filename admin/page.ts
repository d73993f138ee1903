import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AdminSession } from '../shared/admin.ts';
import { pathText } from '../shared/finding.ts';
import { may } from '../shared/roles.ts';
import { type Answer, type Api, createApi } from './api.ts';
import { type Conversations, createConversations } from './conversations/conversations.ts';
import { inserted } from './document/edit.ts';
import { nextPath, type Piece, pieces } from './document/new-piece.ts';
import { createDraft, type Draft } from './draft/draft.ts';
import { createJournal, type Journal } from './draft/journal.ts';
import { createAlert } from './inbox/alert.ts';
import { createInbox, type Inbox } from './inbox/inbox.ts';
import { replyDrafts } from './inbox/reply-drafts.ts';
import { createRehearsal, type Rehearsal } from './rehearsal/rehearsal.ts';
import { createTests, type Tests } from './rehearsal/tests.ts';
import { hashOf, type Route, routeIn } from './route.ts';
import { createSession, invitationIn, type Session, tokenIn } from './session.ts';
import type { FileReading } from './transfer/project-file.ts';

export type DockPanel = 'test' | 'tests' | 'trace' | 'problems' | 'json' | null;
/** A project file that was chosen, before anything changes. */
export type Importing = { kind: 'import'; file: string; reading: FileReading };
/** A dialog that is open beside those of publishing and conflicts. */
export type Asked = { kind: 'sequence'; index: number; isNew: boolean } | { kind: 'palette' } | { kind: 'keys' } | Importing | null;
export type PageState = {
  route: Route;
  projects: string[];
  dock: DockPanel;
  isPublishing: boolean;
  asked: Asked;
  /** The curl command that was pasted; full of secrets, so it lives here alone and goes with whoever signs out. */
  curl: string;
};

/** Everything that the views share. */
export interface Page {
  api: Api;
  session: Session;
  draft: Draft;
  conversations: Conversations;
  rehearsal: Rehearsal;
  tests: Tests;
  inbox: Inbox;
  journal: Journal;
  store: StoreApi<PageState>;
  go(route: Route): void;
  dock(panel: DockPanel): void;
  /** Opens a panel of the dock, in the room where the dock is. */
  openDock(panel: DockPanel): void;
  ask(asked: Asked): void;
  /** Adds a part to the draft and opens it. */
  add(piece: Piece): void;
  /** Signs in, or becomes somebody else, by what is asked; answers null, or what stands in the way (empty where the page says it itself). */
  enter(ask: () => Promise<Answer<AdminSession>>): Promise<string | null>;
  signOut(): Promise<void>;
  choose(project: string): Promise<void>;
  /** Reads the address: a one-time link signs in and leaves the address, anything else is a route. */
  arrive(): Promise<void>;
  /** Asks the server again who is signed in, and goes on. */
  retry(): Promise<void>;
}

const projectKey = 'promptside.project';

/** The page in a browser window. */
export function createPage(view: Window): Page {
  const after = (milliseconds: number, then: () => void): (() => void) => {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
  };
  const session = createSession(() => api);
  const api = createApi((message) => session.signedOut(message));
  const journal = createJournal(view.localStorage, view.sessionStorage);
  const whyLocked = (): string => {
    const state = session.store.getState();
    return state.is !== 'in' || may(state.who.role, 'edit') ? '' : `Your role, ${state.who.role}, may look at the project but not change it.`;
  };
  const mayAct = (): boolean => {
    const state = session.store.getState();
    return state.is === 'in' && may(state.who.role, 'operate');
  };
  const draft = createDraft({ api, journal, now: Date.now, after, whyLocked });
  const conversations = createConversations(api, after);
  const rehearsal = createRehearsal({ api, draft, journal });
  const tests = createTests({ api, draft });
  const inbox = createInbox({ api, after, drafts: replyDrafts(view.localStorage), alert: createAlert(view), mayAct });
  const store = createStore<PageState>(() => ({
    route: routeIn(view.location.hash),
    projects: [],
    dock: null,
    isPublishing: false,
    asked: null,
    curl: '',
  }));
  const others = new BroadcastChannel('promptside-admin');

  const choose: Page['choose'] = async (project) => {
    // What is unsaved of the other project stays in the journal if the server does not take it now.
    draft.keep();
    await draft.flush();
    view.localStorage.setItem(projectKey, project);
    conversations.choose(project);
    rehearsal.choose(project);
    tests.choose(project);
    inbox.choose(project);
    // A conversation belongs to its project: in another one there is nothing to read of it.
    const isOther = !['', project].includes(draft.store.getState().project);
    if (isOther && store.getState().route.room === 'inbox') view.location.assign(hashOf({ room: 'inbox', id: null }));
    await draft.load(project);
  };

  /** Signed in: what is on the page is saved, or, where nothing is, read. */
  const goOn = async (): Promise<void> => {
    if (draft.store.getState().isLoaded) return void (await draft.flush());
    const answer = await api.projects();
    if (!answer.ok) return;
    const projects = answer.value.projects.map(({ name }) => name);
    store.setState({ projects });
    const last = view.localStorage.getItem(projectKey);
    const chosen = projects.find((name) => name === last) ?? projects[0];
    if (chosen !== undefined) await choose(chosen);
  };
  const open = async (token: string | null): Promise<void> => {
    if (!(await session.open(token))) return;
    if (token !== null) others.postMessage('signed-in');
    await goOn();
  };
  others.onmessage = () => {
    if (session.store.getState().is !== 'in') void open(null);
  };

  return {
    api,
    session,
    draft,
    conversations,
    rehearsal,
    tests,
    inbox,
    journal,
    store,
    go: (route) => view.location.assign(hashOf(route)),
    dock: (dock) => store.setState({ dock }),
    openDock: (dock) => {
      store.setState({ dock });
      if (store.getState().route.room !== 'build') view.location.assign(hashOf({ room: 'build', path: [] }));
    },
    ask: (asked) => store.setState({ asked }),
    add: (piece) => {
      if (whyLocked() !== '') return draft.notify(whyLocked());
      const path = nextPath(draft.store.getState().document, piece.list);
      draft.edit(pathText(path), (document) => inserted(document, piece.list, { index: Number(path.at(-1)), values: [piece.make(document)] }));
      if (piece === pieces.sequence) store.setState({ asked: { kind: 'sequence', index: Number(path.at(-1)), isNew: true } });
      else view.location.assign(hashOf({ room: 'build', path }));
    },
    enter: async (ask) => {
      const answer = await ask();
      // A 401 has told the session already, and the page shows what it said.
      if (!answer.ok) return answer.status === 401 ? '' : answer.message;
      others.postMessage('signed-in');
      await open(null);
      return null;
    },
    signOut: async () => {
      // What the server does not take now stays in this browser, and comes back after the next sign-in.
      await draft.flush();
      const answer = await api.signOut();
      if (answer.ok) {
        store.setState({ curl: '' });
        session.signedOut('You have signed out.');
      } else draft.notify(`Not signed out: ${answer.message}`);
    },
    choose,
    arrive: async () => {
      const token = tokenIn(view.location.hash);
      const invitation = invitationIn(view.location.hash);
      if (invitation !== null) {
        view.history.replaceState(null, '', view.location.pathname + hashOf(store.getState().route));
        return session.invited(invitation);
      }
      // The token leaves the address and the history before anything else happens.
      if (token !== null) view.history.replaceState(null, '', view.location.pathname + hashOf(store.getState().route));
      else store.setState({ route: routeIn(view.location.hash) });
      if (token !== null || session.store.getState().is === 'checking') await open(token);
    },
    retry: () => open(null),
  };
}

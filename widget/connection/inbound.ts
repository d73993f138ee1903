import type { Delta, Page, VisitorEvent, Welcome } from '../../shared/protocol.ts';
import type { Action, Coming, State, Step } from './state.ts';

/** How many early events are held while a missing one is fetched; beyond, they are fetched as well. */
const aheadLimit = 500;

/** A connection stands: what was missed is taken in, and the rest of it is asked for. */
export function welcomed(state: State, welcome: Welcome): Step {
  const isOther = state.conversation !== welcome.conversation;
  const isFresh = isOther || welcome.reset || state.cursor === undefined;
  const base: State = {
    ...state,
    link: { is: 'open' },
    attempts: 0,
    comeBackAfter: undefined,
    // One whom the site names comes back with the site's word for it, not with ours.
    token: welcome.token || undefined,
    conversation: welcome.conversation,
    status: welcome.status,
    widget: welcome.widget,
    working: welcome.working,
    streaming: welcome.streaming ?? null,
    ahead: [],
    handedOver: isOther ? 0 : state.handedOver,
    typist: '',
    ...(isFresh ? { cursor: undefined, messages: [], comings: [], human: '', consented: undefined, ratings: {} } : {}),
  };
  const page = { events: welcome.events, hasMore: welcome.hasMore };
  return takePage({ ...base, isHistory: isFresh }, page);
}

/** One event as it happens; one that is missing before it is fetched first. */
export function happened(state: State, event: VisitorEvent): Step {
  const expected = (state.cursor ?? 0) + 1;
  if (event.n < expected) return [state, []];
  if (event.n > expected || state.isCatchingUp) return holdBack(state, event);
  return takeIn({ ...state, isHistory: false }, [event]);
}

/** A page of missed events; one of another conversation says nothing about this one. */
export function paged(state: State, conversation: string, page: Page): Step {
  return conversation === state.conversation ? takePage(state, page) : [state, []];
}

/** A piece of a reply in the making: pieces that overlap or come twice add nothing, one after a gap waits for the whole. */
export function streamed(state: State, delta: Delta): State {
  if (state.messages.some((message) => message.id === delta.message)) return state;
  const known = state.streaming?.message === delta.message ? state.streaming.text : '';
  const end = delta.from + delta.text.length;
  if (delta.from > known.length || end <= known.length) return state;
  return { ...state, streaming: { message: delta.message, text: known.slice(0, delta.from) + delta.text } };
}

function takePage(state: State, page: Page): Step {
  const before = state.cursor ?? 0;
  const [taken, actions] = takeIn(state, page.events);
  const cursor = taken.cursor ?? 0;
  const hasMoved = cursor > before;
  if (page.hasMore && hasMoved) return [{ ...taken, isCatchingUp: true }, [...actions, more(taken)]];
  return drain({ ...taken, cursor, isCatchingUp: false, isHistory: false }, actions, hasMoved);
}

/** What was held back follows the page; where it still does not fit, the gap is asked for, but never twice without progress. */
function drain(state: State, actions: Action[], mayAskAgain: boolean): Step {
  const [taken, further] = takeIn({ ...state, ahead: [] }, state.ahead);
  const left = state.ahead.filter((event) => event.n > (taken.cursor ?? 0));
  const all = [...actions, ...further];
  if (left.length === 0 || !mayAskAgain) return [taken, all];
  return [{ ...taken, ahead: left, isCatchingUp: true }, [...all, more(taken)]];
}

function holdBack(state: State, event: VisitorEvent): Step {
  const isKnown = state.ahead.some((held) => held.n === event.n);
  const ahead = isKnown || state.ahead.length >= aheadLimit ? state.ahead : [...state.ahead, event].sort((left, right) => left.n - right.n);
  if (state.isCatchingUp) return [{ ...state, ahead }, []];
  return [{ ...state, ahead, isCatchingUp: true }, [more(state)]];
}

const more = (state: State): Action => ({ type: 'more', conversation: state.conversation ?? '', cursor: state.cursor ?? 0 });

/** Takes the events in that follow the cursor without a gap; the others are none of its business. */
function takeIn(state: State, events: readonly VisitorEvent[]): Step {
  const actions: Action[] = [];
  let cursor = state.cursor ?? 0;
  let { status, streaming, working, human, typist, comings, consented, ratings } = state;
  const messages = [...state.messages];
  const shownBack = new Set<string>();
  for (const event of events) {
    if (event.n !== cursor + 1) continue;
    cursor = event.n;
    if (event.type === 'status') {
      comings = cameOrLeft(comings, { event, was: status, after: messages.length });
      status = event.status;
      human = status === 'with_human' ? (event.by ?? human) : '';
    }
    if (event.type === 'consented') consented = event.hash;
    if (event.type === 'rated') ratings = { ...ratings, [event.message ?? '']: event.value };
    if (event.type === 'page' && isForPage(state, event.n)) actions.push({ type: 'page', event: event.event, data: event.data });
    if (event.type !== 'message') continue;
    messages.push(event.message);
    if (event.message.role === 'operator') typist = '';
    shownBack.add(event.message.id);
    if (streaming?.message === event.message.id) streaming = null;
    if (!state.isHistory) actions.push({ type: 'arrived', message: event.message });
  }
  if (status === 'closed') working = false;
  if (status !== 'with_human') typist = '';
  const outbox = shownBack.size === 0 ? state.outbox : state.outbox.filter((item) => !shownBack.has(item.id));
  const handedOver = Math.max(state.handedOver, cursor);
  return [{ ...state, cursor, handedOver, messages, outbox, status, streaming, working, human, typist, comings, consented, ratings }, actions];
}

type Change = { event: Extract<VisitorEvent, { type: 'status' }>; was: State['status']; after: number };

/** Where a named person of the team came or left, one line more. */
function cameOrLeft(comings: Coming[], { event: { n, by, status }, was, after }: Change): Coming[] {
  const isHere = status === 'with_human';
  return by && (isHere || was === 'with_human') ? [...comings, { n, after, by, isHere }] : comings;
}

/** Of the history, a page gets only what none of this visitor's pages got before. */
const isForPage = (state: State, n: number): boolean => !state.isHistory || n > state.handedOver;

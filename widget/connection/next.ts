import type { ProblemReport } from '../../shared/problem.ts';
import { happened, paged, streamed, welcomed } from './inbound.ts';
import { acknowledged, composed, flush, forNewConversation, retried, secondsOf, unsent } from './outbox.ts';
import type { Action, Input, State, Step } from './state.ts';

const firstPause = 500;
const longestPause = 15_000;

/** Refusals that another attempt would meet again. */
export const lasting = new Set<string>([
  'project.unknown',
  'origin.not_allowed',
  'protocol.version',
  'message.invalid',
  'visitor.token_invalid',
  'visitor.blocked',
  'identity.invalid',
  'identity.required',
]);

/** What becomes of a conversation by one input, and what is to be done; pure, so that every order of things can be tried. */
export function next(state: State, input: Input): Step {
  switch (input.type) {
    case 'connect':
      return connect(state);
    case 'identified':
      return state.link.is === 'idle' ? [state, []] : again(cut(state), 0);
    case 'welcomed':
      return settled(state, welcomed(state, input.welcome));
    case 'event':
      return eased(state, happened(state, input.event));
    case 'paged':
      return eased(state, paged(state, input.conversation, input.page));
    case 'delta':
      return [streamed(state, input.delta), []];
    case 'working':
      return [{ ...state, working: input.working, streaming: input.working ? state.streaming : null }, []];
    case 'stage':
      return [state, [{ type: 'page', event: 'stage', data: input.stage }]];
    case 'composed':
      return composed(state, input.outgoing);
    case 'typing':
      return [{ ...state, typist: state.status === 'with_human' ? input.by : '' }, []];
    case 'closing':
      return [{ ...state, comeBackAfter: input.afterMilliseconds }, []];
    case 'refused':
      return refused(state, input.problem, input.luck);
    case 'dropped':
      return again(cut(state), pause(state, input.luck));
    case 'rested':
      return flush({ ...state, isResting: false });
    default:
      return item(state, input);
  }
}

function item(state: State, input: Extract<Input, { id?: string }>): Step {
  switch (input.type) {
    case 'acknowledged':
      return acknowledged(state, input.id, input.acknowledgement);
    case 'retried':
      return retried(state, input.id, input.freshId);
    case 'discarded':
      return flush({ ...state, outbox: state.outbox.filter((other) => other.id !== input.id) });
    case 'unanswered':
      return state.link.is === 'open' ? [state, [{ type: 'reconnect' }]] : [state, []];
  }
}

function connect(state: State): Step {
  if (state.link.is === 'open' || state.link.is === 'connecting') return [state, []];
  return [{ ...state, link: { is: 'connecting' } }, [{ type: 'connect', afterMilliseconds: 0 }]];
}

/** Once the visitor has agreed, what waited for that is sent. */
const eased = (before: State, [state, actions]: Step): Step => (before.consented === state.consented ? [state, actions] : flush(state, actions));

/** After a welcome, everything that waited is sent; a new conversation also gets what the old one refused. */
function settled(before: State, [state, actions]: Step): Step {
  const isOther = before.conversation !== undefined && before.conversation !== state.conversation;
  const outbox = isOther ? forNewConversation(state.outbox) : unsent(state.outbox);
  return flush({ ...state, outbox, isResting: false }, actions);
}

function refused(state: State, problem: ProblemReport, luck: number): Step {
  const isForgotten = problem.code === 'visitor.token_invalid' && state.token !== undefined;
  if (isForgotten) return again({ ...cut(state), token: undefined, conversation: undefined, cursor: undefined }, 0);
  if (lasting.has(problem.code)) return [{ ...cut(state), link: { is: 'refused', problem } }, []];
  return again(cut(state), Math.max(secondsOf(problem, 0) * 1000, pause(state, luck)));
}

/** A cut ends what only lives on the connection; what was taken in stays. */
const cut = (state: State): State => ({
  ...state,
  outbox: unsent(state.outbox),
  isCatchingUp: false,
  isResting: false,
  ahead: [],
  working: false,
  typist: '',
  comeBackAfter: undefined,
});

function again(state: State, afterMilliseconds: number): Step {
  const actions: Action[] = [{ type: 'connect', afterMilliseconds }];
  return [{ ...state, link: { is: 'waiting' }, attempts: state.attempts + 1 }, actions];
}

/** Twice as long each time, and never the same for two widgets, so that they do not come back all at once. */
function pause(state: State, luck: number): number {
  const spread = 0.5 + luck;
  if (state.comeBackAfter !== undefined) return state.comeBackAfter * spread;
  return Math.min(firstPause * 2 ** Math.min(state.attempts, 10), longestPause) * spread;
}

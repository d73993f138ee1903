import type { Conversation } from '../../../shared/conversation.ts';
import type { Event } from '../../../shared/event.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Values } from '../../../shared/value.ts';
import { fold } from '../../decide/apply.ts';
import { newConversation } from '../../decide/new-conversation.ts';
import type { Store } from '../../ports.ts';
import { rowOf } from '../row.ts';
import type { Ready } from '../versions.ts';

/** How a rehearsal begins: in a stage other than the first, with variables of that stage, as a known visitor. */
export type Begin = { profile?: Values; stage?: string; vars?: Values };
type Somebody = { id: string; visitor: string; startedAt: number };

/** A conversation on a draft before anything was said; its first turn, the start, is queued. */
export function beginning({ project, version }: Ready, somebody: Somebody, { profile = {}, stage, vars }: Begin): Conversation {
  const fresh = newConversation({ ...somebody, profile, version, project });
  const first = stage ?? fresh.stage;
  checkStage(project, first);
  return { ...fresh, stage: first, ...(vars ? { stageVars: { [first]: vars } } : {}) };
}

/** A conversation as it stood before one of its turns, with that turn's input queued again; nothing where there is no such turn. */
export function before(events: readonly Event[], turn: number, { ready, somebody }: { ready: Ready; somebody: Somebody }): Conversation | null {
  const at = events.findIndex((event) => event.type === 'turn_started' && event.turn === turn);
  const started = events[at];
  const state = started?.type === 'turn_started' ? fold(events.slice(0, at)) : null;
  if (!state || started?.type !== 'turn_started') return null;
  checkStage(ready.project, state.stage);
  const messages = state.messages.filter((message) => message.turn <= turn);
  return { ...state, ...somebody, version: ready.version, messages, queue: [started.input], turn: null, seq: 0, shown: 0 };
}

function checkStage({ stages }: Ready['project'], stage: string): void {
  if (!stages.some(({ name }) => name === stage)) throw new Problem('project.unknown_name', { kind: 'stage', name: stage });
}

/** Stores a conversation as one that has just started, and its visitor's profile. */
export function stored(store: Store, conversation: Conversation): Promise<void> {
  const { turns, startedAt, profile } = conversation;
  const event: Event = { type: 'conversation_started', conversation, seq: 1, at: startedAt, turn: turns };
  return store.commit({
    row: { ...rowOf(conversation), changedAt: startedAt, preview: '' },
    events: [event],
    isOpen: true,
    inputs: [],
    profile: Object.entries(profile).map(([field, value]) => ({ field, operation: 'set', value })),
  });
}

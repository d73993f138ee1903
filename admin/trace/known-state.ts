import type { Change } from '../../shared/conversation.ts';
import type { Event } from '../../shared/event.ts';
import { modified, type Value, type Values } from '../../shared/value.ts';

/** What the log has said so far about the state of a conversation; `isWhole` where it was read from its start. */
export type KnownState = { isWhole: boolean; version: number | null; stage: string; variables: Record<string, Values>; profile: Values };

export const nothingKnown: KnownState = { isWhole: false, version: null, stage: '', variables: {}, profile: {} };

/** The state after one more event. */
export function knownAfter(state: KnownState, event: Event): KnownState {
  switch (event.type) {
    case 'conversation_started': {
      const { version, stage, stageVars, profile } = event.conversation;
      return { isWhole: true, version, stage, variables: stageVars, profile };
    }
    case 'version_moved':
      return { ...state, version: event.version };
    case 'profile_loaded':
      return { ...state, profile: event.profile };
    case 'profile_filled':
      return { ...state, profile: { ...event.fields, ...state.profile } };
    case 'variables_transformed':
    case 'effect_done':
      return event.changes.reduce(changedState, state);
    case 'stage_changed': {
      const variables = { ...event.defaults, ...state.variables[event.to] };
      return { ...state, stage: event.to, variables: { ...state.variables, [event.to]: variables } };
    }
    default:
      return state;
  }
}

/** The state after one change of an effect. */
export function changedState(state: KnownState, change: Change): KnownState {
  if (change.type === 'variable') {
    const stage = withField(state.variables[change.stage] ?? {}, change.name, change.value);
    return { ...state, variables: { ...state.variables, [change.stage]: stage } };
  }
  if (change.type === 'profile') return { ...state, profile: withField(state.profile, change.field, modified(state.profile[change.field], change)) };
  return state;
}

function withField(values: Values, name: string, value: Value | undefined): Values {
  if (value !== undefined) return { ...values, [name]: value };
  const { [name]: _, ...others } = values;
  return others;
}

import type { EffectType } from '../../shared/project/effect.ts';
import type { HookName } from '../../shared/run.ts';

const bans: Partial<Record<HookName, readonly EffectType[]>> = {
  onEnter: ['end_conversation', 'abort_conversation', 'go_to_stage'],
  onLeave: ['go_to_stage', 'generate_response', 'start_playbook'],
  onConversationStart: ['end_conversation', 'abort_conversation', 'go_to_stage'],
  onConversationEnd: ['end_conversation', 'abort_conversation', 'go_to_stage'],
  onConversationAbort: ['end_conversation', 'abort_conversation', 'go_to_stage', 'generate_response', 'start_playbook'],
  onConversationFailed: ['end_conversation', 'abort_conversation', 'go_to_stage'],
};

/** Whether a hook may not do something, as an effect or by a script's call (R003-28, R003-29). */
export const banned = (hook: HookName, effect: EffectType): boolean => bans[hook]?.includes(effect) ?? false;

import { type Finding, pathText } from '../finding.ts';
import type { EffectType } from '../project/effect.ts';
import type { HookName } from '../run.ts';
import { finding } from './catalogue.ts';
import { type Doc, holdersOf } from './holders.ts';

/** What a hook may not do, whether by an effect or by a script's call (R003-28, R003-29). */
export const bans: Partial<Record<HookName, readonly EffectType[]>> = {
  onEnter: ['end_conversation', 'abort_conversation', 'go_to_stage'],
  onLeave: ['go_to_stage', 'generate_response', 'start_playbook'],
  onConversationStart: ['end_conversation', 'abort_conversation', 'go_to_stage'],
  onConversationEnd: ['end_conversation', 'abort_conversation', 'go_to_stage'],
  onConversationAbort: ['end_conversation', 'abort_conversation', 'go_to_stage', 'generate_response', 'start_playbook'],
  onConversationFailed: ['end_conversation', 'abort_conversation', 'go_to_stage'],
};

/** Effects in hooks that may not have them. */
export function banFindings(document: Doc): Finding[] {
  return holdersOf(document).flatMap(({ hook, effects }) =>
    effects.flatMap(({ it, path }) => {
      if (!hook || !it.type || !bans[hook]?.includes(it.type)) return [];
      return [
        finding({ code: 'hook.banned', path: pathText([...path, 'type']), details: { hook, effect: it.type, instead: instead(hook, it.type) } }),
      ];
    }),
  );
}

function instead(hook: HookName, effect: EffectType): string {
  if (effect === 'generate_response' || effect === 'start_playbook')
    return hook === 'onLeave' ? 'Answer in onEnter of the next stage.' : 'Leave it out.';
  return hook === 'onEnter' || hook === 'onLeave' ? 'Do it in an action or in onFallback.' : 'Leave it out.';
}

import type { EffectType } from '../project/effect.ts';
import type { ToolType } from '../project/tool.ts';
import type { Doc, LooseEffect } from './holders.ts';

/** Which effect runs when: lower numbers first (R003-37 … R003-47). Calls of tools have a tier by the kind of tool. */
export const tiers: Record<Exclude<EffectType, 'call_tool'>, number> = {
  modify_variables: 3,
  modify_user_profile: 4,
  modify_user_input: 5,
  change_visibility: 50,
  send_to_page: 60,
  generate_response: 100,
  start_playbook: 100,
  run_prompt_sequence: 110,
  handoff: 150,
  end_conversation: 200,
  abort_conversation: 201,
  go_to_stage: 202,
};

/** An action sequence stands where a smart function stands (C-21). */
export const toolTiers: Record<ToolType | 'sequence', number> = { webhook: 1, smart_function: 2, sequence: 2, script: 6 };

/** When an effect runs; nothing where its tool is not known. */
export function tierOf(effect: LooseEffect, document: Doc): number | undefined {
  if (effect.priority !== undefined) return effect.priority;
  if (effect.type !== 'call_tool') return effect.type && tiers[effect.type];
  const tool = document.tools?.find((it) => it?.name === effect.tool);
  if (tool) return tool.type && toolTiers[tool.type];
  return document.actionSequences?.some((it) => it?.name === effect.tool) ? toolTiers.sequence : undefined;
}

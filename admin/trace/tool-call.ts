import type { TryRequest } from '../../shared/admin.ts';
import type { EffectTrace } from '../../shared/event.ts';
import { asRecord, asText } from '../document/read.ts';
import type { KnownState } from './known-state.ts';

/** A call of a tool as it was made, with the state that it met, ready to be made again. */
export type ToolCall = Required<TryRequest>;

/** The call that the trace of an effect tells of; nothing where the effect called no tool. */
export function toolCallIn(trace: EffectTrace | undefined, { state, userInput }: { state: KnownState; userInput: string }): ToolCall | null {
  const tool = asText(trace?.tool);
  const { stage, variables, profile } = state;
  return tool === '' ? null : { tool, parameters: asRecord(trace?.parameters), vars: variables[stage] ?? {}, profile, stage, userInput };
}

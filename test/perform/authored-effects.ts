/** Leaves for another stage. */
export const go = (stage: string) => ({ type: 'go_to_stage' as const, stage });
/** Sets one variable of the stage. */
export const set = (variable: string, value: string | number | boolean) => ({
  type: 'modify_variables' as const,
  modifications: [{ variable, operation: 'set' as const, value }],
});
/** A tool that is a script. */
export const script = (name: string, code: string) => ({ type: 'script' as const, name, code });
/** Calls a tool. */
export const call = (tool: string, more = {}) => ({ type: 'call_tool' as const, tool, ...more });
/** Ends at once, without a response. */
export const abort = { type: 'abort_conversation' as const };
/** Ends after everything else. */
export const end = { type: 'end_conversation' as const, reason: 'done' };

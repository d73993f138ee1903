/** Effects that a stage may list in `tools`, so that its model can call them. */
export const builtInTools = ['modify_variables', 'modify_user_profile', 'go_to_stage', 'end_conversation', 'handoff'] as const;

export type BuiltInTool = (typeof builtInTools)[number];

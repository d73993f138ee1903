import type { EffectOf } from '../../../shared/project/effect.ts';
import type { Tool, ToolOf, ToolType } from '../../../shared/project/tool.ts';
import type { Values } from '../../../shared/value.ts';
import type { Done, Task, Turn } from '../turn.ts';

/** A tool about to run, with its checked parameters. */
export type CallTool<T extends Tool = Tool> = { tool: T; parameters: Values; task: Task<EffectOf<'call_tool'>>; turn: Turn };

/** Runs one kind of tool. A failing tool is an outcome, not an exception (P-26). */
export type ToolRunner<T extends ToolType> = (call: CallTool<ToolOf<T>>) => Promise<Done>;

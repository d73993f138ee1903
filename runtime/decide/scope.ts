import type { Conversation } from '../../shared/conversation.ts';
import type { Project } from '../../shared/project/project.ts';
import type { ScriptScope } from '../../shared/script.ts';
import type { Value, Values } from '../../shared/value.ts';
import { asSeen, history } from './history.ts';
import { timeContext } from './time.ts';

/** What scripts, conditions, expressions and templates of a turn see; the same for all of them (P-11). */
export function scopeOf(project: Project, conversation: Conversation, { parameters, now }: { parameters: Values; now: number }): ScriptScope {
  const { turn } = conversation;
  return {
    vars: conversation.stageVars[conversation.stage] ?? {},
    userProfile: conversation.profile,
    userInput: turn?.userInput ?? '',
    originalUserInput: turn?.originalUserInput ?? '',
    params: parameters,
    stage: conversation.stage,
    stageVars: conversation.stageVars,
    constants: project.constants,
    history: history(conversation, project.limits.historyMessages).map(asSeen),
    events: turn ? [eventOf(turn.input)] : [],
    actions: turn?.actions ?? [],
    results: turn ? { ...turn.results } : { tools: {}, webhooks: {} },
    time: timeContext(now, project.timezone),
    conversationId: conversation.id,
  };
}

/** The scope without what none of these pieces of code names: less to carry over to the sandbox. */
export function trimmed(scope: ScriptScope, codes: readonly string[]): ScriptScope {
  const names = (word: RegExp) => codes.some((code) => word.test(code));
  return {
    ...scope,
    history: names(/history/i) ? scope.history : [],
    time: names(/\btime\b/) ? scope.time : {},
    stageVars: names(/\bstageVars\b/) ? scope.stageVars : {},
  };
}

const eventOf = (input: { kind: string } & Record<string, unknown>): Record<string, Value> =>
  input.kind === 'command' ? { kind: 'command', command: String(input.command), parameters: input.parameters as Values } : { kind: input.kind };

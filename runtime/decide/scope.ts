import type { Conversation } from '../../shared/conversation.ts';
import type { Project } from '../../shared/project/project.ts';
import type { ScriptScope } from '../../shared/script.ts';
import type { Value, Values } from '../../shared/value.ts';
import { asSeen, history } from './history.ts';
import { timeContext } from './time.ts';

/**
 * What scripts, conditions, expressions and templates of a turn see; the same for all of them (P-11). What takes work
 * to make is made when it is read.
 */
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
    get history() {
      return history(conversation, project.limits.historyMessages).map(asSeen);
    },
    events: turn ? [eventOf(turn.input)] : [],
    actions: turn?.actions ?? [],
    results: turn ? { ...turn.results } : { tools: {}, webhooks: {} },
    get time() {
      return timeContext(now, project.timezone);
    },
    faq: (turn?.knowledge ?? []).map(({ question, answer, source = '', score }) => ({ question, answer, source, score })),
    conversationId: conversation.id,
  };
}

/** The scope without what none of these pieces of code names: less to make, and less to carry over to the sandbox. */
export function trimmed(scope: ScriptScope, codes: readonly string[]): ScriptScope {
  // Code that can spell a name in other ways gets everything.
  const names = (word: RegExp) => codes.some((code) => word.test(code) || /\beval\b|\\u|Function|globalThis/.test(code));
  return {
    vars: scope.vars,
    userProfile: scope.userProfile,
    userInput: scope.userInput,
    originalUserInput: scope.originalUserInput,
    params: scope.params,
    stage: scope.stage,
    stageVars: names(/\bstageVars\b/) ? scope.stageVars : {},
    constants: names(/\bconstants\b/) ? scope.constants : {},
    history: names(/history/i) ? scope.history : [],
    events: scope.events,
    actions: scope.actions,
    results: scope.results,
    time: names(/\btime\b|formatDate/) ? scope.time : {},
    faq: scope.faq,
    conversationId: scope.conversationId,
  };
}

const eventOf = (input: { kind: string } & Record<string, unknown>): Record<string, Value> =>
  input.kind === 'command' ? { kind: 'command', command: String(input.command), parameters: input.parameters as Values } : { kind: input.kind };

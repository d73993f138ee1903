import type { Conversation } from '../../shared/conversation.ts';
import type { Project } from '../../shared/project/project.ts';

export type Newcomer = Pick<Conversation, 'id' | 'visitor' | 'profile' | 'version' | 'startedAt'> & { project: Project; language?: string };

/** A conversation before anything was said; its first turn, the start, is queued. */
export function newConversation({ id, visitor, profile, version, project, startedAt, language }: Newcomer): Conversation {
  return {
    id,
    project: project.name,
    version,
    visitor,
    status: 'active',
    language: language ?? project.language,
    stage: project.stages[0]?.name ?? '',
    stageVars: {},
    profile,
    messages: [],
    queue: [{ kind: 'start' }],
    turn: null,
    waiting: null,
    counters: {},
    turns: 0,
    seq: 0,
    shown: 0,
    startedAt,
    changedAt: startedAt,
  };
}

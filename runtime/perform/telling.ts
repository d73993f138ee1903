import type { Conversation } from '../../shared/conversation.ts';
import type { Project } from '../../shared/project/project.ts';

/** What it takes to make a fact of something that a widget tells: the conversation as it stands, the project as it is live, the time. */
export type Telling = { conversation: Conversation; project: Project; at: number };

import type { Store } from '../../ports.ts';
import { memoryAccounts, memoryAudit } from './memory/accounts.ts';
import { memoryConversations } from './memory/conversations.ts';
import { memoryKeep } from './memory/keep.ts';
import { memoryProjects } from './memory/projects.ts';

/** A store that forgets everything with the process: for tests, and for trying things out. */
export function memoryStore(): Store {
  const conversations = memoryConversations();
  const all = (project: string) => conversations.conversations(project, { limit: Number.POSITIVE_INFINITY });
  return { ...conversations, ...memoryProjects(all), ...memoryKeep(), ...memoryAccounts(), ...memoryAudit(), close: async () => {} };
}

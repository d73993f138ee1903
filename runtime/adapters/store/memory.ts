import type { Store } from '../../ports.ts';
import { memoryConversations } from './memory/conversations.ts';
import { memoryKeep } from './memory/keep.ts';
import { memoryProjects } from './memory/projects.ts';

/** A store that forgets everything with the process: for tests, and for trying things out. */
export function memoryStore(): Store {
  return { ...memoryConversations(), ...memoryProjects(), ...memoryKeep(), close: async () => {} };
}

import type { Conversation } from '../../shared/conversation.ts';
import type { Ready, Versions } from './versions.ts';

/**
 * The version that a conversation's next turn runs on (G-08): its own, until an author moves running conversations to a
 * newer one. A turn in flight never moves, nor a playbook that waits, nor a conversation whose stage is gone there.
 */
export async function nextVersion(versions: Versions, { project, version, turn, stage, waiting }: Conversation): Promise<Ready> {
  // A playbook that waits goes on where it stands, in the document that it began in.
  if (turn || waiting?.runs.some(({ program }) => program === 'playbook')) return versions.at(project, version);
  const current = await versions.current(project);
  if (current.version === version) return current;
  const target = await versions.movesTo(project);
  if (target <= version) return versions.at(project, version);
  const next = target === current.version ? current : await versions.at(project, target);
  return next.project.stages.some(({ name }) => name === stage) ? next : versions.at(project, version);
}

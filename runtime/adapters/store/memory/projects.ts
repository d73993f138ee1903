import { isClosed } from '../../../../shared/conversation.ts';
import { Problem } from '../../../../shared/problem.ts';
import type { ConversationRow, Draft, ProjectStore, Version, VersionRow } from '../../../ports.ts';

/** Drafts and published versions, kept as JSON so that a reader cannot change them; who runs on which is asked of the conversations. */
export function memoryProjects(conversations: (project: string) => Promise<ConversationRow[]>): ProjectStore {
  const published = new Map<string, string[]>();
  const drafts = new Map<string, string>();
  const versionsOf = (project: string): string[] => published.get(project) ?? [];
  // Both maps hold what publish and saveDraft wrote from these very types.
  const read = <T extends Version | Draft>(text: string | undefined): T | null => (text === undefined ? null : (JSON.parse(text) as T));
  return {
    projects: async () => [...new Set([...published.keys(), ...drafts.keys()])].sort(),
    current: async (project) => read<Version>(versionsOf(project).at(-1)),
    version: async (project, version) => read<Version>(versionsOf(project)[version - 1]),
    versions: async (project) =>
      versionsOf(project)
        .flatMap((text) => read<Version>(text) ?? [])
        .map(withoutDocument),
    running: async (project) => {
      const open = (await conversations(project)).filter(({ status }) => !isClosed(status)).map(({ version }) => version);
      return [...new Set(open)]
        .sort((left, right) => left - right)
        .map((version) => ({ version, conversations: open.filter((it) => it === version).length }));
    },
    publish: async (version) => {
      const number = versionsOf(version.project).length + 1;
      published.set(version.project, [...versionsOf(version.project), JSON.stringify({ ...version, version: number })]);
      return number;
    },
    draft: async (project) => read<Draft>(drafts.get(project)),
    saveDraft: async (draft) => {
      const revision = read<Draft>(drafts.get(draft.project))?.revision ?? 0;
      if (revision !== draft.revision) throw new Problem('project.conflict', { revision });
      drafts.set(draft.project, JSON.stringify({ ...draft, revision: revision + 1 }));
      return revision + 1;
    },
  };
}

const withoutDocument = ({ document: _document, ...row }: Version): VersionRow => row;

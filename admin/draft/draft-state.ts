import type { AdminDraft } from '../../shared/admin.ts';
import type { Finding } from '../../shared/finding.ts';
import type { Value } from '../../shared/value.ts';
import { type Clash, merge } from '../document/merge.ts';
import { type History, noHistory } from './history.ts';
import type { Unsaved } from './journal.ts';

/** Where the last change is: on the server, on its way, kept here while the server is away, or refused by it. */
export type Saving = 'saved' | 'waiting' | 'saving' | 'away' | 'refused';

/** Both texts of each place that two people changed, on top of what the server has now. */
export type Conflict = { theirs: AdminDraft; merged: Value; clashes: Clash[] };

export type DraftState = {
  project: string;
  isLoaded: boolean;
  document: Value;
  /** What the server had when it was last heard; my changes are counted from here when somebody else saved too. */
  base: Value;
  revision: number;
  published: number;
  /** The live document, where it is known: what "N changes" is counted against. */
  live: Value | undefined;
  isChanged: boolean;
  findings: Finding[];
  saving: Saving;
  /** What the server or the browser had to say about the last save; empty when there is nothing to say. */
  trouble: string;
  conflict: Conflict | null;
  history: History;
  /** Told to screen readers, and shown for a moment. */
  notice: string;
};

/** A draft that has not been read yet. */
export const emptyDraft: DraftState = {
  project: '',
  isLoaded: false,
  document: null,
  base: null,
  revision: 0,
  published: 0,
  live: undefined,
  isChanged: false,
  findings: [],
  saving: 'saved',
  trouble: '',
  conflict: null,
  history: noHistory,
  notice: '',
};

/** What an answer of the server says about the draft, the document aside. */
export const fromServer = ({ revision, published, isChanged, findings }: AdminDraft): Partial<DraftState> => ({
  revision,
  published,
  isChanged,
  findings,
});

/** The server's draft, with what this browser kept from last time carried over. */
export function openedDraft(draft: AdminDraft, unsaved: Unsaved | null): Partial<DraftState> {
  const plain = { base: draft.document, document: draft.document };
  if (!unsaved) return plain;
  const met = merge(unsaved.base, unsaved.document, draft.document);
  const notice = 'What you typed last time was still in this browser and is back.';
  if (met.clashes.length === 0) return { ...plain, document: met.document, notice, saving: 'waiting' };
  return {
    base: unsaved.base,
    document: unsaved.document,
    conflict: { theirs: draft, merged: met.document, clashes: met.clashes },
    saving: 'waiting',
  };
}

import type { Project } from '../../shared/project/project.ts';
import type { Conversations } from '../perform/conversations.ts';
import type { Rehearsals } from '../perform/rehearsal/rehearsals.ts';
import type { Versions } from '../perform/versions.ts';
import type { Classifier, Clock, FileStore, LanguageModel, Secrets, Store } from '../ports.ts';
import type { Settings } from '../settings.ts';
import type { Audit } from './audit.ts';
import type { Blocks } from './blocks.ts';
import type { Hub } from './hub.ts';
import type { Identities } from './identity.ts';
import type { VisitorTokens } from './visitor-token.ts';

/** What the doors of a server lead to. */
export type Door = {
  conversations: Conversations;
  versions: Versions;
  store: Store;
  classifier: Classifier;
  /** For trying a model of a draft, and for nothing else. */
  model: LanguageModel;
  secrets: Secrets;
  /** Conversations on drafts, for those who write them. */
  rehearsals: Rehearsals;
  hub: Hub;
  /** Where routes put on record what operators do. */
  audit: Audit;
  tokens: VisitorTokens;
  identities: Identities;
  blocks: Blocks;
  files: FileStore;
  clock: Clock;
  settings: Settings;
  log: Log;
};

/** Where a server says what happened; never with message texts or secrets (G-28, G-33). */
export interface Log {
  info(what: Record<string, unknown>, message: string): void;
  warn(what: Record<string, unknown>, message: string): void;
  error(what: Record<string, unknown>, message: string): void;
}

/** Whether a page may use a project: any where none is listed, else exactly the listed ones (G-23). */
export const isAllowedOrigin = (project: Project, origin: string | undefined): boolean =>
  project.widget.allowedOrigins.length === 0 || (origin !== undefined && project.widget.allowedOrigins.includes(origin));

import type { ProblemCode, ProblemDetails } from '../../../../shared/problem.ts';
import type { AuditText } from '../audit-chain.ts';
import type { PreparedCommit } from '../prepare-commit.ts';
import type { AccountJob } from './perform-account.ts';

/** What the calling side asks of the writer thread; documents and values are JSON text. */
export type Job =
  | { kind: 'commit'; commit: PreparedCommit }
  | { kind: 'publish'; project: string; document: string; note: string; author: string; at: number; moveRunning: boolean }
  | { kind: 'saveDraft'; project: string; revision: number; document: string; changedAt: number }
  | { kind: 'settle'; number: number }
  | { kind: 'postpone'; number: number; attempts: number; nextAt: number }
  | { kind: 'keep'; name: string; key: string; value: string; expiresAt: number }
  | { kind: 'take'; name: string; key: string; now: number }
  | { kind: 'account'; job: AccountJob }
  | { kind: 'audit'; entry: AuditText };

/** What a job gives back: a version, a revision, JSON text, or nothing. */
export type JobValue = number | string | null;

/** How a job turned out; it is sent only when the transaction is on disk. */
export type Answer = { ok: true; value: JobValue } | { ok: false; code: ProblemCode; details: ProblemDetails };

/** To the thread: jobs that share one transaction, or the wish that it ends. */
export type ToThread = { jobs: Job[] } | { end: true };

/** What a thread is told when it starts. */
export type ThreadData = { file: string; pageLimit?: number };

import type { DatabaseSync, SQLTagStore } from 'node:sqlite';
import { Problem } from '../../../../shared/problem.ts';
import type { Answer, Job } from './job.ts';
import { performJob } from './perform-job.ts';
import { resultCode, resultCodes, storeProblem } from './store-problem.ts';

/** Writes jobs in one transaction with one sync: each answer is true when it comes back, and one that fails leaves the others alone. */
export type WriteGroup = (jobs: Job[]) => Answer[];

/** A writer of groups over a connection that nobody else uses. */
export function groupWriter(database: DatabaseSync): WriteGroup {
  const sql = database.createTagStore();
  const write: WriteGroup = (jobs) => {
    try {
      sql.run`begin immediate`;
      const answers = jobs.map((job) => isolated(database, sql, job));
      sql.run`commit`;
      return answers;
    } catch (error) {
      if (database.isTransaction) sql.run`rollback`;
      const problem = storeProblem(error);
      // One by one, what still fits is stored, and a large commit does not take small ones down with it.
      if (problem.code === 'store.full' && jobs.length > 1) return jobs.flatMap((job) => write([job]));
      return jobs.map(() => refused(problem));
    }
  };
  return write;
}

function isolated(database: DatabaseSync, sql: SQLTagStore, job: Job): Answer {
  sql.run`savepoint job`;
  try {
    const value = performJob(sql, job);
    sql.run`release job`;
    return { ok: true, value };
  } catch (error) {
    if (!database.isTransaction || isOfTheFile(error)) throw error;
    sql.run`rollback to job`;
    sql.run`release job`;
    return refused(storeProblem(error));
  }
}

/** Whether an error is about the file rather than about this job. */
function isOfTheFile(error: unknown): boolean {
  const code = resultCode(error);
  return !(error instanceof Problem) && code !== undefined && code !== resultCodes.constraint;
}

const refused = ({ code, details }: Problem): Answer => ({ ok: false, code, details });

import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Problem } from '../../../../shared/problem.ts';
import { type Migration, migrate, ownMigrations, schemaOf } from './migrate.ts';
import { resultCode, resultCodes, storeProblem, systemCode } from './store-problem.ts';

/** How long a connection waits for a lock that another process holds. */
export const lockMilliseconds = 5_000;
const applicationId = 1349676400;

/** Opens a file for reading, made and migrated where needed; throws before it touches one that is not ours. */
export function openForReading(file: string, migrations: Migration[] = ownMigrations()): DatabaseSync {
  let database: DatabaseSync | null = null;
  try {
    makeFile(file);
    database = new DatabaseSync(file, { timeout: lockMilliseconds });
    checkOwn(database, file, migrations.at(-1)?.number ?? 0);
    useLog(database);
    migrate(database, migrations);
    database.exec('pragma query_only = on');
    return database;
  } catch (error) {
    database?.close();
    throw openingProblem(error, file);
  }
}

/** Opens a file that `openForReading` has prepared, for the one connection that writes. */
export function openForWriting(file: string, pageLimit?: number): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: lockMilliseconds });
  useLog(database);
  if (pageLimit) database.exec(`pragma max_page_count = ${pageLimit}`);
  return database;
}

/** Made by us, so that nobody else on the machine may read what visitors wrote. */
function makeFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
}

function checkOwn(database: DatabaseSync, file: string, known: number): void {
  const found = schemaOf(database);
  const id = Number(database.prepare('pragma application_id').get()?.application_id);
  const isNew = id === 0 && found === 0 && !database.prepare('select 1 from sqlite_schema').get();
  if (id !== applicationId && !isNew) throw new Problem('store.not_a_database', { file });
  if (found > known) throw new Problem('store.newer', { file, found, known });
}

/** Write-ahead log with a sync at each commit; what is deleted is overwritten (G-33). */
function useLog(database: DatabaseSync): void {
  const mode = database.prepare('pragma journal_mode = wal').get()?.journal_mode;
  if (mode !== 'wal') throw new Problem('store.unavailable', { reason: 'its file system cannot hold a write-ahead log' });
  database.exec('pragma synchronous = full; pragma secure_delete = on');
}

function openingProblem(error: unknown, file: string): Problem {
  const code = resultCode(error);
  const isForeign = code === resultCodes.notADatabase || code === resultCodes.corrupt || systemCode(error) === 'EISDIR';
  return isForeign ? new Problem('store.not_a_database', { file }, { cause: error }) : storeProblem(error);
}

import { readdirSync, readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

/** One step of the schema: plain SQL that is run once, as a whole or not at all. */
export type Migration = { number: number; sql: string };

/** The steps in `migrations/`, in their order; a file's name begins with its number. */
export function ownMigrations(): Migration[] {
  const folder = new URL('./migrations/', import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ number: Number.parseInt(name, 10), sql: readFileSync(new URL(name, folder), 'utf8') }));
}

/** The number of the last step that a file has been through; 0 for a new one. */
export function schemaOf(database: DatabaseSync): number {
  return Number(database.prepare('pragma user_version').get()?.user_version);
}

/** Takes a file through the steps that it has not seen yet; a kill at any point leaves it at one of them. */
export function migrate(database: DatabaseSync, migrations: Migration[]): void {
  for (const migration of migrations) if (migration.number > schemaOf(database)) run(database, migration);
}

function run(database: DatabaseSync, { number, sql }: Migration): void {
  database.exec('begin immediate');
  try {
    // Another process may have been here between the look and the lock.
    if (schemaOf(database) < number) database.exec(`${sql}; pragma user_version = ${number};`);
    database.exec('commit');
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}

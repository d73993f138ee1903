import { type Migration, ownMigrations } from '../../../runtime/adapters/store/sqlite/migrate.ts';

/** Our own steps and one more that changes rows, as a later version may bring it. */
export function sampleMigrations(): Migration[] {
  const own = ownMigrations();
  const sql = `alter table conversations add column language text not null default 'en';
    update conversations set language = 'de';
    create index conversations_by_language on conversations (language);`;
  return [...own, { number: (own.at(-1)?.number ?? 0) + 1, sql }];
}

/** The statements of all steps, counted. */
export const countStatements = (): number => sampleMigrations().reduce((sum, { sql }) => sum + statementsOf(sql).length, 0);

/** The steps with a call of `kill_now()` after so many statements. */
export function migrationsKilledAt(statements: number): Migration[] {
  let left = statements;
  return sampleMigrations().map(({ number, sql }) => {
    const all = statementsOf(sql);
    const isHere = left >= 0 && left <= all.length;
    const killed = isHere ? [...all.slice(0, left), 'select kill_now()', ...all.slice(left)] : all;
    left = isHere ? -1 : left - all.length;
    return { number, sql: killed.join(';\n') };
  });
}

const statementsOf = (sql: string): string[] =>
  sql
    .replaceAll(/--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');

import { DatabaseSync } from 'node:sqlite';
import { migrate } from '../../../runtime/adapters/store/sqlite/migrate.ts';
import { migrationsKilledAt } from './sample-migrations.ts';

/* Migrates a file, and is killed by its own migration after so many statements. */
const [file = '', statements = '0'] = process.argv.slice(2);
const database = new DatabaseSync(file);
database.function('kill_now', () => Number(process.kill(process.pid, 'SIGKILL')));
database.exec('pragma journal_mode = wal; pragma synchronous = full');
migrate(database, migrationsKilledAt(Number(statements)));

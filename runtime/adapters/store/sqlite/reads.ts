import type { SQLTagStore } from 'node:sqlite';

/** Reads from the file; what SQLite throws becomes a problem. */
export type Reads = <T>(read: (sql: SQLTagStore) => T) => Promise<T>;

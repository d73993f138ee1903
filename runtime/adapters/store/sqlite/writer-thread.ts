import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadData, ToThread } from './job.ts';
import { lockMilliseconds, openForWriting } from './open-database.ts';
import { groupWriter } from './write-group.ts';

/** After this long without a write the log is folded into the file and emptied, so that what was removed is gone from it too. */
const idleMilliseconds = 1_000;

// Only startThread runs this file, as a thread with this data: so there is a port, too.
const { file, pageLimit } = workerData as ThreadData;
const port = parentPort as NonNullable<typeof parentPort>;

const database = openForWriting(file, pageLimit);
const write = groupWriter(database);
const idle = setTimeout(emptyLog, idleMilliseconds);

port.on('message', (message: ToThread) => {
  if ('end' in message) return end();
  port.postMessage(write(message.jobs));
  idle.refresh();
});

/** Does not wait: where somebody reads just now, or the disk is full, the next idle moment will do. */
function emptyLog(): void {
  database.exec('pragma busy_timeout = 0');
  try {
    database.exec('pragma wal_checkpoint(truncate)');
  } catch {
    // What is in the log is as durable there as in the file.
  }
  database.exec(`pragma busy_timeout = ${lockMilliseconds}`);
}

/** The log is emptied here, so that closing costs the serving thread nothing. */
function end(): void {
  clearTimeout(idle);
  emptyLog();
  database.close();
  port.close();
}

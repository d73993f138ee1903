import { writeFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadData, ToThread } from '../../../runtime/adapters/store/sqlite/job.ts';
import { openForWriting } from '../../../runtime/adapters/store/sqlite/open-database.ts';
import { groupWriter } from '../../../runtime/adapters/store/sqlite/write-group.ts';

/*
 * A writer thread that dies at its n-th group (`?group=n&when=…`): `opening` dies at once, `before` has written nothing,
 * `after` has committed but not answered. Only the first thread of a file dies, unless `always` is given.
 */
// startThread gives each thread this data.
const { file } = workerData as ThreadData;
const wish = new URL(import.meta.url).searchParams;
const isFirst = firstOf(`${file}.died`) || wish.has('always');
const write = groupWriter(openForWriting(file));
let groups = 0;

if (isFirst && wish.get('when') === 'opening') throw new Error('the thread could not start');

parentPort?.on('message', (message: ToThread) => {
  if ('end' in message) process.exit();
  groups += 1;
  const isTheOne = isFirst && groups === Number(wish.get('group'));
  if (isTheOne && wish.get('when') === 'before') process.exit();
  const answers = write(message.jobs);
  if (isTheOne) process.exit();
  parentPort?.postMessage(answers);
});

function firstOf(mark: string): boolean {
  try {
    writeFileSync(mark, '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

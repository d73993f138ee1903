import { sqliteStore } from '../../../runtime/adapters/store/sqlite.ts';
import { sampleCommit } from './sample-commits.ts';

/* Reads where a conversation stands, says `read`, is paused by its parent, and then tries to go on from what it read. */
const [file = ''] = process.argv.slice(2);
const store = await sqliteStore(file);
const events = (await store.load('one'))?.events ?? [];
console.log('read');
process.stdin.once('data', async () => {
  const late = sampleCommit({ id: 'one', seq: events.length, shown: 0 }, '.', { row: { stage: 'late' } });
  console.log(
    await store.commit(late).then(
      () => 'stored',
      (problem) => problem.code,
    ),
  );
  await store.close();
  process.exit();
});

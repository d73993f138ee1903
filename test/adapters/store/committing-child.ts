import { writeSync } from 'node:fs';
import { sqliteStore } from '../../../runtime/adapters/store/sqlite.ts';
import { type Place, sampleCommit, startOf } from './sample-commits.ts';

/*
 * Commits to some conversations side by side until it is killed, and says on its output what was acknowledged:
 * `ready`, then lines of `conversation seq`; a refusal is `! code`, and ends it.
 */
const [file = '', conversations = '8', pad = '0'] = process.argv.slice(2);
const store = await sqliteStore(file);
const say = (line: string) => writeSync(1, `${line}\n`);

const places = await Promise.all(Array.from({ length: Number(conversations) }, (_, index) => whereItStands(`killed-${index}`)));
say('ready');
try {
  await Promise.all(places.map(goOn));
} catch (error) {
  say(`! ${error instanceof Error && 'code' in error ? error.code : error}`);
  process.exit(0);
}

async function whereItStands(id: string): Promise<Place> {
  const place = startOf(id);
  const loaded = await store.load(id);
  const last = loaded?.events.at(-1);
  place.seq = last?.seq ?? loaded?.snapshot?.seq ?? 0;
  place.shown = loaded?.events.findLast((event) => event.shown !== undefined)?.shown ?? loaded?.snapshot?.shown ?? 0;
  return place;
}

async function goOn(place: Place): Promise<void> {
  for (;;) {
    const first = place.seq + 1;
    const marks = ['s', 's.', '..s', 's..s.'][first % 4] ?? 's';
    await store.commit(
      sampleCommit(place, marks, {
        pad: Number(pad),
        row: { visitor: place.id, turns: first + marks.length - 1 },
        inputs: [{ id: `input-${first}`, digest: 'd', seq: first }],
        profile: [{ field: 'seq', operation: 'set', value: first + marks.length - 1 }],
        snapshot: first % 5 === 0,
      }),
    );
    say(`${place.id} ${place.seq}`);
  }
}

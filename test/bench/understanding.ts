import { resolve } from 'node:path';
import { bm25 } from './understanding/bm25.ts';
import { loadIntents } from './understanding/intents.ts';
import { type Contestant, measureIntents, measurePairs, measureSpeed, measureStages } from './understanding/measures.ts';
import { nlpjs } from './understanding/nlpjs.ts';
import { ours } from './understanding/ours.ts';

const [folder, ...flags] = process.argv.slice(2);
if (!folder) {
  console.error(
    'Usage: npm run bench:understanding -- <data folder> [--validation] [--quick] [--peers <folder>]\n\nThe folder holds CLINC150 as data_full.json (or clinc150.json); docs/understanding.md says where it is published.',
  );
  process.exit(1);
}

const intents = loadIntents(folder, flags.includes('--validation') ? 'validation' : 'test');
const isQuick = flags.includes('--quick');
const peersAt = flags.indexOf('--peers');
const peers = nlpjs(resolve(peersAt < 0 ? '.' : (flags[peersAt + 1] ?? '.')));
const contestants: Contestant[] = [ours, ...peers, bm25];
if (peers.length === 0)
  console.log('nlp.js is not installed. To have it in the run, install @nlpjs/nlp and @nlpjs/lang-en in any folder and name it with --peers.\n');

for (const contestant of contestants) {
  show('stages', contestant, await measureStages(contestant, intents, { stages: isQuick ? 20 : 100, typos: 0 }));
  show('stages, 10 % typos', contestant, await measureStages(contestant, intents, { stages: isQuick ? 20 : 100, typos: 0.1 }));
}
for (const contestant of contestants) show('two requests', contestant, await measurePairs(contestant, intents, isQuick ? 20 : 100));
for (const contestant of contestants) {
  for (const examples of [10, 5])
    show(`all intents, ${examples} examples`, contestant, await measureIntents(contestant, intents, examples, isQuick ? 1 : 5));
  if (!peers.includes(contestant) && !isQuick)
    show('all intents, all examples', contestant, await measureIntents(contestant, intents, Number.POSITIVE_INFINITY, 1));
}
for (const contestant of contestants) show('12 actions, 10 examples', contestant, await measureSpeed(contestant, intents));

function show(measure: string, { name }: Contestant, row: Readonly<Record<string, number>>): void {
  const cells = Object.entries(row).map(
    ([key, value]) => `${key} ${Number.isNaN(value) ? '-' : value >= 100 ? Math.round(value) : value.toFixed(1)}`,
  );
  console.log(`${measure.padEnd(26)} ${name.padEnd(8)} ${cells.join('  ')}`);
}

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The long forms of tests that run short in `npm test`: many kills, many connections, many cuts. Loopback only; ends by itself. */
const long = { KILL_ROUNDS: '200', SILENCE_RUNS: '3000', OPEN_CLOSE_CYCLES: '5000', WIDGET_LONG: '1' };
const files = [
  'test/server/process.test.ts',
  'test/server/sequence-kill.test.ts',
  'test/server/desk-kill.test.ts',
  'test/perform/silence.test.ts',
  'test/server/leak.test.ts',
  'test/adapters/store/sqlite-kill.test.ts',
  'test/widget',
];

const root = join(import.meta.dirname, '../..');
console.log(`Long forms: ${JSON.stringify(long)}`);
const { status } = spawnSync(join(root, 'node_modules/.bin/vitest'), ['run', '--testTimeout=1800000', ...files], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ...long },
});
process.exitCode = status ?? 1;

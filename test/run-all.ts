import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAll } from '../widget/build.ts';
import { audit } from './audit.ts';
import { findChromium } from './browser/find-chromium.ts';
import { coverage } from './numbers.ts';

const root = join(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'promptside-test-'));
const report = join(scratch, 'report.json');

/** Everything that has to hold: types, style, what is known of the packages that ship, and all tests, those in a real browser included. */
async function runAll(): Promise<number> {
  console.log(`Browser: ${await findChromium()}`);
  await buildAll();
  const steps: [string, string[]][] = [
    ['types', ['node_modules/.bin/tsc', '--noEmit']],
    ['lint', ['node_modules/.bin/biome', 'check', '.']],
    ['tests', ['node_modules/.bin/vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]],
  ];
  const failed = [...((await isAudited()) ? [] : ['packages']), ...steps.filter(([name, command]) => !passes(name, command)).map(([name]) => name)];
  printNumbers();
  printCount(failed);
  return failed.length === 0 ? 0 : 1;
}

async function isAudited(): Promise<boolean> {
  const { isFine, says } = await audit(root);
  console.log(`\n— packages\n${says}`);
  return isFine;
}

function passes(name: string, [program = '', ...parameters]: string[]): boolean {
  console.log(`\n— ${name}`);
  return spawnSync(join(root, program), parameters, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

function printNumbers(): void {
  console.log('\n— numbered promises with a test');
  for (const { list, covered, missing } of coverage(root)) {
    console.log(`${list}: ${covered.length} of ${covered.length + missing.length}${missing.length > 0 ? `; missing: ${missing.join(' ')}` : ''}`);
  }
}

function printCount(failed: string[]): void {
  const steps = failed.length > 0 ? `failed: ${failed.join(', ')}` : 'types, lint and tests are fine';
  try {
    // The file is vitest's own report.
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as { numPassedTests: number; numFailedTests: number };
    console.log(`\n${steps}\n${numPassedTests} passed, ${numFailedTests} failed`);
  } catch {
    console.log(`\n${steps}`);
  }
  rmSync(scratch, { recursive: true, force: true });
}

process.exitCode = await runAll();

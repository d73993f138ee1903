import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { audit } from './audit.ts';

const root = join(import.meta.dirname, '..');
type Locked = {
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  hasInstallScript?: boolean;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};
type Lists = Pick<Locked, 'dependencies' | 'devDependencies' | 'optionalDependencies'>;
type Package = Lists & { allowScripts: Record<string, boolean> };
// npm's own files: their shape is npm's.
const read = <T>(file: string): T => JSON.parse(readFileSync(join(root, file), 'utf8')) as T;
const lock = read<{ lockfileVersion: number; packages: Record<string, Locked> }>('package-lock.json');
const manifest = read<Package>('package.json');
const { '': own = {}, ...packages } = lock.packages;

describe('G-34 what we did not write', () => {
  test('is locked to its exact bytes, each package of it', () => {
    expect(lock.lockfileVersion).toBe(3);
    expect(Object.keys(packages).length).toBeGreaterThan(100);
    const loose = Object.entries(packages).filter(
      ([, { integrity = '', version, link }]) => !version || link || !/^sha512-[\w+/]{86}==$/.test(integrity),
    );
    expect(loose).toEqual([]);
  });

  test('comes from the registry alone', () => {
    const elsewhere = Object.entries(packages).filter(
      ([, { resolved = '' }]) => resolved !== '' && !resolved.startsWith('https://registry.npmjs.org/'),
    );
    expect(elsewhere).toEqual([]);
    const notARelease = Object.entries(packages).filter(([, { version = '' }]) => !/^\d+\.\d+\.\d+/.test(version));
    expect(notARelease).toEqual([]);
  });

  test('is what we ask for: exact versions, the same in both files', () => {
    for (const list of ['dependencies', 'devDependencies', 'optionalDependencies'] as const) {
      expect(own[list]).toEqual(manifest[list]);
      for (const [name, version] of Object.entries(manifest[list] ?? {})) {
        expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
        expect([name, packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
      }
    }
  });

  test('runs nothing when it is installed, unless it is named under allowScripts; a name that is not needed any more goes', () => {
    const wanting = Object.entries(packages).flatMap(([path, { hasInstallScript }]) =>
      hasInstallScript ? [path.replace(/^.*node_modules\//, '')] : [],
    );
    expect(new Set(wanting)).toEqual(new Set(Object.keys(manifest.allowScripts)));
  });
});

describe('G-34 the test command asks npm about all that ships', () => {
  let cache = '';
  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), 'promptside-'));
  });
  afterEach(() => rmSync(cache, { recursive: true, force: true }));
  /** npm keeps what it heard of an advisory: what is made up here must not stay with it. */
  const ask = ({ address }: { address: string }) =>
    audit(root, { npm_config_registry: address, npm_config_cache: cache, npm_config_fetch_retries: '0' });

  test.each([
    ['high', false],
    ['critical', false],
    ['moderate', true],
  ])('and an advisory that is %s: it passes is %s', async (severity, isFine) => {
    const registry = await fakeRegistry((asked) => {
      expect(Object.keys(asked).length).toBeGreaterThan(30);
      expect(asked).not.toHaveProperty('vitest');
      return { express: [{ id: 1, url: 'https://example.org/1', title: 'a hole', severity, vulnerable_versions: '*', cwe: [], cvss: { score: 0 } }] };
    });
    const answer = await ask(registry);
    await registry.close();
    expect(answer).toEqual({ isFine, says: expect.stringContaining(`1 ${severity}`) });
  });

  test('and where it knows of nothing, that is said', async () => {
    const registry = await fakeRegistry(() => ({}));
    expect(await ask(registry)).toEqual({ isFine: true, says: 'no advisories for what ships' });
    await registry.close();
  });

  test('and where it cannot be asked, that is said, and fails nothing', async () => {
    const refusing = await fakeRegistry(() => null);
    const refused = await ask(refusing);
    await refusing.close();
    const offline = await ask(refusing);
    for (const answer of [refused, offline])
      expect(answer).toEqual({ isFine: true, says: expect.stringContaining('the registry could not be asked') });
    expect([refused.says, offline.says]).toEqual([expect.stringContaining('405'), expect.stringContaining('ECONNREFUSED')]);
  });
});

type Asked = Record<string, string[]>;

/** A registry that knows advisories alone; where it answers null, it has no such door. */
async function fakeRegistry(answer: (asked: Asked) => object | null): Promise<{ address: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts);
    const isQuestion = request.method === 'POST' && request.url?.endsWith('/advisories/bulk');
    const found = isQuestion ? answer(JSON.parse((request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString())) : null;
    response.writeHead(found ? 200 : isQuestion ? 405 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(found ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address with a port.
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

import { get, type IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildAll, builtManifest } from '../../widget/build.ts';
import { root, type Stand, serve } from '../server/stand.ts';

let server: Stand;
let paths: string[] = [];
beforeAll(async () => {
  await buildAll(['widget']);
  const panel = (await builtManifest('widget'))?.files.find(({ path }) => path.startsWith('assets/panel-'));
  paths = ['/widget.js', `/promptside/${panel?.path}`];
  server = await serve(`${root}/demo/shop.project.json`);
}, 300_000);
afterAll(() => server?.remove());

/** What comes over the wire, as it is packed there. */
const packed = (path: string, encoding: string): Promise<{ headers: IncomingMessage['headers']; body: Buffer }> =>
  new Promise((resolve, reject) => {
    get(`${server.address}${path}`, { headers: { 'accept-encoding': encoding } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ headers: answer.headers, body: Buffer.concat(chunks) }));
    }).on('error', reject);
  });

test('the server hands loader and panel out with brotli, with gzip, and as they are, as the browser asks; all say the same (P-40)', async () => {
  for (const path of paths) {
    const plain = await packed(path, 'identity');
    const zipped = await packed(path, 'gzip');
    const brotli = await packed(path, 'gzip, deflate, br');
    expect([plain, zipped, brotli].map(({ headers }) => headers['content-encoding'])).toEqual([undefined, 'gzip', 'br']);
    expect([plain, zipped, brotli].map(({ headers }) => /accept-encoding/i.test(headers.vary ?? ''))).toEqual([true, true, true]);
    expect(plain.body.length).toBeGreaterThan(1_000);
    expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true);
    expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true);
  }
});

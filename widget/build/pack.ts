import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** One built file as a server may serve it; `path` + `.br` and `path` + `.gz` lie beside it where `bytes` names them. */
export type BuiltFile = {
  /** With forward slashes, from the folder of the manifest. */
  path: string;
  type: string;
  /** Whether the content is in the name, so that it may be kept for ever. */
  isImmutable: boolean;
  bytes: { plain: number; brotli?: number; gzip?: number };
  /** For an `ETag` or a `integrity` attribute. */
  sha256: string;
};

/** A part of an earlier build, kept for pages that were loaded before this one. */
export type Kept = Pick<BuiltFile, 'path' | 'bytes'> & { until: number };

/** What a build left: the content hash of its inputs, its files, and what it kept of those before it. */
export type Manifest = { inputs: string; files: BuiltFile[]; kept?: Kept[] };

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
const packable = new Set(['.js', '.css', '.html', '.svg', '.json']);

/** Writes a compressed twin beside every file that gains by it, and the manifest of all. */
export async function pack(folder: string, inputs: string): Promise<Manifest> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = await Promise.all(paths.sort().map((path) => packFile(folder, path)));
  const manifest = { inputs, files };
  await writeManifest(folder, manifest);
  return manifest;
}

export const writeManifest = (folder: string, manifest: Manifest): Promise<void> =>
  writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);

async function packFile(folder: string, file: string): Promise<BuiltFile> {
  const content = await readFile(file);
  const path = relative(folder, file).split(sep).join('/');
  const bytes: BuiltFile['bytes'] = { plain: content.length };
  if (packable.has(extname(file))) {
    const [brotli, gzipped] = await Promise.all([
      promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
      promisify(gzip)(content, { level: 9 }),
    ]);
    await Promise.all([writeFile(`${file}.br`, brotli), writeFile(`${file}.gz`, gzipped)]);
    bytes.brotli = brotli.length;
    bytes.gzip = gzipped.length;
  }
  const type = types[extname(file)] ?? 'application/octet-stream';
  return { path, type, isImmutable: path.startsWith('assets/'), bytes, sha256: createHash('sha256').update(content).digest('base64') };
}

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root } from '../server/stand.ts';

/**
 * A page's own module as a bundler makes a script of it, which puts what the module exports under `entry`; addresses
 * that begin with `/` are of this project. Other modules may be put in the place of packages.
 */
export async function bundled(source: string, packages: Record<string, string> = {}): Promise<string> {
  const { build } = await import('vite');
  const folder = mkdtempSync(join(tmpdir(), 'promptside-entry-'));
  const modules: Record<string, string> = { ...packages, entry: source };
  const at = (name: string): string => join(root, `${name}.made-up.ts`);
  const madeUp = {
    name: 'made-up modules',
    enforce: 'pre' as const,
    resolveId: (name: string) => (name.endsWith('.made-up.ts') ? name : name in packages ? at(name) : undefined),
    load: (path: string) => modules[basename(path, '.made-up.ts')],
  };
  const lib = { entry: at('entry'), formats: ['iife' as const], name: 'entry', fileName: () => 'entry.js' };
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    root,
    plugins: [madeUp],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { outDir: folder, lib },
  });
  const script = readFileSync(join(folder, 'entry.js'), 'utf8');
  rmSync(folder, { recursive: true, force: true });
  return script;
}

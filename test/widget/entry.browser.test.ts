import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../server/stand.ts';
import { useStand, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;

/** The entry for bundlers, as a bundler makes a script of it. */
async function bundled(): Promise<string> {
  const { build } = await import('vite');
  const folder = mkdtempSync(join(tmpdir(), 'promptside-entry-'));
  const lib = { entry: join(root, 'widget/index.ts'), formats: ['iife' as const], name: 'entry', fileName: () => 'entry.js' };
  await build({ configFile: false, logLevel: 'error', publicDir: false, root, build: { outDir: folder, lib } });
  const script = readFileSync(join(folder, 'entry.js'), 'utf8');
  rmSync(folder, { recursive: true, force: true });
  return script;
}

test.each([
  ['a plain page', {}],
  ['a page with Trusted Types', { 'content-security-policy': "require-trusted-types-for 'script'; trusted-types promptside" }],
])('the npm entry puts the widget on %s once, and what is said before it has loaded is done', async (_name, headers) => {
  const script = await bundled();
  const use = `const speak = entry.loadWidget({ address: '${server.origin}', project: 'shop', settings: { position: 'bottom-left' } }); entry.loadWidget({ address: '${server.origin}', project: 'shop' }); speak('command', 'early', { a: 1 }); window.speak = speak;`;
  const page = await stand.visit({ head: `<script>${script}</script><script>${use}</script>`, headers });
  await expect.poll(() => server.commands, { timeout: 10_000 }).toMatchObject([{ command: 'early', parameters: { a: 1 } }]);
  const widget = widgetOn(page);
  expect([await widget.host.count(), await widget.host.getAttribute('data-side'), await page.locator('script[src]').count()]).toEqual([1, 'left', 1]);
  await page.evaluate(() => (window as unknown as { speak(call: string): void }).speak('open'));
  await widget.composer.waitFor();
  expect(stand.complaints).toEqual([]);
});

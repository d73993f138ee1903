import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { bundled } from '../widget/bundled.ts';
import { useStand, widgetOn } from '../widget/stand.ts';
import { typeChecked } from '../widget/type-checked.ts';
import { page as pageOf, root } from './pages.ts';

const stand = useStand();
const { blocks } = pageOf('docs/widget.md');
const block = (language: string, holds: string): string =>
  blocks.find((it) => it.language === language && (it.label === holds || it.text.includes(holds)))?.text ?? '';

test('the entry for bundlers does on a page what docs/widget.md shows, and compiles as it stands there', async () => {
  const source = block('ts', 'entry');
  expect(await typeChecked({ 'page.ts': source })).toBe('');
  const script = await bundled(source.replace('https://chat.example', stand.server.origin));
  const page = await stand.visit({ head: ' ', body: `<script>${script}</script>` });
  const widget = widgetOn(page);
  await widget.composer.waitFor();
  expect([await widget.host.getAttribute('data-side'), await widget.composer.getAttribute('placeholder')]).toEqual(['left', 'Ask us']);
  await expect.poll(() => stand.server.commands, { timeout: 10_000 }).toMatchObject([{ command: 'track_order', parameters: { order: '12345' } }]);
  expect(stand.complaints).toEqual([]);
});

test('its command writes types against which its page compiles, and one that fires a renamed command does not', async () => {
  const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { bin: { promptside: string } }; // npm's own shape
  const folder = mkdtempSync(join(tmpdir(), 'promptside-docs-'));
  const command = block('sh', 'promptside types')
    .replace('npx promptside', `"${process.execPath}" "${join(root, bin.promptside)}"`)
    .replace('demo/', `${root}/demo/`);
  await promisify(execFile)('sh', ['-c', command], { cwd: folder });
  const types = readFileSync(join(folder, 'promptside.d.ts'), 'utf8');
  rmSync(folder, { recursive: true, force: true });
  const page = block('ts', 'typed');
  expect(page).toContain("'CheckOrderStatus'");
  expect(await typeChecked({ 'page.ts': page, 'promptside.d.ts': types })).toBe('');
  expect(await typeChecked({ 'page.ts': page.replace("'CheckOrderStatus'", "'RenamedStatus'"), 'promptside.d.ts': types })).toContain(
    'RenamedStatus',
  );
}, 180_000);

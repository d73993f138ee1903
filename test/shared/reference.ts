import { catalogue } from '../../shared/check/catalogue.ts';
import { type Row, sections } from './reference-rows.ts';

const opening = '<!-- reference: the first three columns come from the schema; write them anew with node test/shared/write-reference.ts -->';
const closing = '<!-- end of the reference -->';

/** The page with its reference as the schema has it now; what a person wrote about a key or a finding is kept. */
export function current(page: string): string {
  const from = page.indexOf(opening);
  const to = page.indexOf(closing);
  if (from < 0 || to < 0) throw new Error(`docs/project.md has lost the line ${from < 0 ? opening : closing}`);
  return [page.slice(0, from), opening, '\n\n', reference(meaningsIn(page.slice(from, to))), '\n', page.slice(to)].join('');
}

/** Keys that nobody has said anything about. */
export const unexplained = (page: string): string[] => page.split('\n').filter((line) => cellsOf(line)?.at(-1) === '');

/** The page without the white space that only lines its tables up. */
export const unaligned = (page: string): string =>
  page
    .split('\n')
    .map((line) => (line.startsWith('|') ? line.replaceAll(/ *\| */g, '|').replaceAll(/-{3,}/g, '---') : line))
    .join('\n');

/** The cells of a line that begins with a key. */
const cellsOf = (line: string): string[] | null =>
  /^\| `[^`]+` +\|/.test(line)
    ? line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim())
    : null;

function reference(meanings: ReadonlyMap<string, string>): string {
  const tables = [...sections()].map(([title, rows]) => table(title, rows, meanings));
  return [...tables, findings()].join('\n\n');
}

function table(title: string, rows: Row[], meanings: ReadonlyMap<string, string>): string {
  const lines = rows.map(({ key, holds, standard }) => `| \`${key}\` | ${holds} | ${standard} | ${meanings.get(`${title}.${key}`) ?? ''} |`);
  return [`### ${title}`, '', '| key | holds | default | meaning |', '|---|---|---|---|', ...lines].join('\n');
}

function findings(): string {
  const lines = Object.entries(catalogue).map(([code, { level, say }]) => `| \`${code}\` | ${level} | ${say.replaceAll(/\{(\w+)\}/g, '_$1_')} |`);
  return ['## What a check may find', '', '| code | level | it says |', '|---|---|---|', ...lines].join('\n');
}

function meaningsIn(text: string): Map<string, string> {
  const meanings = new Map<string, string>();
  let title = '';
  for (const line of text.split('\n')) {
    title = /^### (.*)$/.exec(line)?.[1] ?? title;
    const cells = cellsOf(line);
    if (cells) meanings.set(`${title}.${cells[0]?.replaceAll('`', '')}`, cells.at(-1) ?? '');
  }
  return meanings;
}

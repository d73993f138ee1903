import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** A fenced block of a page: ```` ```js run ```` has the language `js` and the label `run`. */
export type Block = { page: string; line: number; language: string; label: string; text: string };

/** A page of the documentation. `prose` is the text without its fenced blocks. */
export type Page = { path: string; text: string; prose: string; blocks: Block[] };

/** All pages: those at the top, and those in docs/. */
export const pages: readonly Page[] = ['', 'docs'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => pageAt(join(folder, name))),
);

/** One page by its path. */
export function page(path: string): Page {
  const found = pages.find((it) => it.path === path);
  if (!found) throw new Error(`there is no page ${path}`);
  return found;
}

/** The rows below a table's head, cell by cell; one table of a page is found by the words in its first row. */
export function table(text: string, head: string): string[][] {
  const lines = text.split('\n');
  const from = lines.findIndex((line) => line.startsWith('|') && line.includes(head));
  if (from < 0) throw new Error(`there is no table "${head}"`);
  const length = lines.slice(from).findIndex((line) => !line.startsWith('|'));
  return lines.slice(from + 2, length < 0 ? undefined : from + length).map(cells);
}

/** The cells of a table's row. */
export const cells = (line: string): string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());

/** What stands between the first backticks, or all of it where there are none. */
export const code = (cell: string | undefined): string => /`([^`]+)`/.exec(cell ?? '')?.[1] ?? cell ?? '';

/** The anchors that a page's headings get: lower case, spaces as dashes, other signs dropped. */
export const headingsOf = (path: string): string[] =>
  [...page(path).prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

function pageAt(path: string): Page {
  const text = readFileSync(join(root, path), 'utf8');
  const blocks: Block[] = [];
  const prose = text.replaceAll(
    /^```(\w*)[ ]?([^\n]*)\n([\s\S]*?)^```$/gm,
    (_whole, language: string, label: string, content: string, at: number) => {
      blocks.push({ page: path, line: text.slice(0, at).split('\n').length, language, label, text: content });
      return '';
    },
  );
  return { path, text, prose, blocks };
}

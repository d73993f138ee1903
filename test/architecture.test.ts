import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const rooms = ['shared', 'runtime', 'widget', 'admin'];

type Source = { path: string; text: string; imports: string[]; lines: number };

const sources = rooms.flatMap((room) => filesIn(join(root, room))).map(read);
const byPath = new Map(sources.map((source) => [source.path, source]));

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return /\.(ts|tsx|js|css)$/.test(entry.name) ? [path] : [];
  });
}

function read(absolute: string): Source {
  const text = readFileSync(absolute, 'utf8');
  const path = relative(root, absolute);
  const found = [...text.matchAll(/^(?:import|export)\s[^'"]*?from\s*'([^']+)'|^import\s*'([^']+)'|import\(\s*'([^']+)'\s*\)/gm)];
  const imports = found
    .map((match) => match[1] ?? match[2] ?? match[3] ?? '')
    .map((name) => (name.startsWith('.') ? normalize(join(dirname(path), name)) : name));
  return { path, text, imports, lines: text.split('\n').length - 1 };
}

/** Which of our own folders a folder may import from. */
const mayImport: [from: RegExp, to: RegExp][] = [
  [/^shared\//, /^shared\//],
  [/^runtime\/decide\//, /^(shared|runtime\/decide)\//],
  [/^runtime\/ports(\/|\.ts$)/, /^shared\/|^runtime\/ports\//],
  [/^runtime\/perform\//, /^(shared|runtime\/decide|runtime\/perform)\/|^runtime\/ports\.ts$/],
  [/^runtime\/adapters\/([^/]+)\//, /^shared\/|^runtime\/ports\.ts$/],
  [/^runtime\/server\//, /^(shared|runtime\/perform|runtime\/server)\/|^runtime\/(ports|settings)\.ts$/],
  [/^runtime\/settings\.ts$/, /^shared\//],
  [/^runtime\/read-project\.ts$/, /^shared\//],
  [/^runtime\/main\.ts$/, /^(shared|runtime)\//],
  [/^runtime\/command\.ts$/, /^(shared|runtime|widget\/build\.ts)/],
  [/^widget\//, /^(shared|widget)\/|^vite\.config\.ts$/],
  [/^admin\//, /^(shared|admin)\//],
];

test('nobody imports against the direction of the house', () => {
  const wrong = sources.flatMap(({ path, imports }) =>
    imports
      .filter((to) => /^(shared|runtime|widget|admin|test|demo)\/|^vite\.config/.test(to))
      .filter((to) => !allowed(path, to))
      .map((to) => `${path} imports ${to}`),
  );
  expect(wrong).toEqual([]);
});

function allowed(path: string, to: string): boolean {
  const own = /^runtime\/adapters\/([^/]+)\//.exec(path);
  if (own && to.startsWith(`runtime/adapters/${own[1]}/`)) return true;
  return mayImport.some(([from, target]) => from.test(path) && target.test(to));
}

test('there is no import circle', () => {
  const circles: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (path: string, trail: string[]): void => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    state.set(path, 'open');
    for (const to of byPath.get(path)?.imports ?? []) if (byPath.has(to)) visit(to, [...trail, path]);
    state.set(path, 'done');
  };
  for (const { path } of sources) visit(path, []);
  expect(circles).toEqual([]);
});

test('no file is longer than 300 lines', () => {
  expect(sources.filter(({ lines }) => lines > 300).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
});

test('decide is pure: no waiting, no clock, no luck, nothing from outside', () => {
  const impure =
    /\bawait\b|\basync\b|Math\.random|Date\.now|new Date\(\)|performance\.|process\.|setTimeout|setInterval|\bfetch\(|console\.|from 'node:/;
  const wrong = sources.filter(({ path, text }) => path.startsWith('runtime/decide/') && impure.test(withoutComments(text)));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test('perform asks its ports for time, ids and luck', () => {
  const direct = /Math\.random|Date\.now|new Date\(\)|randomUUID|randomBytes|setTimeout|setInterval/;
  const wrong = sources.filter(({ path, text }) => path.startsWith('runtime/perform/') && direct.test(withoutComments(text)));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test('no enum, no any, no default export, no name that says nothing', () => {
  const loose = sources.filter(({ path, text }) => {
    const code = withoutComments(text);
    return (
      /^\s*(export )?(const )?enum /m.test(code) ||
      /:\s*any\b|<any>|as any\b/.test(code) ||
      (/^export default/m.test(code) && !path.endsWith('vite.config.ts'))
    );
  });
  const vague = sources.filter(({ path }) => /(^|\/)(utils?|helpers?|common|manager|service|misc)(\.|\/|-)/.test(path));
  expect([...loose, ...vague].map(({ path }) => path)).toEqual([]);
});

test('only the widget and the admin page touch the page, and the schema library stays out of the widget', () => {
  const wrong = sources.filter(
    ({ path, text }) =>
      (path.startsWith('runtime/') || path.startsWith('shared/')) &&
      /\b(document|window)\.(createElement|querySelector|addEventListener|body)/.test(withoutComments(text)),
  );
  const zod = sources.filter(({ path, imports }) => path.startsWith('widget/') && imports.includes('zod'));
  expect([...wrong, ...zod].map(({ path }) => path)).toEqual([]);
});

const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '');

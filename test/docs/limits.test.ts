import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { model, limits as schema } from '../../shared/project/settings.ts';
import { tool } from '../../shared/project/tool.ts';
import { wireLimits } from '../../shared/protocol.ts';
import { cells, code, page, root, table } from './pages.ts';
import { settingNames, settingsWith } from './settings-read.ts';

const { text } = page('docs/limits.md');
type Range = { minimum?: number; maximum?: number; default?: unknown };
// What zod writes for an object of numbers: each key with its range.
const rangesOf = (given: z.ZodType): Record<string, Range> =>
  (z.toJSONSchema(given, { io: 'input' }) as unknown as { properties: Record<string, Range> }).properties;
const written = ({ default: standard, minimum, maximum }: Range = {}): string[] => [standard, minimum, maximum].map(String);

describe('docs/limits.md', () => {
  test('it has every limit of a project, with the default and the range that the schema has', () => {
    const rows = table(text, '| key | default | least | most | limits |').map(([key, ...rest]) => [code(key), ...rest.slice(0, 3)]);
    expect(rows).toEqual(Object.entries(rangesOf(schema)).map(([key, range]) => [key, ...written(range)]));
  });

  test('a limit that it calls not used yet is one that nothing reads, and the other way round', () => {
    const sources = globSync('runtime/**/*.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'));
    // Budgets are read by `limits[what]`, whose names are those of what is spent.
    const isRead = (key: string): boolean => sources.some((source) => new RegExp(`\\b${key}\\b`).test(source));
    const unused = table(text, '| key | default |').filter((row) => row.join(' ').includes('not used yet'));
    expect(unused.map(([key]) => code(key))).toEqual(Object.keys(schema.shape).filter((key) => !isRead(key)));
  });

  test('the limits of single tools and models are those of their schemas', () => {
    const [webhook] = tool.options.filter((option) => option.shape.type.value === 'webhook');
    const ranges = { webhook: rangesOf(webhook ?? z.never()), model: rangesOf(model) };
    const second = text.slice(text.indexOf('Single tools'));
    for (const [key, standard, least, most] of table(second, '| key |')) {
      const of = key?.includes('webhook') ? ranges.webhook : ranges.model;
      const range = of[code(key)];
      expect([key, least, most]).toEqual([key, String(range?.minimum), String(range?.maximum)]);
      if (range?.default !== undefined) expect([key, standard]).toEqual([key, String(range.default)]);
    }
  });

  test('it has every setting that is a limit, with its default', () => {
    const rows = table(text, '| variable |').map(([name, standard]) => [code(name), standard ?? '']);
    const wanted = settingNames.filter((name) => /_PER_|_BURST|_MILLISECONDS/.test(name));
    expect(rows.map(([name]) => name).toSorted()).toEqual(wanted.toSorted());
    for (const [name = '', standard = ''] of rows) expect([name, settingsWith({ [name]: standard })]).toEqual([name, settingsWith({})]);
  });

  test('it has every limit of the wire', () => {
    const rows = fixed().filter(({ file }) => file === 'shared/protocol.ts');
    expect(rows.map(({ name, value }) => [name, value]).toSorted()).toEqual(Object.entries(wireLimits).toSorted());
  });

  test.each(fixed())('$what: $file has $name', ({ file, name, value }) => {
    expect(numbersOf(readFileSync(join(root, file), 'utf8'), name)).toContain(value);
  });
});

type Fixed = { what: string; value: number; file: string; name: string };

/** The rows that name a place in the code. */
function fixed(): Fixed[] {
  const rows = text.split('\n').flatMap((line) => {
    const [what = '', value = '', , place = ''] = cells(line);
    const [, file = '', name = ''] = /^`([^`]+)` `([^`]+)`$/.exec(place) ?? [];
    return file === '' ? [] : [{ what, value: Number.parseFloat(value), file, name }];
  });
  if (rows.length < 60) throw new Error(`only ${rows.length} rows of docs/limits.md name a place in the code`);
  return rows;
}

/** The numbers that a name is given in a source file: by `=`, by `:` or as an argument; of a schema, its upper bound. */
function numbersOf(source: string, name: string): number[] {
  const uses = source.matchAll(new RegExp(`\\b${name}\\b(?::[^=\\n;]*=|\\s*[:=])\\s*([^;]{0,200})|\\b${name}\\(([^)]*)\\)`, 'g'));
  return [...uses].flatMap(([, given, inside]) => {
    if (inside !== undefined) return [...inside.matchAll(/\d[\d_]*/g)].map(([found]) => product(found));
    const isSchema = /^z\b|^template\b/.test(given ?? '');
    const found = isSchema ? /\.max\(([\d_]+)/.exec(given ?? '')?.[1] : /\d[\d_]*(?:\.\d+)?(?:\s*\*\s*\d[\d_]*)*/.exec(given ?? '')?.[0];
    return found === undefined ? [] : [product(found)];
  });
}

const product = (text: string): number => text.split('*').reduce((result, part) => result * Number(part.replaceAll('_', '')), 1);

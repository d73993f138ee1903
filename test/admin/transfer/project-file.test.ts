import { expect, test } from 'vitest';
import { fileNameOf, fileTextOf, largestFile, readProjectFile, readProjectText } from '../../../admin/transfer/project-file.ts';
import { sampleProject } from '../sample-project.ts';

const file = (bytes: Uint8Array, size = bytes.length) => ({ name: 'x.json', size, arrayBuffer: async () => bytes.slice().buffer });
const text = (content: string) => file(new TextEncoder().encode(content));

test('what is exported is what an import reads, also with a byte order mark', async () => {
  expect(await readProjectFile(text(fileTextOf(sampleProject)))).toEqual({ ok: true, document: sampleProject });
  expect(await readProjectFile(text(`\uFEFF${fileTextOf(sampleProject)}`))).toEqual({ ok: true, document: sampleProject });
});

test('JSON that does not parse says line and column, and shows the place', () => {
  const reading = readProjectText('{\n  "name": "shop",\n\t"stages": [}\n}');
  expect(reading).toMatchObject({ ok: false, place: { line: 3, column: 13 } });
  expect(reading).toMatchObject({ reason: expect.stringMatching(/^Line 3, column 13: /) });
  expect(!reading.ok && reading.place?.excerpt).toBe(' "stages": [}\n            ^');
});

test('a very long faulty line is shown around its fault', () => {
  const reading = readProjectText(`{"a": "${'x'.repeat(5_000)}" oops}`);
  const [line = '', mark = ''] = (!reading.ok && reading.place?.excerpt.split('\n')) || [];
  expect(line.length).toBeLessThanOrEqual(72);
  expect(line[mark.indexOf('^')]).toBe('o');
});

test.each([
  ['a list', '[]', 'list'],
  ['a number', '3', 'number'],
  ['nothing', 'null', 'null'],
  ['a reserved key', '{"name": "x", "vars": {"__proto__": {"a": 1}}}', '__proto__'],
  ['nesting without an end', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`, 'deep'],
])('%s is no project, and nothing else is looked at', (_name, content, word) => {
  const reading = readProjectText(content);
  expect(reading.ok).toBe(false);
  expect(!reading.ok && reading.reason).toContain(word);
});

test('a file that is too large is not read, an empty one and one that is no text say so', async () => {
  const untouched = { name: 'x', size: largestFile + 1, arrayBuffer: () => Promise.reject(new Error('it was read')) };
  expect(await readProjectFile(untouched)).toEqual({ ok: false, reason: 'The file has 4.0 MB; at most 4.0 MB are read.' });
  expect(await readProjectFile(file(new Uint8Array(0)))).toMatchObject({ reason: 'The file is empty.' });
  expect(await readProjectFile(file(new Uint8Array([0xff, 0xfe, 0x7b])))).toMatchObject({ reason: 'The file is not text in UTF-8.' });
  expect(await readProjectFile({ ...file(new Uint8Array(1)), arrayBuffer: () => Promise.reject(new DOMException('gone')) })).toMatchObject({
    reason: 'The file could not be read; choose it again.',
  });
});

test('a file is named for its project, whatever that is called', () => {
  expect(fileNameOf('shop')).toBe('shop.project.json');
  expect(fileNameOf('../a b')).toBe('.._a_b.project.json');
  expect(fileNameOf('')).toBe('project.project.json');
});

import { expect, test } from 'vitest';
import { mended } from '../../../admin/document/mend.ts';
import { withValue } from '../../../admin/document/path.ts';
import { parseProject } from '../../../shared/parse.ts';
import { sampleProject } from '../sample-project.ts';

test('what the checks suggest for an unknown name and an unknown key makes the document right, key order kept', () => {
  const wrongName = withValue(sampleProject, ['stages', 0, 'actions', 1, 'effects', 1, 'stage'], 'retruns');
  const wrongKey = withValue(withValue(sampleProject, ['description'], undefined), ['descripton'], 'Order status, returns and opening hours');
  for (const document of [wrongName, wrongKey]) {
    const finding = parseProject(document).findings.find(({ mend }) => mend);
    const right = finding && mended(document, finding);
    expect(right).toEqual(sampleProject);
  }
});

test('nothing is mended where the place is gone, holds something else, or the key that was meant is there', () => {
  expect(mended({ a: 1 }, { path: 'b', mend: { value: 'x' } })).toBeNull();
  expect(mended({ a: 1 }, { path: 'a', mend: { value: 'x' } })).toBeNull();
  expect(mended({ a: 1 }, { path: 'b', mend: { key: 'c' } })).toBeNull();
  expect(mended({ a: 1, b: 2 }, { path: 'a', mend: { key: 'b' } })).toBeNull();
  expect(mended({ a: 1 }, { path: 'a' })).toBeNull();
  expect(mended({ a: 1, b: 2 }, { path: 'a', mend: { key: 'c' } })).toEqual({ c: 1, b: 2 });
});

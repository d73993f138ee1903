import { expect, test } from 'vitest';
import { found, paletteEntries } from '../../admin/palette.ts';
import { sampleProject } from './sample-project.ts';

const labels = (wanted: string): string[] => found(paletteEntries(sampleProject), wanted).map(({ label }) => label);

test('the palette finds parts and commands by the beginnings and pieces of their words', () => {
  expect(labels('order_status')).toEqual(['order_status']);
  expect(labels('stop action')).toEqual(['stop']);
  expect(labels('script')[0]).toBe('New script');
  expect(labels('sto')[0]).toBe('stop');
  expect(labels('no such thing')).toEqual([]);
  expect(labels('').length).toBeGreaterThan(20);
});

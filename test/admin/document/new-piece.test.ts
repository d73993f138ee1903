import { describe, expect, test } from 'vitest';
import { inserted } from '../../../admin/document/edit.ts';
import { nextPath, type Piece, pieces } from '../../../admin/document/new-piece.ts';
import { project } from '../../../shared/project/project.ts';
import type { Value } from '../../../shared/value.ts';
import { sampleProject } from '../sample-project.ts';

const added = (document: Value, piece: Piece): Value =>
  inserted(document, piece.list, { index: Number(nextPath(document, piece.list).at(-1)), values: [piece.make(document)] });

describe('a new part', () => {
  // A sequence and an action wait for what only an author knows: what runs, and what is said.
  const complete = Object.entries<Piece>(pieces).filter(([name]) => name !== 'sequence' && name !== 'globalAction');

  test.each(complete)('%s is complete as it is, also a second time, under a name of its own', (_, piece) => {
    const twice = added(added(sampleProject, piece), piece);
    expect(project.safeParse(twice).error?.issues ?? []).toEqual([]);
    const names = JSON.stringify(twice).match(/"(?:name|id)":"new_\w+"/g) ?? [];
    expect(new Set(names).size).toBe(names.length);
  });

  test('tools and sequences share their names', () => {
    const document: Value = { tools: [{ name: 'new_sequence' }], actionSequences: [{ name: 'new_script' }] };
    expect(pieces.sequence.make(document)).toMatchObject({ name: 'new_sequence_2' });
    expect(pieces.script.make(document)).toMatchObject({ name: 'new_script_2' });
  });
});

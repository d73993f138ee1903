import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ProfileChange } from '../../../runtime/ports.ts';
import type { Value, Values } from '../../../shared/value.ts';
import { modified } from '../../../shared/value.ts';
import { sampleCommit, startOf } from './sample-commits.ts';
import { type OpenStore, withStore } from './store-contract.ts';

/** The profile of a visitor: changed field by field, together with the events that say so. */
export function profileContract(open: OpenStore): void {
  test('R003-20 set, reset, add and remove change one field of the profile', () =>
    withStore(open, async (store) => {
      const place = startOf('one');
      const after = async (...profile: ProfileChange[]) => {
        await store.commit(sampleCommit(place, '.', { profile }));
        return store.profile('shop', 'visitor-1');
      };
      expect(await store.profile('shop', 'visitor-1')).toEqual({});
      expect(await after({ field: 'tier', operation: 'set', value: 'gold' })).toEqual({ tier: 'gold' });
      expect(await after({ field: 'tags', operation: 'add', value: { a: 1, b: 2 } })).toEqual({ tier: 'gold', tags: [{ a: 1, b: 2 }] });
      expect(await after({ field: 'tags', operation: 'add', value: 'x' }, { field: 'tags', operation: 'add', value: 'x' })).toEqual({
        tier: 'gold',
        tags: [{ a: 1, b: 2 }, 'x', 'x'],
      });
      expect(await after({ field: 'tags', operation: 'remove', value: { b: 2, a: 1 } })).toEqual({ tier: 'gold', tags: ['x', 'x'] });
      expect(await after({ field: 'tags', operation: 'remove', value: 'x' })).toEqual({ tier: 'gold', tags: [] });
      expect(await after({ field: 'tier', operation: 'add', value: 'silver' })).toEqual({ tier: ['gold', 'silver'], tags: [] });
      expect(await after({ field: 'tier', operation: 'reset' }, { field: 'gone', operation: 'remove', value: 1 })).toEqual({ tags: [] });
    }));

  test('a store changes a field exactly as a conversation does', () =>
    withStore(open, async (store) => {
      const place = startOf('one');
      let expected: Values = {};
      await fc.assert(
        fc.asyncProperty(fc.array(anyChange, { minLength: 1, maxLength: 5 }), async (profile) => {
          await store.commit(sampleCommit(place, '.', { profile }));
          expected = profile.reduce(foldedAsInTheConversation, expected);
          expect(await store.profile('shop', 'visitor-1')).toEqual(expected);
        }),
        { numRuns: 60 },
      );
    }));

  test('P-23 two conversations of one visitor lose nothing of each other', () =>
    withStore(open, async (store) => {
      await Promise.all(
        ['left', 'right'].map(async (id) => {
          const place = startOf(id);
          for (let turn = 0; turn < 25; turn++) {
            const profile: ProfileChange[] = [
              { field: 'visits', operation: 'add', value: `${id}-${turn}` },
              { field: id, operation: 'set', value: turn },
            ];
            await store.commit(sampleCommit(place, '.', { profile }));
          }
        }),
      );
      const { visits, ...fields } = await store.profile('shop', 'visitor-1');
      expect(fields).toEqual({ left: 24, right: 24 });
      expect(new Set(Array.isArray(visits) ? visits : []).size).toBe(50);
    }));

  test('a profile belongs to one visitor of one project', () =>
    withStore(open, async (store) => {
      const profile: ProfileChange[] = [{ field: 'name', operation: 'set', value: 'Ann' }];
      await store.commit(sampleCommit(startOf('one'), '.', { profile }));
      expect(await store.profile('shop', 'visitor-2')).toEqual({});
      expect(await store.profile('other', 'visitor-1')).toEqual({});
    }));

  test('G-25 a field with the name of a prototype is a field like any other', () =>
    withStore(open, async (store) => {
      await store.commit(sampleCommit(startOf('one'), '.', { profile: [{ field: '__proto__', operation: 'set', value: { bad: true } }] }));
      const profile = await store.profile('shop', 'visitor-1');
      expect(Object.hasOwn(profile, '__proto__')).toBe(true);
      expect('bad' in profile).toBe(false);
      expect('bad' in {}).toBe(false);
    }));
}

const anyValue = fc.oneof(
  fc.constantFrom<Value>(null, 0, 1, 'x', [1], ['x'], { a: 1 }),
  fc.jsonValue({ maxDepth: 2 }).map((it) => JSON.parse(JSON.stringify(it))),
);
const anyChange: fc.Arbitrary<ProfileChange> = fc
  .tuple(fc.constantFrom('a', 'b'), fc.constantFrom('set', 'reset', 'add', 'remove'), anyValue)
  .map(([field, operation, value]) => ({ field, operation, value }));

function foldedAsInTheConversation(values: Values, { field, ...change }: ProfileChange): Values {
  const { [field]: before, ...others } = values;
  const now = modified(before, change);
  return now === undefined ? others : { ...others, [field]: now };
}

import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { childSandbox } from '../../../runtime/adapters/sandbox/child-sandbox.ts';
import { expression, one, outcome, script, trip } from './trip.ts';

const sandbox = childSandbox();
const other = childSandbox();
afterAll(() => Promise.all([sandbox.close(), other.close()]));

const draw = script(
  'return [Math.random(), uuid(), Math.random(), Date.now(), new Date().toString(), formatDate(new Date(), "yyyy-MM-dd HH:mm:ss.SSS"), [3, 1, 2].toSorted()]',
);
const seeds = fc.oneof(fc.integer(), fc.double({ noNaN: true }), fc.maxSafeNat());
const moments = fc.integer({ min: 0, max: 4_000_000_000_000 });

test('the same seed and time give the same answers, in any process and beside any neighbour', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, moments, fc.nat(5), async (seed, now, place) => {
      const calls = Array.from({ length: 6 }, (_, at) => (at === place ? draw : expression('Math.random() < 2')));
      const [first, second] = await Promise.all([sandbox.run(trip(calls, { seed, now })), other.run(trip(calls, { seed, now }))]);
      expect(first[place]?.ok).toBe(true);
      expect(first.map(outcome)).toEqual(second.map(outcome));
    }),
    { numRuns: 200 },
  );
});

test('other seeds and other places in a trip give other luck', async () => {
  const calls = Array.from({ length: 20 }, () => expression('uuid()'));
  const trips = await Promise.all([0, 1, 2, 0.1, 0.2, -1, 2 ** 40].map((seed) => sandbox.run(trip(calls, { seed }))));
  const ids = trips.flat().map(outcome);
  expect(new Set(ids).size).toBe(140);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('luck is spread evenly from 0 up to 1', async () => {
  const code = 'const bins = Array(10).fill(0); for (let i = 0; i < 1e5; i++) bins[Math.floor(Math.random() * 10)]++; return bins';
  const bins = outcome(await one(sandbox, script(code))) as number[]; // the script returns a list of counts
  expect(bins).toHaveLength(10);
  for (const count of bins) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});

import type { Value } from '../../../../shared/value.ts';
import type { KeepStore } from '../../../ports.ts';

type Kept = { body: string; expiresAt: number };

/** What the house remembers, kept in a map. */
export function memoryKeep(): KeepStore {
  const all = new Map<string, Kept>();
  const name = (kind: string, key: string) => JSON.stringify([kind, key]);
  const valid = (kept: Kept | undefined, now: number): Value | undefined =>
    kept && (kept.expiresAt === 0 || kept.expiresAt > now) ? JSON.parse(kept.body) : undefined;
  return {
    keep: async (kind, key, value, expiresAt) => void all.set(name(kind, key), { body: JSON.stringify(value), expiresAt }),
    kept: async (kind, key, now) => valid(all.get(name(kind, key)), now),
    take: async (kind, key, now) => {
      const taken = all.get(name(kind, key));
      all.delete(name(kind, key));
      return valid(taken, now);
    },
  };
}

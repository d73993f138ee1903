import { Problem } from '../../shared/problem.ts';
import type { KeepStore } from '../ports.ts';

/** Visitors whom an operator will not have in a project any more. It is asked for at the doors, and whoever is inside is told to go. */
export interface Blocks {
  /** Throws `visitor.blocked` where any of the ids of one person is blocked. */
  admit(project: string, visitors: readonly string[]): Promise<void>;
  isBlocked(project: string, visitors: readonly string[]): Promise<boolean>;
  /** Blocks all ids of a person or none of them; it lasts until it is taken back. */
  set(project: string, visitors: readonly string[], blocked: boolean): Promise<void>;
  /** Told of everybody who is blocked from now on. */
  whenBlocked(showOut: (project: string, visitors: readonly string[]) => void): void;
}

/** Blocks that the store keeps: they survive a restart and hold for every process on it. */
export function blocksOf(store: KeepStore): Blocks {
  const told: ((project: string, visitors: readonly string[]) => void)[] = [];
  const isBlocked: Blocks['isBlocked'] = async (project, visitors) => {
    for (const visitor of visitors) if ((await store.kept(kind, keyOf(project, visitor), 0)) !== undefined) return true;
    return false;
  };
  return {
    isBlocked,
    async admit(project, visitors) {
      if (await isBlocked(project, visitors)) throw new Problem('visitor.blocked');
    },
    async set(project, visitors, blocked) {
      for (const visitor of visitors) {
        if (blocked) await store.keep(kind, keyOf(project, visitor), true, 0);
        else await store.take(kind, keyOf(project, visitor), 0);
      }
      if (blocked) for (const showOut of told) showOut(project, visitors);
    },
    whenBlocked: (showOut) => void told.push(showOut),
  };
}

const kind = 'blocked';
/** No id of a visitor has a slash in it. */
const keyOf = (project: string, visitor: string): string => `${project}/${visitor}`;

import type { Candidate } from '../../shared/event.ts';
import type { WatchMode } from '../../shared/project/action.ts';
import { same, type Value, type Values } from '../../shared/value.ts';
import { type Conditions, isAvailable, type Matched } from './match.ts';
import type { Offer } from './offers.ts';

const modes: Record<WatchMode, (before: Value | undefined, after: Value | undefined) => boolean> = {
  new: (before, after) => before === undefined && after !== undefined,
  changed: (before, after) => before !== undefined && after !== undefined && !same(before, after),
  removed: (before, after) => before !== undefined && after === undefined,
  any: (before, after) => !same(before, after),
};

/** The actions that watch a variable which transformers have just changed in the way they watch for (R003-12, R003-13, C-12, C-13). */
export const watching = (offers: readonly Offer[], before: Values, after: Values): Offer[] =>
  offers.filter(({ action }) => Object.entries(action.watchedVariables ?? {}).some(([name, mode]) => modes[mode](before[name], after[name])));

/** The same as matches, with the reason for those that their condition keeps back. */
export function matchWatching(triggered: readonly Offer[], conditions: Conditions): { matched: Matched[]; candidates: Candidate[] } {
  const candidates = triggered.map((offer): Candidate => {
    const matched = isAvailable(offer, conditions);
    return {
      action: offer.action.name,
      by: 'transformation',
      matched,
      reason: matched ? 'a watched variable changed' : 'hidden: its condition is false',
    };
  });
  return {
    matched: triggered.filter((offer) => isAvailable(offer, conditions)).map((offer) => ({ offer, parameters: {}, missing: [] })),
    candidates,
  };
}

import { useLayoutEffect, useState } from 'preact/hooks';
import type { Shown, Store } from '../store.ts';

/** A part of what is shown, drawn again when that part changes. */
export function useShown<T>(store: Store, part: (shown: Shown) => T): T {
  const [, redraw] = useState({});
  const value = part(store.getState());
  useLayoutEffect(() => {
    let drawn = value;
    const look = (): void => {
      const current = part(store.getState());
      if (Object.is(current, drawn)) return;
      drawn = current;
      redraw({});
    };
    // The state may have changed between drawing and subscribing.
    look();
    return store.subscribe(look);
  }, [store]);
  return value;
}

import { useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import type { StoreApi } from 'zustand/vanilla';

/** The selected part of a store; the component is drawn again when that part is another one. */
export function useStore<S, T>(store: StoreApi<S>, select: (state: S) => T): T {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const selected = select(store.getState());
  const shown = useRef({ select, selected });
  shown.current = { select, selected };
  useLayoutEffect(() => {
    const check = (): void => {
      const { select: latest, selected: before } = shown.current;
      if (!Object.is(latest(store.getState()), before)) redraw(undefined);
    };
    // Something may have changed between drawing and subscribing.
    check();
    return store.subscribe(check);
  }, [store]);
  return selected;
}

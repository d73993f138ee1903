import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** When the panel takes the whole screen; adapt.css has the same words. */
const small = matchMedia('(max-width: 480px), (max-height: 440px)');

const reachable = 'a[href], :is(button, input, select, textarea):not(:disabled), [tabindex="0"]';

/** Whether the panel fills the screen. Tab stays in it then: what it would reach on the page lies hidden beneath. */
export function useFullScreen(box: RefObject<HTMLElement | null>, root: ShadowRoot): boolean {
  const [isFull, setFull] = useState(small.matches);
  useLayoutEffect(() => {
    const until = new AbortController();
    const { signal } = until;
    const keyed = (event: Event): void => {
      if (box.current) keepIn(box.current, root, event as KeyboardEvent); // the typings of a place that may be either do not know its kind
    };
    const look = (): void => setFull(small.matches);
    look();
    small.addEventListener('change', look, { signal });
    // On the document too: the focus may be on the page when the screen becomes small, and after a reload.
    for (const place of isFull ? [root, document] : []) place.addEventListener('keydown', keyed, { signal, capture: true });
    return () => until.abort();
  }, [isFull]);
  return isFull;
}

function keepIn(box: HTMLElement, root: ShadowRoot, event: KeyboardEvent): void {
  if (event.key !== 'Tab' || event.defaultPrevented) return;
  const held = root.activeElement;
  const all = [...box.querySelectorAll<HTMLElement>(reachable)].filter((element) => element.getClientRects().length > 0);
  if (event.shiftKey) all.reverse();
  // The panel itself may have the focus, and stands before all that is in it.
  const isInside = held !== null && held !== all.at(-1) && !(held === box && event.shiftKey);
  if (isInside) return;
  all[0]?.focus();
  // Where a modal dialog of the page lets nobody in, the key is its own.
  if (root.activeElement === all[0]) event.preventDefault();
}

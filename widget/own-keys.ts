const types = ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'compositionstart', 'compositionupdate', 'compositionend'];

/**
 * What is typed to us stays with us: the page's listeners, also those that look on the way down, hear neither keys
 * nor text. Our own handlers get a copy, which does not leave the shadow root.
 */
export function keepOwnKeys(host: HTMLElement, signal: AbortSignal): void {
  const heard = (event: Event): void => {
    if (event.target !== host) return;
    event.stopImmediatePropagation();
    const copy = copyOf(event);
    event.composedPath()[0]?.dispatchEvent(copy);
    if (copy.defaultPrevented) event.preventDefault();
  };
  for (const type of types) addEventListener(type, heard, { capture: true, signal });
}

function copyOf(event: Event): Event {
  // Without a prototype: what a page has put on that one is in nobody's way.
  const said: Record<string, unknown> = Object.create(null);
  // All that an event says is inherited, so what copies own members would copy nothing.
  for (const name in event) said[name] = event[name as keyof Event]; // a name that the event has, whatever kind it is of
  said.composed = false;
  // Events of every kind are made alike: by their type and what they say.
  const Kind = event.constructor as typeof Event;
  return new Kind(event.type, said);
}

import type { Connection } from './connection/connection.ts';
import type { Keep } from './connection/keep.ts';
import { focusBackTo, type Opener } from './focus.ts';
import type { Handle } from './loader/handle.ts';
import type { Store } from './store.ts';
import type { Telling } from './telling.ts';

type Parts = { handle: Handle; store: Store; connection: Connection; telling: Telling; tab: Keep };

/** Opens and shuts the panel: the first opening connects, and the tab remembers that it is open. */
export function opening({ handle, store, connection, telling, tab }: Parts): (isOpen: boolean, by?: Opener) => void {
  const { launcher, host } = handle;
  let opener: Opener = null;

  return (isOpen, by) => {
    if (isOpen === store.getState().isOpen) return;
    if (isOpen) {
      opener = by ?? null;
      connection.open();
      telling.seen();
      tab.set('open', '1');
    } else tab.remove('open');
    const isFocusInside = handle.root.activeElement !== null;
    store.setState({ isOpen });
    launcher.setAttribute('aria-expanded', String(isOpen));
    host.toggleAttribute('data-open', isOpen);
    // Somebody who already works elsewhere on the page keeps the focus.
    if (!isOpen && isFocusInside) focusBackTo(opener, launcher);
    handle.tell(isOpen ? 'open' : 'close');
  };
}

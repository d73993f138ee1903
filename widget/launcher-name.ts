import { strings } from './language/strings.ts';
import type { Handle } from './loader/handle.ts';
import type { Shown, Store } from './store.ts';

/** Calls the launcher what pressing it does, and says how many messages nobody has seen. */
export function nameLauncher({ launcher, settings }: Handle, store: Store): void {
  const nameOf = ({ isOpen, strings: words, unread }: Shown): string => {
    if (isOpen) return words.close;
    // An owner's own label stays as long as the widget speaks English.
    const name = (words === strings && settings.said.label) || words.launcher;
    return unread ? `${name} (${words.newer}: ${unread})` : name;
  };
  store.subscribe((shown) => launcher.setAttribute('aria-label', nameOf(shown)));
}

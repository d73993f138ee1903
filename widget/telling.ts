import type { ProblemReport } from '../shared/problem.ts';
import type { Action, State } from './connection/state.ts';
import type { Handle } from './loader/handle.ts';
import type { Store } from './store.ts';
import type { Looks } from './styles/dress.ts';

/** What the connection tells, on its way to the view and to the page. */
export type Telling = {
  changed(talk: State): void;
  happened(action: Extract<Action, { type: 'arrived' | 'page' }>): void;
  seen(): void;
};

/** Keeps the store, the launcher's badge and the page's handlers up to date. */
export function telling(handle: Handle, store: Store, looks: Looks): Telling {
  const count = (unread: number): void => {
    if (unread === store.getState().unread) return;
    store.setState({ unread });
    handle.badge.hidden = unread === 0;
    handle.badge.textContent = unread > 99 ? '99+' : String(unread);
    handle.tell('unread', unread);
  };

  return {
    changed: (talk) => {
      const before = store.getState().talk;
      store.setState({ talk });
      if (talk.widget !== before.widget) wear(talk, handle, looks);
      if (talk.status !== before.status) handle.tell('status', talk.status);
      if (talk.link.is === 'refused' && before.link.is !== 'refused') refuse(handle, talk.link.problem);
    },
    happened: (action) => {
      if (action.type === 'page') handle.tell(action.event, action.data);
      else {
        const isUnread = action.message.role !== 'user' && !store.getState().isOpen;
        handle.tell('message', action.message);
        if (isUnread) count(store.getState().unread + 1);
      }
    },
    seen: () => count(0),
  };
}

/** The project's own looks; what the script tag says beats them. */
function wear({ widget }: State, { host, settings }: Handle, looks: Looks): void {
  if (!widget) return;
  looks.colours(widget.colours);
  if (!settings.isPlaced) host.dataset.side = widget.position === 'bottom-left' ? 'left' : 'right';
}

/** The visitor reads a calm line in the panel; the page's owner gets the precise one. */
function refuse(handle: Handle, problem: ProblemReport): void {
  console.warn(`Promptside: ${problem.message} (${problem.code}; see docs/widget.md#problems)`);
  handle.tell('error', problem);
}

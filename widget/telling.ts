import type { WidgetView } from '../shared/protocol.ts';
import { chime } from './chime.ts';
import { type Choices, chosen } from './choices.ts';
import type { Action, State } from './connection/state.ts';
import { refuse } from './console-lines.ts';
import { markLauncher } from './launcher-marks.ts';
import type { Handle } from './loader/handle.ts';
import type { Store } from './store.ts';
import type { Looks } from './styles/dress.ts';
import { titleCount } from './title-count.ts';

/** What the connection tells, on its way to the view and to the page. */
export type Telling = {
  changed(talk: State): void;
  happened(action: Extract<Action, { type: 'arrived' | 'page' }>): void;
  seen(): void;
};

/** Keeps the store, the launcher's badge and the page's handlers up to date. */
export function telling({ handle, store, looks, choices }: { handle: Handle; store: Store; looks: Looks; choices: Choices }): Telling {
  const badge = markLauncher(handle.launcher);
  const inTitle = choices.countsInTitle ? titleCount() : () => {};
  const count = (unread: number): void => {
    if (unread === store.getState().unread) return;
    store.setState({ unread });
    inTitle(unread);
    badge.hidden = unread === 0;
    badge.textContent = unread > 99 ? '99+' : String(unread);
    handle.tell('unread', unread);
  };

  let given: State['widget'] = null;
  let view: State['widget'] = null;

  return {
    changed: (next) => {
      const before = store.getState().talk;
      if (next.widget !== given) view = next.widget && chosen(next.widget, choices);
      given = next.widget;
      const talk = { ...next, widget: view };
      store.setState({ talk });
      if (view && view !== before.widget) wear(view, { handle, looks, choices });
      if (talk.status !== before.status) tellStatus(handle, talk.status, before.status);
      if (talk.link.is === before.link.is) return;
      if (talk.link.is === 'refused') refuse(handle, talk.link.problem);
      // Whoever opens the chat again tries once more, and would hear the same.
      else if (talk.link.is !== 'connecting') handle.refusal = undefined;
    },
    happened: (action) => {
      if (action.type === 'page') handle.tell(action.event, action.data);
      else {
        const { isOpen, unread, hasSound } = store.getState();
        const isTheirs = action.message.role !== 'user';
        handle.tell('message', action.message);
        if (isTheirs && (!isOpen || document.hidden)) count(unread + 1);
        if (isTheirs && hasSound) chime();
      }
    },
    seen: () => count(0),
  };
}

/** The project's own looks; what the script tag says beats them. */
function wear(widget: WidgetView, { handle: { host }, looks, choices }: { handle: Handle; looks: Looks; choices: Choices }): void {
  looks.colours(widget.colours);
  if (!choices.isPlaced) host.dataset.side = widget.position === 'bottom-left' ? 'left' : 'right';
}

const human = new Set<State['status']>(['waiting_for_human', 'with_human']);

/** A person is asked for, comes, or has left again: that is a `handoff` too. */
function tellStatus({ tell }: Handle, status: State['status'], before: State['status']): void {
  tell('status', status);
  if (human.has(status) || human.has(before)) tell('handoff', status);
}

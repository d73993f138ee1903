import { render } from 'preact';
import type { Values } from '../shared/value.ts';
import { Connection } from './connection/connection.ts';
import { keepIn } from './connection/keep.ts';
import type { Opener } from './focus.ts';
import { speaking } from './language/languages.ts';
import type { Call, Handle } from './loader/handle.ts';
import { opening } from './opening.ts';
import { obey } from './page-calls.ts';
import { createShown, type Store } from './store.ts';
import { dress } from './styles/dress.ts';
import { telling } from './telling.ts';
import { Panel } from './view/panel.tsx';

/** The parts of a panel at work, as the view and the page's calls reach them. */
export type Running = {
  handle: Handle;
  store: Store;
  connection: Connection;
  show(isOpen: boolean, by?: Opener): void;
  /** Fires a command, which the page is told of. */
  fire(command: string, parameters: Values): void;
  speak(language: string): void;
  theme(name: string): void;
  end(): void;
};

/** Draws the panel beside the launcher and answers how the page's calls reach it; it stays shut until one opens it. */
export function start(handle: Handle): (call: Call) => void {
  const { settings, root, launcher } = handle;
  const store = createShown();
  const looks = dress(handle);
  const tab = keepIn(() => sessionStorage, settings.project);
  const told = telling(handle, store, looks);
  const connection = new Connection({ ...settings, ...told, keep: keepIn(() => localStorage, settings.project) });
  const stage = document.createElementNS('http://www.w3.org/1999/xhtml', 'div');

  const end = (): void => {
    connection.close();
    looks.end();
    tab.remove('open');
    render(null, stage);
    handle.remove();
  };

  const running: Running = {
    handle,
    store,
    connection,
    show: opening({ handle, store, connection, telling: told, tab }),
    fire: (command, parameters) => {
      connection.command(command, parameters);
      handle.tell('command', { command, parameters });
    },
    speak: speaking(store, launcher),
    theme: looks.theme,
    end,
  };
  handle.host.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing) running.show(false);
  });
  root.append(stage);
  running.speak(settings.language);
  looks.theme(settings.theme);
  render(<Panel running={running} drafts={tab} />, stage);
  return (call) => obey(running, call);
}

import { render } from 'preact';
import { consenting } from './agreed.ts';
import { choicesOf } from './choices.ts';
import { Connection } from './connection/connection.ts';
import { keepIn } from './connection/keep.ts';
import { speaking } from './language/languages.ts';
import { nameLauncher } from './launcher-name.ts';
import type { Call, Handle } from './loader/handle.ts';
import { opening } from './opening.ts';
import { keepOwnKeys } from './own-keys.ts';
import { obey } from './page-calls.ts';
import { pageNews } from './page-news.ts';
import { noteRules } from './rules-known.ts';
import type { Running } from './running.ts';
import { createShown } from './store.ts';
import { dress } from './styles/dress.ts';
import { keepTogether } from './tabs.ts';
import { telling } from './telling.ts';
import { typingNews } from './typing-news.ts';
import { Panel } from './view/panel.tsx';

/** Draws the panel beside the launcher and answers how the page's calls reach it; it stays shut until one opens it. */
export function start(handle: Handle): (call: Call) => void {
  const { settings, root } = handle;
  const store = createShown();
  const choices = choicesOf(settings.said);
  const looks = dress(handle);
  const tab = keepIn(() => sessionStorage, settings.project);
  const keep = keepIn(() => localStorage, settings.project);
  const told = telling({ handle, store, looks, choices });
  const connection = new Connection({
    ...settings,
    ...choices,
    ...told,
    keep,
    changed: (talk) => {
      told.changed(talk);
      consent.again(talk);
      noteRules(talk, keep);
    },
  });
  const consent = consenting(connection, keep);
  const stage = document.createElementNS('http://www.w3.org/1999/xhtml', 'div');

  const until = new AbortController();

  const end = (): void => {
    until.abort();
    told.seen();
    connection.close();
    looks.end();
    tab.remove('open');
    render(null, stage);
    handle.remove();
  };

  const running: Running = {
    handle,
    choices,
    store,
    isLate: root.querySelector('.sorry')?.textContent !== '',
    connection,
    show: opening({ handle, store, connection, telling: told, tab }),
    fire: (command, parameters, form) => {
      connection.command(command, parameters, form);
      handle.tell('command', { command, parameters });
    },
    agree: consent.agree,
    typing: typingNews(connection),
    speak: speaking(store),
    theme: looks.theme,
    sound: (hasSound) => {
      store.setState({ hasSound });
      keep.set('sound', hasSound ? 'on' : 'off');
    },
    end,
  };
  keepOwnKeys(handle.host, until.signal);
  // On the root: what is typed to us comes no further.
  root.addEventListener('keydown', (event) => {
    const { key, isComposing } = event as KeyboardEvent; // the typings of a root do not know what kind its events are of
    if (key !== 'Escape' || isComposing) return;
    // A modal dialog of the page that we stand in would close with us.
    event.preventDefault();
    running.show(false);
  });
  root.append(stage);
  nameLauncher(handle, store);
  running.speak(choices.language);
  looks.theme(choices.theme);
  store.setState({ hasSound: (keep.get('sound') ?? (choices.hasSound ? 'on' : 'off')) === 'on' });
  document.addEventListener('visibilitychange', () => !document.hidden && store.getState().isOpen && told.seen(), until);
  pageNews(connection, until.signal);
  keepTogether({ project: settings.project, keep, tab, end, signal: until.signal });
  render(<Panel running={running} drafts={tab} />, stage);
  handle.sorry('');
  // The calls that waited are done at once, before anything else.
  queueMicrotask(() => {
    running.isLate = false;
  });
  tab.remove('unsaid');
  return (call) => obey(running, call);
}

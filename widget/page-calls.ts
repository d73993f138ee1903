import type { Values } from '../shared/value.ts';
import { fromJson, toJson } from './connection/json.ts';
import { warn } from './console-lines.ts';
import { focusedOutside } from './focus.ts';
import type { Call } from './loader/handle.ts';
import type { Running } from './running.ts';

type Calls = Record<string, (running: Running, rest: Call) => void>;

/** What a page may ask for, by name; docs/widget.md shows each. */
const calls: Calls = {
  open: (running, [how]) => {
    if (running.isLate && how !== 'again') return;
    running.show(true, focusedOutside(running.handle.host));
    // After a reload the visitor is wherever the page put them; opening again must not take the focus away.
    if (how !== 'again') running.store.setState({ wantsFocus: true });
  },
  close: (running) => running.show(false),
  toggle: (running) => {
    const isOpen = running.store.getState().isOpen;
    if (isOpen) running.show(false);
    else calls.open?.(running, []);
  },
  command: (running, [name, parameters]) => {
    if (typeof name !== 'string' || !name) complain(running, '"command" needs a name');
    else {
      // An element of the page says them in JSON.
      const given = typeof parameters === 'string' ? fromJson(parameters) : parameters;
      if (parameters && given === undefined) complain(running, 'data-promptside-parameters is not JSON', 'commands');
      running.fire(name, plain(given));
      running.connection.open();
    }
  },
  message: (running, [text]) => {
    if (typeof text !== 'string' || !text.trim()) complain(running, '"message" needs a text');
    else {
      running.connection.say(text.trim());
      running.connection.open();
    }
  },
  attributes: (running, [given]) => {
    const said = plain(given);
    const isTooMuch = Object.keys(said).length > 50 || toJson(said).length > 4_096;
    if (isTooMuch) complain(running, '"attributes" takes at most 50 of them and 4096 characters');
    else running.connection.attributes(said);
  },
  proactive: (running, [name]) => {
    if (typeof name !== 'string' || !name) return complain(running, '"proactive" needs a name');
    running.connection.tell('proactive', { name });
    calls.open?.(running, []);
  },
  identify: (running, [token]) => {
    if (typeof token !== 'string' || !token) complain(running, '"identify" needs a signed token');
    else running.connection.identify(token);
  },
  locale: (running, [language, own]) => {
    running.choices.isLanguageChosen = true;
    running.speak(String(language), texts(own));
  },
  theme: (running, [name]) => running.theme(String(name)),
  shutdown: (running) => running.end(),
};

/** Does what the page asks; what is not understood is one line in the console and breaks nothing. */
export function obey(running: Running, call: Call): void {
  const [name, ...rest] = call;
  const ask = typeof name === 'string' && Object.hasOwn(calls, name) ? calls[name] : undefined;
  if (ask) ask(running, rest);
  else complain(running, `there is no call "${String(name)}"`);
}

const complain = ({ handle }: Running, what: string, heading = 'calls'): void => warn(handle, what, heading);

/** Words of the page's own, by the names that `widget/language/strings.ts` has. */
const texts = (own: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(own ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

/** The parameters as plain data, own enumerable fields only: what cannot be said in JSON does not reach the server. */
function plain(parameters: unknown): Values {
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) return {};
  // Parsed JSON of an object is values by name.
  return (fromJson(toJson(parameters)) ?? {}) as Values;
}

import { clicked } from './clicked.ts';
import type { Call, Handle, NudgeModule, PanelModule } from './handle.ts';
import { drawLauncher } from './launcher.ts';

type Handler = (data: unknown) => void;
type Global = ((...call: unknown[]) => unknown) & { q?: ArrayLike<unknown>[]; isPromptside?: string };

// The one name that we put on the page; a page's own queue may stand there before us.
const own = window as unknown as { Promptside?: Global };
/** Calls that need no panel to be right: nothing is open yet, nothing is to be closed. */
const idle = new Set<unknown>(['close', 'locale', 'theme', 'identify', 'attributes']);

function load(script: HTMLScriptElement): void {
  const { dataset: said, src } = script;
  const project = said.project ?? '';
  const prefix = `promptside:${project}:`;
  const drawn = drawLauncher(said);
  const handlers = new Map<unknown, Set<Handler>>();

  const tell = (event: string, data?: unknown): void => {
    // A handler of the page that throws is the page's affair: it shows in its console and stops nothing here.
    for (const handler of handlers.get(event) ?? []) queueMicrotask(() => handler(data));
  };
  const remove = (): void => {
    drawn.remove();
    removeEventListener('click', press, true);
    delete own.Promptside;
    // Whoever uses this browser next finds nothing of the one before.
    attempt(() => {
      for (const shelf of [localStorage, sessionStorage]) {
        for (const key of Object.keys(shelf)) if (key.startsWith(prefix)) shelf.removeItem(key);
      }
    });
  };
  const handle: Handle = { settings: { project, base: new URL('.', src), said }, ...drawn, tell, remove };
  const toPanel = panelCalls(handle, prefix);
  let nudge: Promise<(call: Call) => void> | undefined;

  const call = (...all: unknown[]): unknown => {
    const [name, event, handler] = all;
    if (name !== 'on') {
      if (name === 'show' || name === 'hide') drawn.host.hidden = name === 'hide';
      else if (name !== 'event') toPanel(all);
      nudge?.then(
        (hear) => hear(all),
        () => {},
      );
      return undefined;
    }
    const list = handlers.get(event) ?? new Set();
    // Whatever else it is fails when it is called, in the page's own console.
    handlers.set(event, list.add(handler as Handler));
    return () => list.delete(handler as Handler);
  };

  const press = (event: Event): void => clicked(event, call);

  if ('proactive' in said || attempt(() => localStorage[`${prefix}proactive`])) {
    nudge = import(/* @vite-ignore */ `${handle.settings.base}promptside/assets/${NUDGE_FILE}`).then(({ start }: NudgeModule) => start(handle, call));
  }
  const queued = own.Promptside?.q ?? [];
  own.Promptside = Object.assign(call, { isPromptside: project });
  drawn.launcher.addEventListener('click', () => call('toggle'));
  addEventListener('click', press, true);
  for (const each of Array.from(queued)) call(...Array.from(each));
  if ('hidden' in said) call('hide');
  if ('open' in said || attempt(() => sessionStorage[`${prefix}open`])) call('open', 'again');
  tell('ready');
}

/** Hands calls to the panel; the first that needs it fetches it, and those before wait with it. */
function panelCalls(handle: Handle, prefix: string): (call: Call) => void {
  const { launcher, settings } = handle;
  const key = `${prefix}unsaid`;
  const waiting: Call[] = [];
  let panel: ((call: Call) => void) | undefined;
  let tries = '';
  let pause = 0;
  let unsaid = '';

  const fetchPanel = async (): Promise<void> => {
    if (panel || launcher.hasAttribute('aria-busy')) return;
    launcher.setAttribute('aria-busy', 'true');
    try {
      const module: PanelModule = await import(/* @vite-ignore */ `${settings.base}promptside/assets/${PANEL_FILE}${tries}`);
      panel ??= module.start(handle);
      for (const call of waiting.splice(0)) panel(call);
    } catch (error) {
      // Some browsers remember a failed import by its address. What was asked waits, and is tried again by itself, ever less often.
      pause += 2_000;
      tries = `?${pause}`;
      setTimeout(fetchPanel, pause);
      handle.sorry(settings.said.unreachable || 'The chat cannot be reached right now. Please try again in a moment.');
      warn(settings.base, 'the panel could not be loaded', error);
      handle.tell('error', error);
    }
    launcher.removeAttribute('aria-busy');
  };

  const hand = (call: Call): void => {
    if (panel) panel(call);
    else if (call[0] === 'shutdown') {
      // One that is still on its way is not to start any more.
      panel = () => {};
      handle.remove();
    } else {
      // Whoever clicks again because loading takes its time wants it open, not open and shut.
      waiting.push(call[0] === 'toggle' ? ['open'] : call);
      // Messages wait over a reload, too; the panel takes them away from there once it has them.
      if (call[0] === 'message') attempt(() => (sessionStorage[key] = unsaid += `\0${call[1]}`));
      if (!idle.has(call[0])) {
        handle.sorry('');
        void fetchPanel();
      }
    }
  };
  attempt(() => {
    for (const text of sessionStorage[key].split('\0').slice(1)) hand(['message', text]);
  });
  return hand;
}

/** What a storage of the browser answers; nothing where it is blocked. */
function attempt<T>(what: () => T): T | undefined {
  try {
    return what();
  } catch {
    return undefined;
  }
}

/** A line for the page's owner; our own server has the page that it leads to. */
const warn = (from: string | URL, what: string, ...more: unknown[]): void =>
  console.warn(`Promptside: ${what}; see ${new URL('docs/widget.md#problems', from)}`, ...more);

function begin(): void {
  const script = document.currentScript ?? document.querySelector('script[data-project][src*="widget.js"]');
  if (!(script instanceof HTMLScriptElement)) return;
  const { project } = script.dataset;
  const first = own.Promptside?.isPromptside;
  if (!project) warn(script.src, 'the script tag has no data-project');
  else if (first) warn(script.src, `two script tags: "${first}" works, "${project}" does not`);
  else load(script);
}

begin();

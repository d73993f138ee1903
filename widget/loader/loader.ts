import { clicked } from './clicked.ts';
import type { Call, Handle, NudgeModule, PanelModule } from './handle.ts';
import { drawLauncher } from './launcher.ts';

type Handler = (data: unknown) => void;
type Global = ((...call: unknown[]) => unknown) & { q?: ArrayLike<unknown>[]; isPromptside?: true };

// The one name that we put on the page; a page's own queue may stand there before us.
const own = window as unknown as { Promptside?: Global };
/** Calls that need no panel to be right: nothing is open yet, nothing is to be closed. */
const idle = new Set<unknown>(['close', 'locale', 'theme', 'identify', 'attributes']);

function load(script: HTMLScriptElement): void {
  const { dataset: said, src } = script;
  const project = said.project ?? '';
  const drawn = drawLauncher(said);
  const handlers = new Map<unknown, Set<Handler>>();
  const until = new AbortController();

  const tell = (event: string, data?: unknown): void => {
    // A handler of the page that throws is the page's affair: it shows in its console and stops nothing here.
    for (const handler of handlers.get(event) ?? []) queueMicrotask(() => handler(data));
  };
  const remove = (): void => {
    drawn.remove();
    until.abort();
    delete own.Promptside;
    forget(project);
  };
  const handle: Handle = { settings: { project, base: new URL('.', src), said }, ...drawn, tell, remove };
  const toPanel = panelCalls(handle);
  let nudge: Promise<(call: Call) => void> | undefined;

  const call = (...all: unknown[]): unknown => {
    const [name, event, handler] = all;
    if (name !== 'on') {
      if (name === 'show' || name === 'hide') drawn.host.hidden = name === 'hide';
      else {
        drawn.place();
        if (name !== 'event') toPanel(all);
      }
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

  if ('proactive' in said || kept(() => localStorage, `${project}:proactive`)) {
    nudge = import(/* @vite-ignore */ `${handle.settings.base}promptside/assets/${NUDGE_FILE}`).then(({ start }: NudgeModule) => start(handle, call));
  }
  const queued = own.Promptside?.q ?? [];
  own.Promptside = Object.assign(call, { isPromptside: true as const });
  drawn.launcher.addEventListener('click', () => call('toggle'));
  addEventListener('click', (event) => clicked(event, call), { capture: true, signal: until.signal });
  for (const each of Array.from(queued)) call(...Array.from(each));
  addEventListener('close', drawn.place, { capture: true, signal: until.signal });
  if ('hidden' in said) call('hide');
  if ('open' in said || kept(() => sessionStorage, `${project}:open`)) call('open', 'again');
  tell('ready');
}

/** Hands calls to the panel; the first that needs it fetches it, and those before wait with it. */
function panelCalls(handle: Handle): (call: Call) => void {
  const { launcher, settings } = handle;
  const waiting: Call[] = [];
  let panel: ((call: Call) => void) | undefined;
  let isLoading = false;
  let tries = '';

  const fetchPanel = async (): Promise<void> => {
    isLoading = true;
    launcher.setAttribute('aria-busy', 'true');
    handle.sorry('');
    try {
      const module: PanelModule = await import(/* @vite-ignore */ `${settings.base}promptside/assets/${PANEL_FILE}${tries}`);
      panel ??= module.start(handle);
      for (const call of waiting.splice(0)) panel(call);
    } catch (error) {
      // Some browsers remember a failed import by its address.
      tries = `?${Date.now()}`;
      handle.sorry('The chat cannot be reached right now. Please try again in a moment.');
      console.warn('Promptside: the panel could not be loaded; see docs/widget.md#problems', error);
      handle.tell('error', error);
    }
    isLoading = false;
    launcher.removeAttribute('aria-busy');
  };

  return (call) => {
    if (panel) panel(call);
    else if (call[0] === 'shutdown') {
      // One that is still on its way is not to start any more.
      panel = () => {};
      handle.remove();
    } else {
      // Whoever clicks again because loading takes its time wants it open, not open and shut.
      waiting.push(call[0] === 'toggle' ? ['open'] : call);
      if (!isLoading && !idle.has(call[0])) void fetchPanel();
    }
  };
}

/** What an earlier page left: whether this tab had the panel open, and whether messages come by themselves. Where storage is blocked, nothing. */
function kept(shelf: () => Storage, name: string): boolean {
  try {
    return shelf().getItem(`promptside:${name}`) === '1';
  } catch {
    return false;
  }
}

/** Whoever uses this browser next finds nothing of the one before. */
function forget(project: string): void {
  try {
    for (const shelf of [localStorage, sessionStorage]) {
      for (const key of Object.keys(shelf)) if (key.startsWith(`promptside:${project}:`)) shelf.removeItem(key);
    }
  } catch {
    // Where storage is blocked, nothing was kept.
  }
}

function begin(): void {
  const script = document.currentScript ?? document.querySelector('script[data-project][src*="widget.js"]');
  if (!(script instanceof HTMLScriptElement)) return;
  if (!script.dataset.project) console.warn('Promptside: the script tag has no data-project; see docs/widget.md');
  else if (own.Promptside?.isPromptside) console.warn('Promptside: there are two script tags on this page; the first one counts');
  else load(script);
}

begin();

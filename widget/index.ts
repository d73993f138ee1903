/** What a page says with its script tag, for pages that are put together by a bundler (docs/widget.md). */
export type WidgetOptions = {
  /** Where the chat is served from, such as `https://chat.example`. */
  address: string;
  project: string;
  /** Further `data-` attributes by their names in camel case, such as `{ position: 'bottom-left' }`. */
  settings?: Record<string, string>;
  /** For a page whose policy asks for one. */
  nonce?: string;
};

/** A message as the page is told of it. */
export type WidgetMessage = { id: string; role: 'user' | 'assistant' | 'operator'; text: string; at: number };

export type ConversationStatus = 'active' | 'waiting_for_human' | 'with_human' | 'closed';

/** What a page can listen to, and what its handlers are given. */
export type WidgetEvents = {
  ready: undefined;
  open: undefined;
  close: undefined;
  message: WidgetMessage;
  command: { command: string; parameters: Record<string, unknown> };
  unread: number;
  stage: string;
  status: ConversationStatus;
  handoff: ConversationStatus;
  error: { code?: string; message: string };
};

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** The calls that docs/widget.md lists; `npx promptside types` writes the same for one project, with its commands and their parameters. */
export interface PageFunction {
  (call: 'open' | 'close' | 'toggle' | 'show' | 'hide' | 'shutdown'): void;
  (call: 'command', name: string, parameters?: Record<string, Json | undefined>): void;
  (call: 'message', text: string): void;
  (call: 'identify', token: string): void;
  (call: 'attributes', attributes: Record<string, Json>): void;
  (call: 'locale', language: string, words?: Record<string, string>): void;
  (call: 'theme', theme: 'light' | 'dark' | 'auto'): void;
  (call: 'event', name: string): void;
  (call: 'proactive', name: string): void;
  <Name extends keyof WidgetEvents>(call: 'on', event: Name, handler: (data: WidgetEvents[Name]) => void): () => void;
  // What a project sends to the page has names of its own.
  (call: 'on', event: string & {}, handler: (data: unknown) => void): () => void;
}

/** Puts the widget on the page, once, and answers the function that speaks to it; what is said before it has loaded is done in its order. */
export function loadWidget<Typed extends (...call: never[]) => unknown = PageFunction>({
  address,
  project,
  settings = {},
  nonce,
}: WidgetOptions): Typed {
  const page = window as unknown as Page; // the one name that the widget puts on a page
  if (!page.Promptside) {
    const queue: Queue = (...call) => {
      queue.q = [...(queue.q ?? []), call];
    };
    page.Promptside = queue;
    const script = document.createElement('script');
    Object.assign(script.dataset, settings, { project });
    script.async = true;
    if (nonce) script.nonce = nonce;
    // A page with Trusted Types takes an address from a policy alone; `script-src` needs `'strict-dynamic'` or this origin.
    script.src = trusted(new URL('/widget.js', address).href);
    document.head.append(script);
  }
  // What a call takes and gives is the widget's; the types say the same of it.
  return speakingTo(page) as unknown as Typed;
}

type Queue = ((...call: unknown[]) => unknown) & { q?: ArrayLike<unknown>[] };
type Page = { Promptside?: Queue };

/** Looked up at every call: the queue is replaced by the widget when that has loaded. */
function speakingTo(page: Page): Queue {
  return (...call) => {
    const [name, event, handler] = call;
    if (name !== 'on' || typeof handler !== 'function') return page.Promptside?.(...call);
    // A queue answers nothing, so what stops the handler stands here: it works before the widget has loaded and after.
    let isHeard = true;
    const heard = (data: unknown): void => void (isHeard && handler(data));
    const stop = page.Promptside?.('on', event, heard);
    return () => {
      isHeard = false;
      if (typeof stop === 'function') stop();
      else if (page.Promptside?.q) page.Promptside.q = Array.from(page.Promptside.q).filter((each) => each[2] !== heard);
    };
  };
}

type Policies = { createPolicy(name: string, rules: { createScriptURL(address: string): string }): { createScriptURL(address: string): unknown } };

function trusted(address: string): string {
  const policies = (window as unknown as { trustedTypes?: Policies }).trustedTypes; // not in the typings of every browser yet
  try {
    // A trusted address is one for `src`, whatever its type is called.
    return (policies?.createPolicy('promptside', { createScriptURL: (it) => it }).createScriptURL(address) ?? address) as string;
  } catch {
    return address;
  }
}

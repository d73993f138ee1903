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

/** Any call that docs/widget.md lists; `npx promptside types` writes a closer type for one project. */
export type PageFunction = (call: string, ...rest: unknown[]) => unknown;

type Queue = PageFunction & { q?: IArguments[] | unknown[][] };

/** Puts the widget on the page, once, and answers the function that speaks to it; what is said before it has loaded is done in its order. */
export function loadWidget<Typed extends (...call: never[]) => unknown = PageFunction>({
  address,
  project,
  settings = {},
  nonce,
}: WidgetOptions): Typed {
  const page = window as unknown as { Promptside?: Queue }; // the one name that the widget puts on a page
  if (!page.Promptside) {
    const queue: Queue = (...call) => {
      queue.q = [...(queue.q ?? []), call] as unknown[][];
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
  // Looked up at every call: the queue is replaced by the widget when that has loaded.
  const speak: PageFunction = (...call) => page.Promptside?.(...call);
  // What a call takes and gives is the widget's; the closer type says the same of it.
  return speak as unknown as Typed;
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

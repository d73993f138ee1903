import type { NudgeRule, VisitorButton } from '../../shared/protocol.ts';
import type { Handle } from '../loader/handle.ts';
import css from '../styles/nudge.css?inline';

/** What the visitor does with a message: takes it up, perhaps by one of its buttons, or closes it. */
export type Answer = { take(button?: VisitorButton): void; close(): void };

/** The place for messages beside the launcher. It stands there, empty, before the first comes: only then are they announced. */
export function bubblePlace({ root, settings: { said } }: Pick<Handle, 'root' | 'settings'>): {
  show(rule: NudgeRule, words: { dismiss: string }, answer: Answer): void;
  clear(): void;
  remove(): void;
} {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const place = make('div', 'nudges');
  place.setAttribute('role', 'status');
  place.dataset.theme = said.theme ?? 'light';
  root.append(place);
  return {
    show: (rule, words, answer) => place.replaceChildren(bubble(rule, words, answer)),
    clear: () => place.replaceChildren(),
    remove: () => place.remove(),
  };
}

function bubble({ text, buttons }: NudgeRule, { dismiss }: { dismiss: string }, { take, close }: Answer): HTMLElement {
  const box = make('div', 'nudge');
  box.setAttribute('part', 'nudge');
  // As its text runs: what stands beside it stands on the other side then.
  box.dir = 'auto';
  box.append(button({ text, className: 'words' }, () => take()));
  const shut = button({ text: '×', className: 'shut' }, close);
  shut.setAttribute('aria-label', dismiss);
  shut.title = dismiss;
  box.append(shut);
  if (buttons.length > 0) {
    const row = make('div', 'row');
    row.append(...buttons.map((it) => button({ text: it.label, className: 'chip' }, () => take(it))));
    box.append(row);
  }
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  return box;
}

function button({ text, className }: { text: string; className: string }, press: () => void): HTMLButtonElement {
  const made = make('button', className);
  made.type = 'button';
  if (className === 'chip') made.dir = 'auto';
  made.textContent = text;
  made.addEventListener('click', press);
  return made;
}

// The namespace is named since in a document that is plain XML `createElement` makes no HTML.
function make<T extends 'div' | 'button'>(tag: T, className: string): HTMLElementTagNameMap[T] {
  // The namespace and the name together decide the type, which the typings cannot see for a name that is a variable.
  const made = document.createElementNS('http://www.w3.org/1999/xhtml', tag) as HTMLElementTagNameMap[T];
  made.className = className;
  return made;
}

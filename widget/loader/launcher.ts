import css from '../styles/launcher.css?inline';
import type { Handle } from './handle.ts';

const icon =
  'M12 3C6.9 3 3 6.4 3 10.7c0 2.3 1.1 4.3 2.9 5.7-.1 1.1-.5 2.3-1.3 3.4-.2.3 0 .7.4.6 1.9-.3 3.5-1 4.7-1.9.7.1 1.5.2 2.3.2 5.1 0 9-3.4 9-7.9S17.1 3 12 3z';

type Tags = Pick<HTMLElementTagNameMap, 'button' | 'div'> & Pick<SVGElementTagNameMap, 'svg' | 'path'> & { 'promptside-widget': HTMLElement };
type Drawn = Pick<Handle, 'host' | 'root' | 'launcher' | 'sorry' | 'remove'>;

/**
 * Draws the launcher into a shadow root of its own, on `<html>`: applications that replace `<body>` do not take it
 * away, and where even the root is emptied it comes back.
 */
export function drawLauncher({ position, label, accent, onAccent }: DOMStringMap): Drawn {
  const host = make('promptside-widget');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  // In the place of the colours that hold where nobody says any: the page's custom properties beat both.
  sheet.replaceSync(css.replace('#1f5fd0', accent || '$&').replace('#fff', onAccent || '$&'));
  root.adoptedStyleSheets = [sheet];
  if (position) host.dataset.side = position === 'bottom-left' ? 'left' : 'right';
  for (const type of ['keydown', 'keypress', 'keyup']) host.addEventListener(type, (event) => event.stopPropagation());

  const launcher = make('button', {
    type: 'button',
    class: 'launcher',
    part: 'launcher',
    'aria-expanded': 'false',
    'aria-haspopup': 'dialog',
    'aria-label': label || 'Open chat',
  });
  const drawing = make('svg', { class: 'shut', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, '2000/svg');
  drawing.append(make('path', { d: icon }, '2000/svg'));
  launcher.append(drawing);
  const line = make('div', { class: 'sorry', role: 'status' });
  root.append(launcher, line);
  const sorry = (text: string): void => {
    line.textContent = text;
  };
  return { host, root, launcher, sorry, remove: keepOnPage(host) };
}

/** Puts it on the page and back again whenever it is taken away, until it is removed. */
function keepOnPage(host: HTMLElement): () => void {
  const place = (): void => {
    const top = document.documentElement;
    if (!top) return;
    const home = [...document.querySelectorAll('dialog:modal')].pop() ?? top;
    if (host.parentNode !== home) home.append(host);
    // Observing again what is observed changes nothing, and a new root wants to be observed. A dialog may go with us in it.
    watch.observe(top, { childList: true, subtree: home !== top });
  };
  const [watch, dialogs] = [new MutationObserver(place), new MutationObserver(place)];
  watch.observe(document, { childList: true });
  // One of its own: only dialogs and what else is opened or shut are told of, not all that is done to a page.
  dialogs.observe(document, { subtree: true, attributeFilter: ['open'] });
  place();
  return () => {
    watch.disconnect();
    dialogs.disconnect();
    host.remove();
  };
}

// The namespace is named since in a document that is plain XML `createElement` makes no HTML.
function make<T extends keyof Tags>(tag: T, attributes: Record<string, string> = {}, namespace = '1999/xhtml'): Tags[T] {
  // The namespace and the name together decide the type, which the typings cannot see for a name that is a variable.
  const made = document.createElementNS(`http://www.w3.org/${namespace}`, tag) as Element as Tags[T];
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

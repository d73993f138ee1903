import css from '../styles/launcher.css?inline';
import type { Handle } from './handle.ts';

const icon =
  'M12 3C6.9 3 3 6.4 3 10.7c0 2.3 1.1 4.3 2.9 5.7-.1 1.1-.5 2.3-1.3 3.4-.2.3 0 .7.4.6 1.9-.3 3.5-1 4.7-1.9.7.1 1.5.2 2.3.2 5.1 0 9-3.4 9-7.9S17.1 3 12 3z';
const cross = 'M6 6l12 12M18 6L6 18';

type Drawn = Pick<Handle, 'host' | 'root' | 'launcher' | 'badge' | 'sorry' | 'place' | 'remove'>;

/**
 * Draws the launcher into a shadow root of its own, on `<html>`: applications that replace `<body>` do not take it
 * away, and where even the root is emptied it comes back.
 */
export function drawLauncher({ position, label, accent }: DOMStringMap): Drawn {
  const host = make('promptside-widget');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(accent ? `${css}:host{--accent:${accent}}` : css);
  root.adoptedStyleSheets = [sheet];
  if (position) host.dataset.side = position === 'bottom-left' ? 'left' : 'right';
  for (const type of ['keydown', 'keypress', 'keyup']) host.addEventListener(type, (event) => event.stopPropagation());

  const launcher = make('button');
  launcher.type = 'button';
  launcher.className = 'launcher';
  const attributes = { part: 'launcher', 'aria-expanded': 'false', 'aria-haspopup': 'dialog', 'aria-label': label || 'Open chat' };
  for (const [name, value] of Object.entries(attributes)) launcher.setAttribute(name, value);
  const badge = make('span');
  badge.className = 'badge';
  badge.hidden = true;
  launcher.append(draw(icon, 'shut'), draw(cross, 'open'), badge);
  const line = make('div');
  line.className = 'sorry';
  line.setAttribute('role', 'status');
  root.append(launcher, line);
  const sorry = (text: string): void => {
    line.textContent = text;
  };
  return { host, root, launcher, badge, sorry, ...keepOnPage(host) };
}

/** Puts it on the page and back again whenever it is taken away, until it is removed. */
function keepOnPage(host: HTMLElement): Pick<Drawn, 'place' | 'remove'> {
  const place = (): void => {
    const top = document.documentElement;
    if (!top) return;
    const home = [...document.querySelectorAll('dialog:modal')].pop() ?? top;
    if (host.parentNode !== home) home.append(host);
    // Observing again what is observed changes nothing, and a new root wants to be observed. A dialog may go with us in it.
    watch.observe(top, { childList: true, subtree: home !== top });
  };
  const watch = new MutationObserver(place);
  watch.observe(document, { childList: true });
  place();
  return {
    place,
    remove: () => {
      watch.disconnect();
      host.remove();
    },
  };
}

// The namespace is named since in a document that is plain XML `createElement` makes no HTML.
const make = <T extends keyof HTMLElementTagNameMap>(tag: T | 'promptside-widget'): HTMLElementTagNameMap[T] =>
  // The namespace and the name together decide the type, which the typings cannot see for a name that is a variable.
  document.createElementNS('http://www.w3.org/1999/xhtml', tag) as HTMLElementTagNameMap[T];

function draw(path: string, className: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', className);
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

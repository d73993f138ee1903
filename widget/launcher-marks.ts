const cross = 'M6 6l12 12M18 6L6 18';

/** Draws what the launcher needs once there is a panel, the cross that shuts it and the count of unread messages, and answers the count. */
export function markLauncher(launcher: HTMLElement): HTMLElement {
  // As the loader has drawn it: one drawing with one path in it.
  const open = launcher.firstElementChild?.cloneNode(true) as SVGSVGElement;
  open.setAttribute('class', 'open');
  open.firstElementChild?.setAttribute('d', cross);
  // The namespace is named since in a document that is plain XML `createElement` makes no HTML.
  const badge = document.createElementNS('http://www.w3.org/1999/xhtml', 'span') as HTMLElement;
  badge.className = 'badge';
  badge.hidden = true;
  launcher.append(open, badge);
  return badge;
}

/** What had the focus when the panel was opened; nothing when the launcher did it. */
export type Opener = HTMLElement | SVGElement | null;

/** What has the page's focus now, if it is something outside the widget that could get it back. */
export function focusedOutside(host: HTMLElement): Opener {
  const active = document.activeElement;
  const isNowhere = active === null || active === document.body || active === document.documentElement || active === host;
  return !isNowhere && (active instanceof HTMLElement || active instanceof SVGElement) ? active : null;
}

/** The focus returns to where it came from; to the launcher where that is gone, or was the launcher. */
export function focusBackTo(opener: Opener, launcher: HTMLElement): void {
  if (opener?.isConnected) opener.focus({ preventScroll: true });
  else launcher.focus({ preventScroll: true });
}

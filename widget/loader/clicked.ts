/** Elements of the page may carry commands, also those that come later: the click is seen on its way down. */
export function clicked(event: Event, call: (...all: unknown[]) => unknown): void {
  const [target] = event.composedPath();
  const element = target instanceof Element ? target.closest('[data-promptside-command],[data-promptside-open]') : null;
  if (!element) return;
  if (element.matches('a,button')) event.preventDefault();
  const command = element.getAttribute('data-promptside-command');
  // As it stands there: the panel reads it.
  if (command) call('command', command, element.getAttribute('data-promptside-parameters'));
  call('open');
}

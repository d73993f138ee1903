/** Elements of the page may carry commands, also those that come later: the click is seen on its way down. */
export function clicked(event: Event, call: (...all: unknown[]) => unknown): void {
  const [target] = event.composedPath();
  const element = target instanceof Element ? target.closest('[data-promptside-command],[data-promptside-open]') : null;
  if (!element) return;
  if (element.matches('a,button')) event.preventDefault();
  const command = element.getAttribute('data-promptside-command');
  if (command) call('command', command, parametersOf(element));
  call('open');
}

function parametersOf(element: Element): unknown {
  const text = element.getAttribute('data-promptside-parameters');
  try {
    return text ? JSON.parse(text) : {};
  } catch {
    console.warn('Promptside: data-promptside-parameters is not JSON; see docs/widget.md#commands', element);
    return {};
  }
}

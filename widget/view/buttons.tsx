import type { JSX } from 'preact';
import type { VisitorButton } from '../../shared/protocol.ts';
import type { Running } from '../running.ts';
import { useShown } from './use-shown.ts';

const none: VisitorButton[] = [];

/** The buttons that are always there. */
export function Suggestions({ running }: { running: Running }): JSX.Element | null {
  const buttons = useShown(running.store, (shown) => shown.talk.widget?.buttons ?? none);
  const words = useShown(running.store, (shown) => shown.strings);
  if (buttons.length === 0) return null;
  return (
    <section class="suggestions" aria-label={words.suggestions}>
      <Buttons running={running} buttons={buttons} />
    </section>
  );
}

/** Buttons that fire their command; one without a command says its label. */
export function Buttons({ running, buttons }: { running: Running; buttons: readonly VisitorButton[] }): JSX.Element {
  // While a person answers, commands would run past them.
  const isHeld = useShown(running.store, (shown) => shown.talk.status === 'with_human');
  return (
    <>
      {buttons.map((button, index) => (
        <button
          key={index}
          type="button"
          class="chip"
          disabled={isHeld && button.command !== undefined}
          part="button"
          dir="auto"
          onClick={() => press(running, button)}
        >
          {button.label}
        </button>
      ))}
    </>
  );
}

function press(running: Running, { label, command, parameters }: VisitorButton): void {
  if (command) running.fire(command, parameters ?? {});
  else running.connection.say(label);
}

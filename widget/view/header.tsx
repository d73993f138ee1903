import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Running } from '../running.ts';
import type { Shown } from '../store.ts';
import { Icon } from './icons.tsx';
import { Options } from './options.tsx';
import { useShown } from './use-shown.ts';

/** The panel's head: who one talks to, a new start, and the way out. */
export function Header({ running, title }: { running: Running; title: string }): JSX.Element {
  const words = useShown(running.store, (shown) => shown.strings);
  const who = useShown(running.store, whoIsThere);
  const canRestart = useShown(running.store, (shown) => shown.talk.link.is === 'open' && shown.talk.messages.length > 0);
  const [isAsking, ask] = useState(false);

  const restart = (): void => {
    if (isAsking) running.connection.restart();
    ask(!isAsking);
  };

  return (
    <header class="header" part="header">
      <div class="title">
        <h2>{title}</h2>
        <p role="status">{who}</p>
      </div>
      {canRestart && (
        <button
          type="button"
          class={isAsking ? 'quiet asking' : 'quiet'}
          aria-label={isAsking ? undefined : words.restart}
          title={words.restart}
          onClick={restart}
          onBlur={() => ask(false)}
        >
          {isAsking ? words.confirmRestart : <Icon name="restart" />}
        </button>
      )}
      <Options running={running} />
      <button type="button" class="quiet" aria-label={words.close} title={words.close} onClick={() => running.show(false)}>
        <Icon name="close" />
      </button>
    </header>
  );
}

/** Who of the team is there, or on the way. */
function whoIsThere({ talk: { status, human }, strings }: Shown): string {
  if (status === 'waiting_for_human') return strings.waitingForHuman;
  return status === 'with_human' ? human || strings.withHuman : '';
}

import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { State } from '../connection/state.ts';
import type { Strings } from '../language/strings.ts';
import type { Running } from '../running.ts';
import { Icon } from './icons.tsx';
import { useShown } from './use-shown.ts';

/** A connection that is back within this time was never worth a word. */
const patience = 1_500;

/** One calm line about how things stand, or none. */
export function Notice({ running }: { running: Running }): JSX.Element {
  const words = useShown(running.store, (shown) => shown.strings);
  const link = useShown(running.store, (shown) => shown.talk.link);
  const status = useShown(running.store, (shown) => shown.talk.status);
  const isLate = useLate(link.is === 'waiting' || link.is === 'connecting');
  const line = lineOf({ link, status, isLate }, words);

  return (
    <div class="notices">
      <div role="status" class={line ? 'notice' : 'empty'}>
        {line && link.is !== 'open' && <Icon name="alert" />}
        {line}
      </div>
      {status === 'closed' && link.is === 'open' && (
        <button type="button" class="primary" onClick={() => running.connection.restart()}>
          {words.restart}
        </button>
      )}
    </div>
  );
}

function lineOf({ link, status, isLate }: Pick<State, 'link' | 'status'> & { isLate: boolean }, words: Strings): string {
  if (link.is === 'refused') return link.problem.code === 'protocol.version' ? words.outdated : words.refused;
  if (link.is !== 'open') return isLate ? words.offline : '';
  return status === 'closed' ? words.ended : '';
}

function useLate(isWaiting: boolean): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!isWaiting) return setLate(false);
    const timer = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(timer);
  }, [isWaiting]);
  return isWaiting && isLate;
}

import type { JSX } from 'preact';
import type { WidgetView } from '../../shared/protocol.ts';
import type { Running } from '../running.ts';
import { Nodes } from './nodes.tsx';
import { useShown } from './use-shown.ts';

/** What the visitor must agree to before anything is said; it stands where they would write. */
export function Agreeing({ running, consent }: { running: Running; consent: NonNullable<WidgetView['consent']> }): JSX.Element {
  const words = useShown(running.store, (shown) => shown.strings);
  return (
    <div class="agreeing" part="consent">
      <div dir="auto">
        <Nodes of={consent.nodes} />
      </div>
      <button type="button" class="primary agree" onClick={() => running.agree(consent.hash)}>
        {words.agree}
      </button>
    </div>
  );
}

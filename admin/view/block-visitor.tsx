import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { OpenConversation } from '../inbox/inbox-state.ts';
import { received } from '../inbox/inbox-state.ts';
import { Dialog } from './dialog.tsx';
import { usePage } from './page-context.ts';
import { useMay } from './use-may.ts';

/** Shuts the visitor out of the project, after a question, and lets them in again at once. */
export function BlockVisitor({ open: { row, blocked } }: { open: OpenConversation }): JSX.Element | null {
  const { inbox } = usePage();
  const mayAct = useMay('operate');
  const [isAsking, ask] = useState(false);
  const set = async (is: boolean): Promise<void> => {
    ask(false);
    const isDone = await inbox.act((api) => api.block(row.visitor, is));
    // The feed tells it too, but it may be down.
    if (isDone) inbox.store.setState(received(inbox.store.getState(), { type: 'blocked', visitors: [row.visitor], blocked: is }), true);
  };
  if (!mayAct) return blocked ? <p class="hint">{sentence}</p> : null;
  return (
    <>
      {blocked ? <p class="hint">{sentence}</p> : null}
      <button type="button" class={blocked ? 'quiet' : 'quiet danger'} onClick={() => (blocked ? void set(false) : ask(true))}>
        {blocked ? 'Unblock this visitor' : 'Block this visitor…'}
      </button>
      <Dialog title="Block this visitor?" isOpen={isAsking} onClose={() => ask(false)}>
        <form
          method="dialog"
          onSubmit={(event) => {
            event.preventDefault();
            void set(true);
          }}
        >
          <p>
            Their connection ends now, and they cannot come back to any conversation of this project until somebody unblocks them. What was said stays
            here.
          </p>
          <footer>
            <button type="button" class="quiet" onClick={() => ask(false)}>
              Cancel
            </button>
            <button type="submit" class="danger">
              Block
            </button>
          </footer>
        </form>
      </Dialog>
    </>
  );
}

const sentence = 'This visitor is blocked: they can neither read nor write in this project.';

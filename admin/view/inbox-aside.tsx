import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Value, Values } from '../../shared/value.ts';
import { oneLine } from '../document/read.ts';
import type { OpenConversation } from '../inbox/inbox-state.ts';
import { useStore } from '../use-store.ts';
import { BlockVisitor } from './block-visitor.tsx';
import { CheckpointCard } from './checkpoint-card.tsx';
import { usePage } from './page-context.ts';
import { SequenceForm } from './sequence-form.tsx';
import { Transcript } from './transcript.tsx';
import { useMay } from './use-may.ts';

/** Beside the conversation: what waits for a decision, who the visitor is, and why the bot did what it did. */
export function InboxAside({ open }: { open: OpenConversation }): JSX.Element {
  const [isTracing, setTracing] = useState(false);
  return (
    <aside class="inbox-aside" aria-label="About this conversation">
      <Decisions open={open} />
      <Visitor open={open} />
      <SequenceForm open={open} />
      <details open={isTracing} onToggle={({ currentTarget }) => setTracing(currentTarget.open)}>
        <summary>Trace</summary>
        {isTracing ? <Trace id={open.row.id} /> : null}
      </details>
    </aside>
  );
}

function Decisions({ open: { row, calls, checkpoints } }: { open: OpenConversation }): JSX.Element | null {
  const waiting = checkpoints.filter(({ status }) => status === 'pending');
  const past = checkpoints.filter(({ status }) => status !== 'pending').toReversed();
  if (waiting.length + calls.length + past.length === 0) return null;
  return (
    <section aria-label="Decisions">
      <h2>Decisions</h2>
      {calls.map((call, index) => (
        <CallCard key={call.id} conversation={row.id} call={call} isFirst={index === 0} />
      ))}
      {waiting.map((checkpoint, index) => (
        <CheckpointCard key={checkpoint.id} conversation={row.id} checkpoint={checkpoint} isFirst={calls.length === 0 && index === 0} />
      ))}
      {past.length > 0 ? (
        <details>
          <summary>Decided ({past.length})</summary>
          {past.map((checkpoint) => (
            <CheckpointCard key={checkpoint.id} conversation={row.id} checkpoint={checkpoint} isFirst={false} />
          ))}
        </details>
      ) : null}
    </section>
  );
}

type CallProps = { conversation: string; call: OpenConversation['calls'][number]; isFirst: boolean };

/** A call of a tool that waits for a yes to exactly these arguments. */
function CallCard({ conversation, call, isFirst }: CallProps): JSX.Element {
  const { inbox } = usePage();
  const mayAct = useMay('operate');
  const decide = (approve: boolean): void => void inbox.act((api) => api.decideCall(conversation, call.id, approve));
  return (
    <section class="checkpoint pending" aria-label={`Call of ${call.tool}`}>
      <header>
        The bot wants to call <strong>{call.tool}</strong>
      </header>
      <pre class="after">{JSON.stringify(call.arguments, null, 2)}</pre>
      {mayAct ? (
        <div class="verdicts">
          <button type="button" class="primary" data-inbox-approve={isFirst ? '' : undefined} onClick={() => decide(true)}>
            Approve {isFirst ? <kbd>A</kbd> : null}
          </button>
          <button type="button" data-inbox-reject={isFirst ? '' : undefined} onClick={() => decide(false)}>
            Reject {isFirst ? <kbd>X</kbd> : null}
          </button>
        </div>
      ) : null}
    </section>
  );
}

function Visitor({ open }: { open: OpenConversation }): JSX.Element {
  const { row, profile, vars } = open;
  return (
    <section aria-label="Visitor">
      <h2>Visitor</h2>
      <p class="hint">
        {row.online ? 'is here' : 'is away'}
        {row.page ? (
          <>
            {' · on '}
            <span class="inbox-page">{row.page}</span>
          </>
        ) : null}
        {row.contact ? ` · wants an answer at ${row.contact.email}` : ''}
      </p>
      <Facts values={profile} none="Nothing is known of this visitor." />
      <details>
        <summary>Variables of {row.stage}</summary>
        <Facts values={vars} none="None is set." />
      </details>
      <BlockVisitor open={open} />
    </section>
  );
}

function Facts({ values, none }: { values: Values; none: string }): JSX.Element {
  const entries = Object.entries(values).filter((entry): entry is [string, Value] => entry[1] !== undefined);
  if (entries.length === 0) return <p class="empty">{none}</p>;
  return (
    <dl class="inbox-facts">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{oneLine(value, 200)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Trace({ id }: { id: string }): JSX.Element {
  const { conversations } = usePage();
  const open = useStore(conversations.store, (state) => state.open);
  useEffect(() => conversations.open(id), [conversations, id]);
  useEffect(() => conversations.watch(), [conversations]);
  return open?.conversation.id === id ? <Transcript conversation={open.conversation} events={open.events} /> : <p class="hint">Reading the log…</p>;
}

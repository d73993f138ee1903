import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { AdminConversation } from '../../shared/admin.ts';
import type { Message } from '../../shared/conversation.ts';
import type { Event } from '../../shared/event.ts';
import { withoutMarks } from '../../shared/without-marks.ts';
import type { TurnCard as Card } from '../trace/card.ts';
import { turnCards } from '../trace/cards.ts';
import { LoggedTurn } from './logged-turn.tsx';
import { When } from './when.tsx';

/** What was said, turn by turn, with the trace of each turn below it. */
export function Transcript({ conversation, events }: { conversation: AdminConversation; events: readonly Event[] }): JSX.Element {
  const cards = useMemo(() => turnCards(events), [events]);
  const { id, status, stage, version, visitor, name, email, startedAt } = conversation;
  return (
    <article class="transcript">
      <header>
        {/* The id is for the log files and the command line. */}
        <h1 dir="auto" title={`Conversation ${id}, visitor ${visitor}`}>
          {name ?? email ?? 'Visitor'}
        </h1>
        <p class="hint">
          Started <When at={startedAt} /> · {status.replaceAll('_', ' ')} · stage {stage} · version {version}
        </p>
      </header>
      {cards.length === 0 ? <p class="empty">Nothing has happened yet.</p> : null}
      <ol>
        {cards.map((card) => (
          <li key={card.turn}>
            <Said card={card} />
            {card.messages
              .filter(({ role }) => role !== 'user')
              .map((message) => (
                <Bubble key={message.id} message={message} />
              ))}
            <LoggedTurn card={card} log={{ conversation: id, events }} />
          </li>
        ))}
      </ol>
    </article>
  );
}

function Said({ card }: { card: Card }): JSX.Element | null {
  const { kind, text } = card.said;
  if (kind === 'message') return <p class="bubble user">{text}</p>;
  if (kind === 'command') {
    return (
      <p class="bubble user pressed">
        <span class="hint">pressed</span> {text}
      </p>
    );
  }
  return null;
}

function Bubble({ message }: { message: Message }): JSX.Element {
  return (
    <div class={`bubble ${message.role}`}>
      {withoutMarks(message.text)}
      {message.buttons && message.buttons.length > 0 ? (
        <p class="bubble-buttons">{message.buttons.map(({ label }) => `[${label}]`).join(' ')}</p>
      ) : null}
    </div>
  );
}

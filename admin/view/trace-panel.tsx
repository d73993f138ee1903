import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { OpenedConversation } from '../conversations/conversations.ts';
import { oneLine } from '../document/read.ts';
import type { RehearsalLog } from '../rehearsal/rehearsal.ts';
import { rehearsalCards } from '../rehearsal/rehearsal-cards.ts';
import { hashOf } from '../route.ts';
import type { TurnCard as Card } from '../trace/card.ts';
import { turnCards } from '../trace/cards.ts';
import { useStore } from '../use-store.ts';
import { LoggedTurn } from './logged-turn.tsx';
import { usePage } from './page-context.ts';
import { TurnActions, waysOf } from './turn-actions.tsx';
import { TurnCard } from './turn-card.tsx';
import { useMay } from './use-may.ts';

type Source = 'test' | 'conversation';
/** How many turns are shown; older ones stand in the conversation itself. */
const most = 20;

/** The newest turns of the test chat while one is going on, else of the conversation that was opened last; the newest comes first. */
export function TracePanel(): JSX.Element {
  const page = usePage();
  const rehearsed = useStore(page.rehearsal.store, ({ logs }) => logs.at(-1));
  const opened = useStore(page.conversations.store, ({ last }) => last);
  const [chosen, choose] = useState<Source>('test');
  const test = useMemo(() => (rehearsed ? rehearsalCards(rehearsed.events).filter(isTold) : []), [rehearsed]);
  if (test.length === 0 && !opened) return <Nothing />;
  const source: Source = test.length === 0 ? 'conversation' : opened ? chosen : 'test';
  return (
    <section class="dock-body trace-panel" aria-label="Trace">
      <header class="trace-head">
        {test.length > 0 && opened ? (
          <Choice chosen={source} choose={choose} opened={opened} />
        ) : (
          <p class="hint">{source === 'test' ? 'Of the test chat, newest first' : `Of the conversation ${aboutOf(opened)}, newest first`}</p>
        )}
      </header>
      {source === 'test' && rehearsed ? <TestTurns cards={test} log={rehearsed} /> : null}
      {source === 'conversation' && opened ? <LoggedTurns opened={opened} /> : null}
    </section>
  );
}

/** A start at which nothing was done says nothing. */
const isTold = ({ said, messages, problems }: Card): boolean => said.kind !== 'start' || messages.length > 0 || problems.length > 0;

const aboutOf = (opened: OpenedConversation | null): string => `“${oneLine(opened?.conversation.preview || 'without messages', 60)}”`;

function Nothing(): JSX.Element {
  const page = usePage();
  const isAllowed = useMay('edit');
  return (
    <p class="dock-body empty">
      No turn to look at yet.{' '}
      {isAllowed ? (
        <>
          Say something in the{' '}
          <button type="button" class="quiet" onClick={() => page.dock('test')}>
            test chat
          </button>
          , or open one of the{' '}
        </>
      ) : (
        'Open one of the '
      )}
      <a href={hashOf({ room: 'conversations', id: null })}>conversations</a>: what each turn did is shown here.
    </p>
  );
}

type ChoiceProps = { chosen: Source; choose: (source: Source) => void; opened: OpenedConversation };

function Choice({ chosen, choose, opened }: ChoiceProps): JSX.Element {
  return (
    <select aria-label="Trace of" value={chosen} onChange={(event) => choose(event.currentTarget.value === 'conversation' ? 'conversation' : 'test')}>
      <option value="test">the test chat, newest first</option>
      <option value="conversation">the conversation {aboutOf(opened)}, newest first</option>
    </select>
  );
}

function TestTurns({ cards, log }: { cards: Card[]; log: RehearsalLog }): JSX.Element {
  const page = usePage();
  const isBusy = useStore(page.rehearsal.store, (state) => state.isBusy);
  const again = (turn: number): void => void page.rehearsal.again({ conversation: log.conversation, turn });
  return (
    <ol>
      {newest(cards).map((card, index) => (
        <li key={`${log.conversation} ${card.turn} ${card.state}`}>
          <TurnCard
            card={card}
            ways={waysOf(page, card)}
            isOpened={index === 0}
            actions={<TurnActions card={card} events={log.events} isRunning={isBusy} runAgain={() => again(card.turn)} />}
          />
        </li>
      ))}
    </ol>
  );
}

function LoggedTurns({ opened: { conversation, events } }: { opened: OpenedConversation }): JSX.Element {
  const cards = useMemo(() => turnCards(events), [events]);
  if (cards.length === 0) return <p class="empty">Nothing has happened in it yet.</p>;
  return (
    <ol>
      {newest(cards).map((card) => (
        <li key={`${conversation.id} ${card.turn}`}>
          <LoggedTurn card={card} log={{ conversation: conversation.id, events }} />
        </li>
      ))}
    </ol>
  );
}

const newest = (cards: readonly Card[]): Card[] => cards.slice(-most).toReversed();

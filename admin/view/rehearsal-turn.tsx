import type { JSX } from 'preact';
import type { RehearsalLog } from '../rehearsal/rehearsal.ts';
import type { TurnCard as Card } from '../trace/card.ts';
import { Answer } from './answer.tsx';
import { usePage } from './page-context.ts';
import { TurnActions, waysOf } from './turn-actions.tsx';
import { TurnCard } from './turn-card.tsx';

/** One turn of the test chat: what was said, what was answered with buttons that work, and why. */
export function RehearsalTurn({ card, log, isBusy, isLast }: { card: Card; log: RehearsalLog; isBusy: boolean; isLast: boolean }): JSX.Element {
  const page = usePage();
  const again = (): void => void page.rehearsal.again({ conversation: log.conversation, turn: card.turn });
  return (
    <li>
      <Said card={card} />
      {card.messages
        .filter(({ role }) => role !== 'user')
        .map((message) => (
          <Answer key={message.id} message={message} />
        ))}
      <TurnCard
        card={card}
        ways={waysOf(page, card)}
        isOpened={isLast && isPuzzling(card)}
        actions={<TurnActions card={card} events={log.events} isRunning={isBusy} runAgain={again} />}
      />
    </li>
  );
}

/** What went wrong, or met nothing, is opened by itself: the reason is what the author wants to see next. */
const isPuzzling = ({ said, matched, problems, state, matchMilliseconds }: Card): boolean =>
  problems.length > 0 || state === 'failed' || (said.kind === 'message' && matched.length === 0 && matchMilliseconds !== null);

function Said({ card }: { card: Card }): JSX.Element | null {
  const { kind, text } = card.said;
  if (kind === 'start' || kind === 'resume') return null;
  if (kind === 'message') return <p class="bubble user">{text}</p>;
  return (
    <p class="bubble user pressed">
      <span class="hint">{kind === 'command' ? 'fired' : 'you'}</span> {text}
    </p>
  );
}

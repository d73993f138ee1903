import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { AdminRehearsal } from '../../shared/admin.ts';
import type { RehearsalLog } from '../rehearsal/rehearsal.ts';
import { rehearsalCards } from '../rehearsal/rehearsal-cards.ts';
import type { TurnCard as Card } from '../trace/card.ts';
import { usePage } from './page-context.ts';
import { TurnActions, waysOf } from './turn-actions.tsx';
import { TurnCard } from './turn-card.tsx';
import { useMay } from './use-may.ts';

/** The card of a turn of a real conversation, and beside it, once it was run again, what the draft makes of it. */
export function LoggedTurn({ card, log }: { card: Card; log: RehearsalLog }): JSX.Element {
  const page = usePage();
  const { again, trouble, isRunning, run } = useRunAgain(log.conversation, card.turn);
  // Whoever may not edit has no draft to run things on.
  const actions = !useMay('edit') ? null : <TurnActions card={card} events={log.events} isRunning={isRunning} runAgain={run} />;
  return (
    <>
      <TurnCard card={card} ways={waysOf(page, card)} actions={actions} />
      <div role="status" class="run-again">
        {trouble ? <p class="error">{trouble}</p> : null}
        {again ? <OnDraft again={again} /> : null}
      </div>
    </>
  );
}

function useRunAgain(conversation: string, turn: number) {
  const page = usePage();
  const [again, setAgain] = useState<AdminRehearsal | null>(null);
  const [trouble, setTrouble] = useState('');
  const [isRunning, setRunning] = useState(false);
  const start = async (): Promise<void> => {
    setRunning(true);
    const answer = await page.rehearsal.runOnDraft({ conversation, turn });
    setAgain(answer.ok ? answer.value : null);
    setTrouble(answer.ok ? '' : answer.message);
    setRunning(false);
  };
  return { again, trouble, isRunning, run: () => void start() };
}

function OnDraft({ again }: { again: AdminRehearsal }): JSX.Element {
  const page = usePage();
  const cards = rehearsalCards(again.events);
  return (
    <section class="on-draft" aria-label="On the draft">
      <p class="on-draft-head">
        <strong>On the draft</strong>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            page.rehearsal.adopt(again);
            page.openDock('test');
          }}
        >
          Go on in the test chat
        </button>
      </p>
      {cards.map((card) => (
        <div key={card.turn} class="on-draft-turn">
          {card.reply ? <p class="bubble assistant">{card.reply}</p> : <p class="hint">No reply.</p>}
          <TurnCard card={card} ways={waysOf(page, card)} isOpened />
        </div>
      ))}
    </section>
  );
}

import type { JSX } from 'preact';
import type { Event } from '../../shared/event.ts';
import type { Page } from '../page.ts';
import { placeOfCondition, placeOfEffect, placeOfTurn } from '../rehearsal/open-in-editor.ts';
import type { TurnCard } from '../trace/card.ts';
import { selectCode } from './code-field.tsx';
import { jump, usePage } from './page-context.ts';
import type { Ways } from './turn-card.tsx';

type TurnActionsProps = { card: TurnCard; events: readonly Event[]; runAgain: () => void; isRunning: boolean };

/** What can be done with a turn: run it again on the draft, keep it as a test, open what answered it. */
export function TurnActions({ card, events, runAgain, isRunning }: TurnActionsProps): JSX.Element {
  const page = usePage();
  const { kind } = card.said;
  return (
    <div class="turn-actions">
      <button type="button" disabled={isRunning || kind === 'decision'} onClick={runAgain}>
        {isRunning ? 'Running…' : 'Run again on the draft'}
      </button>
      <button type="button" onClick={() => void page.tests.saveFrom(events, card.turn)}>
        Save as test
      </button>
      <button type="button" onClick={() => openTurn(page, card)}>
        Open in editor
      </button>
    </div>
  );
}

/** The ways from a turn to what it is about. */
export const waysOf = (page: Page, card: TurnCard): Ways => ({
  toCondition: (action) => go(page, placeOfCondition(page.draft.store.getState().document, card.stage, action), selectCode),
  toEffect: (row) => go(page, placeOfEffect(page.draft.store.getState().document, row)),
});

/** Opens what answered; what was said is ready to be said again in the test chat. */
function openTurn(page: Page, card: TurnCard): void {
  if (card.said.kind === 'message') page.rehearsal.type(card.said.text);
  go(page, placeOfTurn(page.draft.store.getState().document, card));
}

function go(page: Page, place: string, arrived?: (place: string) => void): void {
  if (place === '') page.draft.notify('The draft does not have this any more.');
  else jump(page, place, arrived);
}

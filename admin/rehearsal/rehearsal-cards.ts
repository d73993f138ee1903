import type { Event } from '../../shared/event.ts';
import type { TurnCard } from '../trace/card.ts';
import { turnCards } from '../trace/cards.ts';

/** The log of a rehearsal as cards: drafts have no version that anybody knows, so that a move to a newer one is said in other words. */
export const rehearsalCards = (events: readonly Event[]): TurnCard[] =>
  turnCards(events).map((card, index, cards) => ({
    ...card,
    isDraft: true,
    version: null,
    entries: isOnNewerDraft(card, cards[index - 1]) ? [edited, ...card.entries.slice(1)] : card.entries,
  }));

const edited = { kind: 'note', text: 'The draft was edited: from this turn on the newest one answers.' } as const;

/** The first entry of such a turn says that it moved. */
const isOnNewerDraft = ({ version }: TurnCard, last: TurnCard | undefined): boolean => last !== undefined && version !== last.version;

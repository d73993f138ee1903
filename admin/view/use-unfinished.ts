import { useState } from 'preact/hooks';
import type { Page } from '../page.ts';
import { usePage } from './page-context.ts';

type Unfinished = { text: string | null; type: (text: string, isFinished: boolean) => void; drop: () => void };

/**
 * What is typed in a field; as long as it cannot be read it is kept in this browser, over a reload too. While it can, the
 * document is its home. A field without a name keeps it for as long as it is drawn.
 */
export function useUnfinished(name: string | null): Unfinished {
  const { journal } = usePage();
  const read = (): { name: string | null; text: string | null } => ({ name, text: name === null ? null : journal.keptText(name) });
  const [last, setLast] = useState(read);
  // A field that now stands for another place has nothing of the one before.
  const { text } = last.name === name ? last : read();
  const keep = (kept: string): void => {
    if (name !== null) journal.keepText(name, kept);
  };
  return {
    text,
    type: (typed, isFinished) => {
      keep(isFinished ? '' : typed);
      setLast({ name, text: typed });
    },
    drop: () => {
      keep('');
      setLast({ name, text: null });
    },
  };
}

/** What the journal calls the unfinished value of a place. */
export const valueNameOf = (page: Page, place: string): string => `value.${page.draft.store.getState().project}.${place}`;

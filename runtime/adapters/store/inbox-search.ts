import type { Event } from '../../../shared/event.ts';
import { visible } from '../../../shared/visible.ts';
import type { ConversationRow, InboxPage } from '../../ports.ts';

/** How many of the newest rows a query looks at, and in how many of those it reads what was said. */
export const searched = { rows: 2_000, transcripts: 200 } as const;

/** The rows that a query finds, in their order; `textsOf` reads what was said in one of them and what its profile holds. */
export function found(rows: readonly ConversationRow[], query: string, textsOf: (row: ConversationRow) => string[]): ConversationRow[] {
  const wanted = query.toLocaleLowerCase();
  const holds = (text: string | null): boolean => text?.toLocaleLowerCase().includes(wanted) ?? false;
  return rows.filter((row, index) => {
    const { id, visitor, preview, stage, inbox } = row;
    if ([id, visitor, preview, stage, inbox.name, inbox.email].some(holds)) return true;
    return index < searched.transcripts && textsOf(row).some(holds);
  });
}

/** What was said in these events, by anybody. */
export const saidIn = (events: readonly Event[]): string[] =>
  events.flatMap((event) => {
    const seen = visible(event);
    return seen?.type === 'message' ? [seen.message.text] : [];
  });

/** How many rows to look at for one page. */
export const looksAt = ({ query, limit }: InboxPage): number => (query ? searched.rows : limit);

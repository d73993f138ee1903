import type { Message } from '../../shared/conversation.ts';
import { seenText } from './history.ts';
import { estimateTokens } from './tokens.ts';

/** How much of a conversation a prompt may hold: `limits.historyTokens` and `limits.historyMessages`. */
export type HistoryBudget = { tokens: number; messages: number };

/** What a provider adds to every message for its role and its ends. */
const tokensAround = 4;

/**
 * The newest whole turns that fit the budget, oldest first, so that a prompt costs the same at turn 10 and at turn 800
 * (P-32). An answer never stands without its question. The newest turn is kept also where it alone is too much.
 */
export function boundedHistory(messages: readonly Message[], budget: HistoryBudget): Message[] {
  let from = messages.length;
  let left: HistoryBudget = budget;
  while (from > 0) {
    const start = startOfTurn(messages, from - 1);
    left = lessen(left, messages.slice(start, from));
    const isNewest = from === messages.length;
    if (!isNewest && (left.tokens < 0 || left.messages < 0)) break;
    from = start;
  }
  return messages.slice(from);
}

function startOfTurn(messages: readonly Message[], at: number): number {
  let start = at;
  while (start > 0 && messages[start - 1]?.turn === messages[at]?.turn) start -= 1;
  return start;
}

function lessen(left: HistoryBudget, turn: Message[]): HistoryBudget {
  // Prompts show what a Modify User Input made of a message, so that is what counts.
  const tokens = turn.reduce((sum, message) => sum + estimateTokens(seenText(message)) + tokensAround, 0);
  return { tokens: left.tokens - tokens, messages: left.messages - turn.length };
}

import type { Value } from '../../shared/value.ts';
import { changed } from '../document/changed.ts';
import { differences } from '../document/differences.ts';

/** One undoable step: the document before and after it, where it was, and when it was last added to. */
export type HistoryStep = { before: Value; after: Value; place: string; at: number; isTyping: boolean };
export type History = { past: readonly HistoryStep[]; future: readonly HistoryStep[] };

export const noHistory: History = { past: [], future: [] };
const pause = 1_000;
const longest = 500;

/** The history with one more change; typing on in one place without a pause stays one step. */
export function remembered(history: History, step: HistoryStep): History {
  const last = history.past.at(-1);
  const isTypingOn = last?.isTyping && step.isTyping && history.future.length === 0 && last.place === step.place && step.at - last.at < pause;
  const past = isTypingOn ? [...history.past.slice(0, -1), { ...step, before: last.before }] : [...history.past, step];
  return { past: past.slice(-longest), future: [] };
}

/** The document and the history one step back, or nothing at the start. */
export function undone(history: History, document: Value): { history: History; document: Value; place: string } | null {
  const step = history.past.at(-1);
  if (!step) return null;
  return {
    history: { past: history.past.slice(0, -1), future: [step, ...history.future] },
    document: carried(document, step.after, step.before),
    place: step.place,
  };
}

/** The document and the history one step forward again, or nothing at the end. */
export function redone(history: History, document: Value): { history: History; document: Value; place: string } | null {
  const [step, ...future] = history.future;
  if (!step) return null;
  return { history: { past: [...history.past, step], future }, document: carried(document, step.before, step.after), place: step.place };
}

/** Somebody else's changes may have come in since: then only this step is carried over, theirs stay. */
const carried = (document: Value, from: Value, to: Value): Value => (document === from ? to : changed(document, differences(from, to)));

import { describe, expect, test } from 'vitest';
import type { TurnCard } from '../../../admin/trace/card.ts';
import { turnCards } from '../../../admin/trace/cards.ts';
import { explainedRows, likeliest, whyNothing } from '../../../admin/trace/why.ts';
import type { AdminExplained } from '../../../shared/admin.ts';
import type { Event } from '../../../shared/event.ts';
import { sampleLog } from '../sample-log.ts';

const cards = turnCards(sampleLog);
const [matched, , running] = cards as [TurnCard, TurnCard, TurnCard]; // the sample log has three turns
const unmatched: TurnCard = { ...running, matchMilliseconds: 2 };
const explained: AdminExplained['candidates'] = [
  { action: 'start_return', score: 0.12, threshold: 0.5, accepted: false, evidence: { nearest: 'send back', wordsFor: [], wordsAgainst: ['hm'] } },
  { action: 'order_status', score: 0.31, threshold: 0.5, accepted: false, evidence: { nearest: 'where is it', wordsFor: ['is'], wordsAgainst: [] } },
];

describe('why a message met what it met', () => {
  test('a card knows which version answered', () => {
    expect(cards.map(({ version }) => version)).toEqual([1, 1, 1]);
    expect(
      turnCards([...sampleLog.slice(0, 1), { type: 'version_moved', version: 4, seq: 2, at: 0, turn: 0 }, ...sampleLog.slice(1)])[0]?.version,
    ).toBe(4);
  });

  test('G-08 the turn before which a conversation moved says so, and which version each turn ran on', () => {
    const second = sampleLog.findIndex(({ type, turn }) => type === 'turn_started' && turn === 2);
    const moved: Event = { type: 'version_moved', version: 4, seq: 0, at: 0, turn: 0 };
    const told = turnCards(sampleLog.toSpliced(second, 0, moved));
    expect(told.map(({ version }) => version)).toEqual([1, 4, 4]);
    const notes = told.map(({ entries }) => entries.flatMap((entry) => (entry.kind === 'note' ? [entry.text] : [])));
    expect(notes[1]?.[0]).toBe('Moved from version 1 to version 4');
    expect(JSON.stringify([notes[0], notes[2]])).not.toContain('Moved');
  });

  test('nothing matched: one sentence names the nearest action, what was missing and the words', () => {
    expect(whyNothing(unmatched, explained)).toBe(
      'Nothing matched. order_status came nearest with 0.31, and needed 0.50: for it: is; its nearest example is “where is it”.',
    );
    expect(whyNothing(unmatched, explained.slice(0, 1))).toContain('no word speaks for it; against it: hm');
    expect(whyNothing(unmatched, [])).toContain('no action that was available');
    expect(whyNothing(matched, explained)).toBe('');
    expect(whyNothing(running, explained)).toBe('');
  });

  test('rows of the log gain evidence, keep their own, and those it did not name follow', () => {
    const rows = explainedRows(matched.candidates.slice(0, 2), [...explained, { ...explained[0], action: 'third' } as (typeof explained)[0]]); // the list is not empty
    expect(rows.map(({ action }) => action)).toEqual(['order_status', 'start_return', 'third']);
    expect(rows[0]?.evidence).toEqual(matched.candidates[0]?.evidence);
    expect(rows[1]?.evidence).toEqual(['nearest example: “send back”', 'against it: hm']);
    expect(rows[2]).toMatchObject({ score: '0.12', threshold: '0.50', matched: false, reason: 'below the threshold' });
  });

  test('the likeliest action is the one that matched, else the nearest', () => {
    expect(likeliest(matched, explained)).toBe('order_status');
    expect(likeliest(unmatched, explained)).toBe('order_status');
    expect(likeliest({ matched: [], candidates: [] }, [])).toBe('');
  });
});

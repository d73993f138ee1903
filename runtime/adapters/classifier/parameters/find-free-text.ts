import { stopWordsOf } from '../languages/stop-words.ts';
import { type Cue, cuesOf, type PlacedWord, splitName, wordsIn } from './cues.ts';
import { findCodes } from './find-shapes.ts';
import type { Candidate, ExtractionContext, Finder, Parameter } from './types.ts';
import { codeOf } from './words.ts';

const codeNames = new Set([
  'number',
  'no',
  'nr',
  'id',
  'code',
  'reference',
  'ref',
  'sku',
  'serial',
  'tracking',
  'invoice',
  'ticket',
  'nummer',
  'numero',
  'numer',
  'kennung',
  'codigo',
  'codice',
  'kod',
]);

/** Free text: in quotation marks, where a slot stands in the examples, after the parameter's name, or by a code's shape. */
export const findFreeText: Finder = (parameter, text, context) => {
  if (isCodeName(parameter)) return findCodes(parameter, text, context);
  const cues = [...cuesOf(parameter, context.examples).filter(isSlotCue(parameter)), ...nameIntroductions(parameter, context.language)];
  const cued = cues.flatMap((cue) => between(text, cue, context));
  return [...quoted(text), ...cued.map((candidate) => ({ ...candidate, end: endOfValue(text, candidate) }))]
    .map((candidate) => ({ ...candidate, value: text.slice(candidate.start, candidate.end).trim() }))
    .filter(({ value }) => value !== '')
    .map((candidate) => ({ ...candidate, strength: candidate.strength + (/^\p{Lu}/u.test(candidate.value) ? 0.5 : 0) }));
};

/** Whether a name such as orderNumber or ticket_id calls for a code. */
export const isCodeName = ({ name, type }: Parameter): boolean => type === 'code' || splitName(name).some((word) => codeNames.has(word));

const isSlotCue =
  ({ name }: Parameter) =>
  (cue: Cue): boolean =>
    cue.after.length > 0 || (cue.before.length > 0 && !(cue.before.length === 1 && splitName(name).includes(cue.before[0] ?? '')));

const quotes = /["“„«‚‘]([^"“”„«»‚‘’]{1,200})["”“»‘’]/gu;

const quoted = (text: string): Candidate[] =>
  Array.from(text.matchAll(quotes), (match) => {
    const start = match.index + 1;
    return { start, end: start + (match[1] ?? '').length, value: match[1] ?? '', strength: 3 };
  });

const introductions: Readonly<Record<string, readonly string[]>> = {
  en: ['my name is', 'name is', 'call me', 'i am called', 'this is'],
  de: ['mein name ist', 'ich heisse', 'name ist'],
  es: ['me llamo', 'mi nombre es'],
  fr: ['je m appelle', 'mon nom est'],
  pt: ['meu nome e', 'me chamo', 'chamo me'],
  it: ['mi chiamo', 'il mio nome e'],
  nl: ['mijn naam is', 'ik heet'],
  pl: ['nazywam sie', 'mam na imie'],
};

/** "the city is Oslo", "subject: Refund", and for names "my name is Ada". */
function nameIntroductions({ name }: Parameter, language: string): Cue[] {
  const words = splitName(name);
  const linked = ['is', 'ist', 'es', 'est', 'jest', 'to'].map((link) => ({ before: [...words.slice(-1), link], after: [] }));
  const isPersonName = words.at(-1) === 'name' && (words.length === 1 || /first|full|last|user|customer|your|guest|contact/.test(words[0] ?? ''));
  const said = isPersonName ? (introductions[codeOf(language)] ?? introductions.en ?? []) : [];
  return [...linked, { before: words, after: [] }, ...said.map((phrase) => ({ before: phrase.split(' '), after: [] }))];
}

/** The text from the end of the cue's left side to the start of its right side, or to the end of the clause. */
function between(text: string, cue: Cue, context: ExtractionContext): Candidate[] {
  const words = wordsIn(text);
  if (cue.before.length === 0) return opening(cue, words);
  return words.flatMap((word, at): Candidate[] => {
    const matched = leftMatch(words, at, cue.before, context.language);
    const from = words[at + 1];
    if (matched === 0 || !from || breaks.test(text.slice(word.end, from.start).replace(/:/, ''))) return [];
    const stop = cue.after.length > 0 ? words.findIndex((other, index) => index > at + 1 && other.folded === cue.after[0]) : -1;
    const end = words[stop - 1]?.end ?? text.length;
    return [{ start: from.start, end, value: '', strength: matched + (stop > 0 ? 1 : 0) }];
  });
}

/** A value may open the message where two words of the example follow its slot. */
function opening(cue: Cue, words: readonly PlacedWord[]): Candidate[] {
  const stop = words.findIndex((word, index) => index > 0 && word.folded === cue.after[0] && words[index + 1]?.folded === cue.after[1]);
  const last = words[stop - 1];
  return last && cue.after.length > 1 ? [{ start: 0, end: last.end, value: '', strength: 1 }] : [];
}

/** How many of the cue's words end at a place; a lone word must be more than an article to count. */
function leftMatch(words: readonly PlacedWord[], at: number, before: readonly string[], language: string): number {
  let count = 0;
  while (count < before.length && words[at - count]?.folded === before[before.length - 1 - count]) count++;
  if (count === 0) return 0;
  const isWhole = count === before.length;
  const isTelling = before.slice(-count).some((word) => !stopWordsOf(codeOf(language)).has(word));
  return isWhole || isTelling || prepositions.has(before.at(-1) ?? '') ? count : 0;
}

const prepositions = new Set([
  'to',
  'from',
  'in',
  'at',
  'for',
  'about',
  'with',
  'by',
  'nach',
  'von',
  'aus',
  'fur',
  'uber',
  'mit',
  'a',
  'de',
  'desde',
  'hasta',
  'para',
  'en',
  'pour',
  'vers',
  'da',
  'per',
  'naar',
  'van',
  'voor',
  'do',
  'z',
  'dla',
]);
const breaks = /[.?!;:\n]/;
const stops =
  /[.?!;,\n](?=\s|$)|\s(?:please|thanks|thank you|and|but|because|bitte|danke|und|por favor|gracias|y|s'il vous plaît|merci|et|obrigad[oa]|per favore|grazie|alstublieft|bedankt|en|proszę|dziękuję|from|to|on|at|tomorrow|today|tonight|by|for|before|after|until|nach|von|am|um|morgen|heute)(?=\s|[.?!,;]|$)/iu;
const article = /^(?:the|a|an|der|die|das|el|la|le|il|lo|de|het)\s/i;
const most = 60;

/** Free text ends with its clause, and before words that begin something else. */
function endOfValue(text: string, { start, end }: Candidate): number {
  const body = text.slice(start, Math.min(end, start + most));
  const skipped = article.exec(body)?.[0].length ?? 0;
  const stop = body.slice(skipped).search(stops);
  return stop < 0 ? start + body.trimEnd().length : start + skipped + stop;
}

import { fold } from '../normalise.ts';
import type { Candidate, Finder } from './types.ts';
import { codeOf, spokenNumbers } from './words.ts';

const figures = /(?<![\p{L}\d.,#-])-?\d+(?:[.,'\u00a0\u202f]\d+)*(?![\d])/gu;
const decimalComma = new Set(['de', 'es', 'fr', 'pt', 'it', 'nl', 'pl']);

/** Numbers in figures and in words. */
export const findNumbers: Finder = (parameter, text, { language }) => {
  const found = [...inFigures(text, language), ...inWords(text, language)];
  return parameter.type === 'integer' ? found.filter(({ value }) => Number.isInteger(value)) : found;
};

function inFigures(text: string, language: string): Candidate[] {
  return Array.from(text.matchAll(figures)).flatMap((match): Candidate[] => {
    const end = match.index + match[0].length;
    const after = text.slice(end).match(/^(?:st|nd|rd|th)?(k|m)?(?![\p{L}\d])/iu);
    const unit = /^\s?(?:[°%€$£]|\p{L}{1,3}(?!\p{L}))/u.test(text.slice(end));
    if (!after && !unit) return [];
    const scale = { k: 1_000, m: 1_000_000 }[after?.[1]?.toLowerCase() ?? ''] ?? 1;
    const value = parseFigures(match[0], language);
    return value === null ? [] : [{ start: match.index, end: end + (after?.[0].length ?? 0), value: value * scale, strength: 1 }];
  });
}

/** Reads figures with the separators of a language: 1.234,5 in German is 1,234.5 in English. */
export function parseFigures(figuresText: string, language: string): number | null {
  const plain = figuresText.replace(/['\u00a0\u202f\s]/g, '');
  const comma = decimalComma.has(codeOf(language));
  const [group, point] = comma ? ['.', ','] : [',', '.'];
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  const lastSign = last < 0 ? '' : plain[last];
  const hasBoth = plain.includes('.') && plain.includes(',');
  const isGrouped = lastSign === group && /^-?\d{1,3}(?:[.,]\d{3})+$/.test(plain);
  const decimal = hasBoth || (lastSign !== '' && !isGrouped) ? lastSign : point;
  const cleaned = [...plain]
    .filter((sign) => /[\d-]/.test(sign) || sign === decimal)
    .join('')
    .replace(',', '.');
  const value = Number(cleaned);
  return cleaned === '' || Number.isNaN(value) ? null : value;
}

type Spoken = Candidate & { value: number };

/** Number words of one language that stand beside each other make one number. */
function inWords(text: string, language: string): Candidate[] {
  const table = spokenNumbers(language);
  const found: Spoken[] = [];
  for (const match of text.matchAll(/\p{L}+(?:-\p{L}+)*/gu)) {
    const value = wordValue(fold(match[0]), table);
    if (value === null) continue;
    const end = match.index + match[0].length;
    const last = found.at(-1);
    const joined = last && /^[\s-]*$/.test(text.slice(last.end, match.index)) ? join(last.value, value) : null;
    if (last && joined !== null) found.splice(-1, 1, { ...last, end, value: joined });
    else if (value < multiplier) found.push({ start: match.index, end, value, strength: 0.8 });
  }
  return found;
}

const multiplier = 100;
const multipliers: Readonly<Record<string, number>> = {
  dozen: 12,
  hundred: 100,
  thousand: 1000,
  million: 1_000_000,
  hundert: 100,
  tausend: 1000,
  cien: 100,
  mil: 1000,
  cent: 100,
  mille: 1000,
  sto: 100,
  tysiac: 1000,
  honderd: 100,
  duizend: 1000,
  cento: 100,
};

function wordValue(word: string, table: ReadonlyMap<string, number>): number | null {
  const whole = table.get(word) ?? (Object.hasOwn(multipliers, word) ? multipliers[word] : undefined);
  if (whole !== undefined) return whole;
  const [first, second, ...rest] = word.split('-');
  if (second !== undefined && rest.length === 0) return pair(table.get(first ?? ''), table.get(second));
  const german = word.match(/^(ein|zwei|drei|vier|funf|sechs|sieben|acht|neun)und(\p{L}+)$/u);
  return german ? pair(table.get(german[2] ?? ''), table.get(german[1] === 'ein' ? 'eins' : (german[1] ?? ''))) : null;
}

const pair = (tens: number | undefined, ones: number | undefined): number | null =>
  tens !== undefined && ones !== undefined && tens >= 20 && ones < 10 ? tens + ones : null;

function join(open: number, next: number): number | null {
  if (next >= multiplier) return open < next ? open * next : null;
  if (open >= multiplier) return open + next;
  return pair(open, next);
}

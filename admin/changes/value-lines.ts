import type { Value } from '../../shared/value.ts';
import { isRecord, nameOf } from '../document/read.ts';
import { holdsOwnNames, itemWord, keyWord } from './place-words.ts';

/** One field of a value that came or went as a whole. */
export type Line = { label: string; text: string };

const mostLines = 40;
const longestText = 1_200;

/** A whole value as the fields that it holds; `isAuthored` where an author named them. What is very long is cut, and says so. */
export function linesOf(value: Value | undefined, isAuthored: boolean): Line[] {
  const lines = fields(value, [], isAuthored);
  if (lines.length === 0) return [{ label: '', text: '(empty)' }];
  const more = lines.length - mostLines;
  return more > 1 ? [...lines.slice(0, mostLines), { label: '', text: `… and ${more} more fields` }] : lines;
}

/** A single value as its author reads it. */
export function valueText(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  if (value === true) return 'yes';
  if (value === false) return 'no';
  return value === undefined ? '' : JSON.stringify(value, null, 2);
}

function fields(value: Value | undefined, label: readonly string[], isAuthored: boolean): Line[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => fields(item, isRecord(item) ? [...label, itemWord(item, index)] : label, isAuthored));
  }
  if (!isRecord(value)) return [{ label: label.join(' › '), text: shortened(valueText(value)) }];
  return Object.entries(value).flatMap(([key, inner]) => {
    // The label says it already.
    if (key === 'type' && nameOf(value) === '') return [];
    const isOwn = isAuthored || holdsOwnNames(key, inner);
    return fields(inner, key === 'effects' ? label : [...label, isAuthored ? key : keyWord(key)], isOwn);
  });
}

const shortened = (text: string): string =>
  text.length > longestText ? `${text.slice(0, longestText)}… (${text.length - longestText} more characters)` : text;

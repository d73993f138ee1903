import type { Language } from './languages/language.ts';
import { recipe } from './recipe.ts';

/** A message cut into words; a chunk is what character n-grams are taken from. */
export type Reading = { words: string[]; chunks: string[] };

/** Cuts a message into folded words, in any script, with one stand-in for each email, link, amount and number. */
export function read(text: string, language: Language): Reading {
  const reading: Reading = { words: [], chunks: [] };
  for (const token of tokensOf(fold(clip(text)))) {
    for (const word of expand(token, language.contractions)) add(reading, word);
  }
  return reading;
}

/** Lower case without diacritics, straight quotes, one form for letters that look alike. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (isPlain.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(marks, '')
    .normalize('NFC')
    .replace(special, (letter) => specials[letter] ?? letter);
}

const isPlain = /^[\x00-\x7f]*$/;
const marks = /[\u0300-\u036f]/g;
const specials: Readonly<Record<string, string>> = {
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ı: 'i',
  þ: 'th',
  ð: 'd',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '´': "'",
};
const special = /[ßłøæœđıþð’‘ʼ´]/g;

const email = /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const link = /\bhttps?:\/\/\S+|\bwww\.\S+/g;
const money = /[$€£¥₹]\s?\d[\d.,]*|(?<![\d.,])\d[\d.,]*\s?[$€£¥₹]/g;
const number = /\b\d+(?:[.,:/]\d+)*[a-z]{0,2}\b/g;
const code = /(?<![\p{L}\d-])(?=[\p{L}-]{0,20}\d)[\p{L}\d]+(?:-[\p{L}\d]+)*(?![\p{L}\d-])/gu;
const token = /#?[\p{L}\p{N}\p{M}]+(?:'[\p{L}\p{M}]+)?/gu;

const clip = (text: string): string => (text.length > recipe.textLength ? text.slice(0, recipe.textLength) : text);

function tokensOf(folded: string): string[] {
  let text = folded.replaceAll('#', ' ');
  if (text.includes('@')) text = text.replace(email, ' #email ');
  if (text.includes('http') || text.includes('www.')) text = text.replace(link, ' #link ');
  if (/\d/.test(text)) text = text.replace(money, ' #money ').replace(code, codeOrNot).replace(number, ' #number ');
  return text.match(token) ?? [];
}

/** An order number or the like; a short number, an ordinal or an amount with its unit is none. */
function codeOrNot(written: string): string {
  const digits = written.replace(/\D/g, '').length;
  const isLong = /^\d{5,}$/.test(written);
  const isMixed = digits >= 2 && /\p{L}/u.test(written) && !/^\d+\p{L}{1,2}$|\p{L}{5}/u.test(written);
  return isLong || isMixed ? ' #code ' : written;
}

function expand(word: string, contractions: Readonly<Record<string, string>>): string[] {
  const whole = Object.hasOwn(contractions, word) ? contractions[word] : undefined;
  if (whole !== undefined) return whole.split(' ');
  const at = word.indexOf("'");
  if (at < 0) return [word];
  const from = word.endsWith("n't") ? word.length - 3 : at;
  const ending = Object.hasOwn(contractions, word.slice(from)) ? contractions[word.slice(from)] : undefined;
  if (ending !== undefined) return [word.slice(0, from), ...ending.trim().split(' ')];
  return word.slice(at) === "'s" ? [word.slice(0, at)] : word.split("'");
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const elongated = /(\p{L})\1{2,}/gu;

/** Scripts without spaces give one word for each character and one chunk for the whole run. */
function add(reading: Reading, raw: string): void {
  const word = (raw.length > 4 ? raw.replace(elongated, '$1$1') : raw).slice(0, recipe.wordLength);
  if (word === '') return;
  // A stand-in says what is there but not how it is spelt.
  if (!word.startsWith('#')) reading.chunks.push(word);
  if (word.charCodeAt(0) > 0x0e00 && unspaced.test(word)) reading.words.push(...word);
  else reading.words.push(word);
}

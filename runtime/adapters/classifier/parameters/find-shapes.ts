import type { Candidate, Finder } from './types.ts';

const email = /(?<![\p{L}\d.!#$%&'*+/=?^_`{|}~-])[\p{L}\d][\p{L}\d.!#$%&'*+/=?^_`{|}~-]*@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu;
const link =
  /\bhttps?:\/\/[^\s<>"]+|(?<![@\p{L}\d.-])(?:www\.[^\s<>"]+|(?:[a-z\d-]+\.)+(?:com|org|net|io|dev|app|info|eu|de|es|fr|it|nl|pl|pt|br|uk|us|ch|at|be|ca|au|me|tv|ai|shop|store)(?:\/[^\s<>"]*)?)(?![\p{L}\d@-])/giu;
const code = /(?<![\p{L}\d@./])#?[\p{L}\d]+(?:[-_/][\p{L}\d]+)*(?![\p{L}\d@]|\.\p{L})/gu;

/** Email addresses, with the host in lower case. */
export const findEmails: Finder = (_parameter, text) =>
  Array.from(text.matchAll(email), (match) => {
    const written = match[0].replace(/[.-]+$/, '');
    const [user = '', host = ''] = written.split('@');
    return { start: match.index, end: match.index + written.length, value: `${user}@${host.toLowerCase()}`, strength: 3 };
  });

/** Links; one without a scheme gets https. */
export const findLinks: Finder = (_parameter, text) =>
  Array.from(text.matchAll(link)).flatMap((match): Candidate[] => {
    const written = match[0].replace(/[.,;:!?)\]'"»]+$/, '');
    const full = /^https?:/i.test(written) ? written : `https://${written}`;
    return URL.canParse(full) ? [{ start: match.index, end: match.index + written.length, value: full, strength: 3 }] : [];
  });

const shortest = 3;

/** Order numbers and the like: a word with figures in it, longer than a mere count, as it was written. */
export const findCodes: Finder = (_parameter, text) =>
  Array.from(text.matchAll(code)).flatMap((match): Candidate[] => {
    const written = match[0].replace(/^#/, '');
    const digits = written.replace(/\D/g, '').length;
    if (digits === 0 || (written.length < shortest && !match[0].startsWith('#'))) return [];
    if (unitOrOrdinal.test(written) || timeLike.test(text.slice(Math.max(0, match.index - 1), match.index + written.length + 1))) return [];
    const isMixed = /\p{L}/u.test(written);
    const strength = match[0].startsWith('#') ? 2.5 : isMixed ? 2 : digits >= 4 ? 1.5 : 1;
    return [{ start: match.index, end: match.index + match[0].length, value: written, strength }];
  });

const unitOrOrdinal = /^\d+(?:st|nd|rd|th|am|pm|kg|km|cm|mm|gb|mb|tb|h|min|x|k|er|ers|e|pcs)$/i;
const timeLike = /:\d|\d:/;

/** What the author's own pattern finds; a pattern that is none finds nothing. */
export const findByPattern: Finder = (parameter, text) => {
  const pattern = compile(parameter.pattern ?? '');
  if (!pattern) return [];
  return Array.from(text.matchAll(pattern))
    .filter((match) => match[0] !== '')
    .map((match) => ({ start: match.index, end: match.index + match[0].length, value: match[0], strength: 3 }));
};

/** The author's pattern as one that may begin and end anywhere at a word border; null if it is not a pattern. */
export function compile(pattern: string): RegExp | null {
  const bare = pattern.replace(/^\^/, '').replace(/\$$/, '');
  try {
    return new RegExp(`(?<![\\p{L}\\d])(?:${bare})(?![\\p{L}\\d])`, 'giu');
  } catch {
    return null;
  }
}

import type { Value } from '../../../shared/value.ts';

/** What stands where a secret stood. */
const masked = '***';

/** Shorter values stand in too many texts by chance; nobody can guard a secret of three characters. */
const shortest = 4;

/** Takes these secrets out of a value, in every spelling that a server is likely to send back: names, texts and numbers. */
export function maskFor(secrets: readonly string[]): <T extends Value>(value: T) => T {
  const spellings = [...new Set(secrets.filter((it) => it.length >= shortest).flatMap(spellingsOf))].toSorted(
    (left, right) => right.length - left.length,
  );
  const inText = (text: string): string => spellings.reduce((rest, spelling) => rest.replaceAll(spelling, masked), text);
  const mask = (value: Value): Value => {
    if (typeof value === 'string') return inText(value);
    if (typeof value === 'number') return inText(String(value)) === String(value) ? value : masked;
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(mask);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [inText(key), mask(item)]));
  };
  const written = spellings.map((it) => JSON.stringify(it).slice(1, -1));
  return <T extends Value>(value: T): T => {
    // One look at the whole as text: an answer is rarely an echo, and walking through a large one takes twenty times as long.
    const text = spellings.length > 0 ? JSON.stringify(value) : '';
    // The shape stays; only texts, and numbers that are secrets, become other texts.
    return written.some((it) => text.includes(it)) ? (mask(value) as T) : value;
  };
}

function spellingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret.toWellFormed());
  const plain = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    htmlOf(secret),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...base64Of(bytes),
  ];
  return plain.flatMap((it) => [it, ...percentOf(it)]);
}

function percentOf(text: string): string[] {
  const usual = encodeURIComponent(text.toWellFormed());
  const strict = usual.replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);
  return [usual, strict, strict.replaceAll('%20', '+'), usual.replaceAll('%20', '+'), encodeURI(text.toWellFormed())].flatMap((it) => [
    it,
    it.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  ]);
}

const htmlOf = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

/** Base64 at its three alignments, so that a secret is also found inside of something longer, such as `user:secret`. */
function base64Of(bytes: Buffer): string[] {
  const inside = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64url');
    // The characters at the ends also hold bits of what stands beside the secret.
    return text.slice([0, 2, 3][before], (before + bytes.length) % 3 === 0 ? undefined : -1);
  });
  const standard = inside.map((it) => it.replaceAll('-', '+').replaceAll('_', '/'));
  return [bytes.toString('base64'), bytes.toString('base64url'), ...[...inside, ...standard].filter((it) => it.length >= shortest)];
}

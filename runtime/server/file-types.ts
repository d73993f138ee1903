type Signature = { type: string; at: number; bytes: string };

/** How files of a kind begin. */
const signatures: Signature[] = [
  { type: 'image/png', at: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { type: 'image/jpeg', at: 0, bytes: '\xff\xd8\xff' },
  { type: 'image/gif', at: 0, bytes: 'GIF87a' },
  { type: 'image/gif', at: 0, bytes: 'GIF89a' },
  { type: 'image/webp', at: 8, bytes: 'WEBP' },
  { type: 'image/heic', at: 4, bytes: 'ftypheic' },
  { type: 'image/heic', at: 4, bytes: 'ftypheix' },
  { type: 'image/heif', at: 4, bytes: 'ftypmif1' },
  { type: 'image/avif', at: 4, bytes: 'ftypavif' },
  { type: 'application/pdf', at: 0, bytes: '%PDF-' },
];
/** Types that are known by their beginning: what only claims to be one is none. */
const sniffed = new Set(signatures.map(({ type }) => type));
/** What a browser may show in its place: pictures that cannot hold code. */
const shownInline = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** How many bytes it takes to know. */
export const beginningBytes = 16;

/** What a file is: by its first bytes where they say so, else as its sender says; text that claims to be a picture is just bytes. */
export function typeOf(beginning: Uint8Array, claimed: string): string {
  const text = Buffer.from(beginning).toString('latin1');
  const found = signatures.find(({ at, bytes }) => text.startsWith(bytes, at));
  if (found) return found.type;
  const plain = claimed.split(';')[0]?.trim().toLowerCase() ?? '';
  return sniffed.has(plain) || !/^[a-z]+\/[a-z0-9.+-]+$/.test(plain) ? 'application/octet-stream' : plain;
}

/** Whether a project takes files of this type. A whole family of pictures means those that cannot hold code. */
export const isTaken = (type: string, allowed: readonly string[]): boolean =>
  allowed.some((each) => {
    if (!each.endsWith('/*')) return each === type;
    return type.startsWith(each.slice(0, -1)) && (each !== 'image/*' || sniffed.has(type));
  });

/** Under which type a file is given out, and whether a page may show it; everything else is downloaded as bytes. */
export const givenAs = (type: string): { type: string; isInline: boolean } =>
  shownInline.has(type) ? { type, isInline: true } : { type: 'application/octet-stream', isInline: false };

/** What is wrong with an origin as somebody typed it, and what was probably meant; nothing where it is one. */
export function originFault(text: string): { reason: string; meant?: string } | null {
  if (text === '') return { reason: 'An empty line allows nothing; write an origin or remove it.' };
  if (text.includes('*')) return { reason: 'Patterns are not known; list each origin by itself.' };
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!/^https?:/i.test(whole) || !URL.canParse(whole)) return { reason: 'An origin looks like https://shop.example.' };
  const { origin } = new URL(whole);
  if (origin === text) return null;
  return { reason: 'Browsers send an origin without a path and in small letters.', meant: origin };
}

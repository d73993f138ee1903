/** A message's text without the signs of markdown, as plain words: for previews and lists that draw no markup. */
export function withoutMarks(text: string): string {
  if (text.length > longest || !/[*_`~[#>\\+-]/.test(text)) return text;
  // Code stands as it is: what looks like a sign in there is none.
  const parts = text.split(/(```[\s\S]*?```|`[^`\n]+`)/);
  return parts.map((part, index) => (index % 2 === 0 ? words(part) : part.replace(/^```[^\n]*\n?|\n?```$|^`|`$/g, ''))).join('');
}

/** Longer ones are shown to visitors as they are, too. */
const longest = 20_000;

/** From the first to the last; what a pair of signs may hold is bounded, so that no text takes long. */
const signs: readonly [sign: RegExp, words: string][] = [
  [/!?\[([^\]\n]{0,500})\]\([^()\s]{0,2000}(?: "[^"\n]{0,500}")?\)/g, '$1'],
  [/^ {0,3}#{1,6} +/gm, ''],
  [/^ {0,3}> ?/gm, ''],
  [/^( *)[*+-] +/gm, '$1• '],
  [/(?<![*\\])\*(?![*\s])([^*\n]{0,500}[^*\s]|[^*\s])\*(?!\*)/g, '$1'],
  [/(?<!\\)\*\*(?=\S)([^\n]{0,500}?\S)\*\*/g, '$1'],
  [/(?<![*\\])\*(?![*\s])([^*\n]{0,500}[^*\s]|[^*\s])\*(?!\*)/g, '$1'],
  [/(?<![\p{L}\p{N}_\\])__(?=\S)([^\n]{0,500}?\S)__(?![\p{L}\p{N}_])/gu, '$1'],
  [/(?<![\p{L}\p{N}_\\])_(?=[^\s_])([^_\n]{0,500}[^_\s]|[^_\s])_(?![\p{L}\p{N}_])/gu, '$1'],
  [/~~(?=\S)([^\n]{0,500}?\S)~~/g, '$1'],
  [/\\([!-/:-@[-`{-~])/g, '$1'],
];

const words = (text: string): string => signs.reduce((result, [sign, put]) => result.replace(sign, put), text);

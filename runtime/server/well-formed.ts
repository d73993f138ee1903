/** NUL and lone surrogates become the replacement character, the same way for every store (G-25). */
export const wellFormed = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

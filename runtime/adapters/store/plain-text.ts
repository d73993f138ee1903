/** A text as every store keeps it where it is not JSON: no NUL and no half of a surrogate pair (G-25). */
export const plainText = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

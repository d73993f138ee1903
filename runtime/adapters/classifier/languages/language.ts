/** A word ending, what takes its place, and how many letters must stand before it. */
export type Ending = readonly [ending: string, replacement: string, before: number];

/** What the classifier knows about one language; all of it is plain data. */
export type Language = {
  code: string;
  stopWords: ReadonlySet<string>;
  contractions: Readonly<Record<string, string>>;
  endings: readonly Ending[];
  /** Whether a final mute e and a doubled consonant differ between forms of one word. */
  undouble: boolean;
  /** Words that may stand between two requests. */
  joiners: readonly string[];
  /** Groups of words that can stand for each other. */
  synonyms: readonly string[];
  /** Messages that no action owns. */
  background: readonly string[];
};

/** Splits a block of text at its line breaks and strokes, without empty pieces. */
export const lines = (block: string): string[] => block.split(/\n| \| /).filter((line) => line !== '');

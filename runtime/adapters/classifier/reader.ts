import type { Analysis } from './analyse.ts';
import type { Vocabulary } from './features.ts';
import type { Language } from './languages/language.ts';
import type { Spelling } from './spelling.ts';
import type { ModelData } from './types.ts';

/** Reads messages for a stage: what training found out, made quick to use. */
export type Reader = {
  data: ModelData;
  language: Language;
  vocabulary: Vocabulary;
  spelling: Spelling;
  analyse(text: string): Analysis;
  /** The probability of each action, in the order of the actions. */
  score(text: string): Float64Array;
};

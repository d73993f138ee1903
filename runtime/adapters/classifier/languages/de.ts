import { background } from './background-de.ts';
import { type Language, lines } from './language.ts';
import { stopWordsOf } from './stop-words.ts';
import { synonyms } from './synonyms-de.ts';

/** German. */
export const language: Language = {
  code: 'de',
  stopWords: stopWordsOf('de'),
  contractions: {
    "geht's": 'geht es',
    "gibt's": 'gibt es',
    "ist's": 'ist es',
    "hab's": 'habe es',
    gibts: 'gibt es',
    gehts: 'geht es',
    hab: 'habe',
    nen: 'einen',
    ne: 'eine',
    zum: 'zu dem',
    zur: 'zu der',
    im: 'in dem',
    vom: 'von dem',
  },
  endings: [
    ['ungen', '', 3],
    ['heiten', '', 3],
    ['keiten', '', 3],
    ['ung', '', 3],
    ['heit', '', 4],
    ['keit', '', 4],
    ['lich', '', 4],
    ['isch', '', 4],
    ['ern', '', 3],
    ['est', '', 4],
    ['en', '', 3],
    ['em', '', 3],
    ['er', '', 3],
    ['es', '', 3],
    ['st', '', 4],
    ['e', '', 3],
    ['n', '', 4],
    ['s', '', 4],
    ['t', '', 6],
  ],
  undouble: false,
  joiners: ['und', 'ausserdem', 'außerdem', 'sowie', 'dann', 'aber'],
  synonyms: lines(synonyms),
  background: lines(background),
};

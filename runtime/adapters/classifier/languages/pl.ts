import { background } from './background-pl.ts';
import { type Language, lines } from './language.ts';
import { stopWordsOf } from './stop-words.ts';

/** Polish. */
export const language: Language = {
  code: 'pl',
  stopWords: stopWordsOf('pl'),
  contractions: { plis: 'prosze', dzieki: 'dziekuje', wgl: 'w ogole', nr: 'numer' },
  endings: [
    ['owania', '', 3],
    ['owanie', '', 3],
    ['owac', '', 3],
    ['ania', '', 3],
    ['anie', '', 3],
    ['enia', '', 3],
    ['enie', '', 3],
    ['osci', '', 3],
    ['osc', '', 3],
    ['ami', '', 3],
    ['ach', '', 3],
    ['owi', '', 3],
    ['ego', '', 3],
    ['emu', '', 3],
    ['ych', '', 3],
    ['ymi', '', 3],
    ['owa', '', 3],
    ['ala', '', 3],
    ['ili', '', 3],
    ['ila', '', 3],
    ['ac', '', 3],
    ['ic', '', 3],
    ['yc', '', 3],
    ['ow', '', 3],
    ['om', '', 3],
    ['em', '', 3],
    ['ie', '', 3],
    ['ia', '', 3],
    ['iu', '', 3],
    ['al', '', 3],
    ['il', '', 3],
    ['ej', '', 3],
    ['y', '', 3],
    ['i', '', 3],
    ['a', '', 3],
    ['e', '', 3],
    ['o', '', 3],
    ['u', '', 3],
  ],
  undouble: false,
  joiners: ['i', 'oraz', 'także', 'potem', 'ale'],
  synonyms: lines(`
anulować odwołać zrezygnować wypowiedzieć
kupić zamówić nabyć
zamówienie zakup
zmienić zmodyfikować zaktualizować
usunąć skasować
wysłać nadać dostarczyć
dostawa przesyłka paczka
zwrócić zwrot odesłać
faktura rachunek paragon
cena koszt opłata
zniżka rabat promocja kupon
pomoc wsparcie pomóc
zepsuty uszkodzony wadliwy
błąd problem usterka
naprawić naprawa
zadzwonić telefon
konsultant człowiek pracownik
godziny otwarte czynne
zarezerwować rezerwacja wizyta termin
samochód auto
podróż wakacje urlop
szukać znaleźć
zapłacić płatność
`),
  background: lines(background),
};

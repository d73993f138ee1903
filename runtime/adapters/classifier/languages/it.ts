import { background } from './background-it.ts';
import { type Language, lines } from './language.ts';
import { stopWordsOf } from './stop-words.ts';

/** Italian. */
export const language: Language = {
  code: 'it',
  stopWords: stopWordsOf('it'),
  contractions: {
    "dov'e": 'dove e',
    "com'e": 'come e',
    "cos'e": 'cosa e',
    "qual'e": 'quale e',
    xche: 'perche',
    nn: 'non',
    cmq: 'comunque',
    "c'e": 'ci e',
  },
  endings: [
    ['azioni', '', 3],
    ['azione', '', 3],
    ['amenti', '', 3],
    ['amento', '', 3],
    ['imenti', '', 3],
    ['imento', '', 3],
    ['mente', '', 3],
    ['ando', '', 3],
    ['endo', '', 3],
    ['ato', '', 3],
    ['ata', '', 3],
    ['ati', '', 3],
    ['ate', '', 3],
    ['uto', '', 3],
    ['uta', '', 3],
    ['ito', '', 3],
    ['ita', '', 3],
    ['are', '', 3],
    ['ere', '', 3],
    ['ire', '', 3],
    ['chi', 'c', 2],
    ['che', 'c', 2],
    ['i', '', 3],
    ['e', '', 3],
    ['o', '', 3],
    ['a', '', 3],
  ],
  undouble: false,
  joiners: ['e', 'anche', 'inoltre', 'poi', 'ma'],
  synonyms: lines(`
annullare cancellare disdire
comprare acquistare ordinare
ordine acquisto
cambiare modificare aggiornare
eliminare rimuovere togliere
spedire inviare mandare consegnare
consegna spedizione pacco
restituire reso rendere
rimborso rimborsare
fattura ricevuta scontrino
prezzo costo tariffa
sconto offerta promozione coupon
aiuto assistenza supporto aiutare
rotto difettoso danneggiato guasto
errore problema
riparare aggiustare
chiamare telefonare telefono
operatore persona umano
orario aperto apertura
prenotare prenotazione appuntamento
macchina auto automobile
viaggio vacanza
cercare trovare
pagare pagamento
bonifico trasferire
`),
  background: lines(background),
};

import { background } from './background-nl.ts';
import { type Language, lines } from './language.ts';
import { stopWordsOf } from './stop-words.ts';

/** Dutch. */
export const language: Language = {
  code: 'nl',
  stopWords: stopWordsOf('nl'),
  contractions: { "'k": 'ik', "zo'n": 'zo een', aub: 'alstublieft', ff: 'even', "foto's": 'foto' },
  endings: [
    ['heden', '', 3],
    ['heid', '', 3],
    ['ingen', '', 3],
    ['ing', '', 3],
    ['lijk', '', 3],
    ['eren', '', 3],
    ['eerd', '', 3],
    ['eert', '', 3],
    ['eer', '', 3],
    ['tje', '', 3],
    ['je', '', 4],
    ['en', '', 3],
    ['er', '', 4],
    ['de', '', 4],
    ['te', '', 4],
    ['s', '', 3],
    ['t', '', 4],
    ['e', '', 3],
  ],
  undouble: true,
  joiners: ['en', 'ook', 'daarnaast', 'dan', 'maar'],
  synonyms: lines(`
annuleren opzeggen afzeggen stoppen
kopen bestellen aanschaffen
bestelling order aankoop
wijzigen veranderen aanpassen bijwerken
verwijderen wissen
sturen verzenden versturen leveren bezorgen
levering bezorging pakket verzending
terugsturen retour retourneren
terugbetaling terugbetalen geld
factuur rekening bon
prijs kosten tarief
korting kortingscode bon aanbieding
hulp ondersteuning helpen
kapot stuk defect beschadigd
fout probleem storing
repareren maken
wachtwoord inloggegevens
bellen telefoneren telefoon
medewerker mens persoon
openingstijden open geopend
afspraak reservering boeking
reserveren boeken
auto wagen
vakantie reis
zoeken vinden
betalen betaling
adres woonplaats
`),
  background: lines(background),
};

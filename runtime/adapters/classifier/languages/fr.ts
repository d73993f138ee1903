import { background } from './background-fr.ts';
import { type Language, lines } from './language.ts';
import { stopWordsOf } from './stop-words.ts';

/** French. */
export const language: Language = {
  code: 'fr',
  stopWords: stopWordsOf('fr'),
  contractions: { "aujourd'hui": 'aujourd hui', svp: 's il vous plait', stp: 's il te plait', pq: 'pourquoi', au: 'a le', aux: 'a les', du: 'de le' },
  endings: [
    ['issements', '', 3],
    ['issement', '', 3],
    ['ations', '', 3],
    ['ation', '', 3],
    ['ements', '', 3],
    ['ement', '', 3],
    ['ments', '', 4],
    ['ment', '', 4],
    ['euses', '', 3],
    ['euse', '', 3],
    ['eurs', '', 3],
    ['eur', '', 3],
    ['eaux', 'eau', 2],
    ['aux', 'al', 2],
    ['ees', '', 3],
    ['ez', '', 3],
    ['ent', '', 4],
    ['er', '', 3],
    ['ir', '', 3],
    ['re', '', 3],
    ['ee', '', 3],
    ['es', '', 3],
    ['e', '', 3],
    ['s', '', 3],
    ['x', '', 3],
  ],
  undouble: false,
  joiners: ['et', 'aussi', 'puis', 'ensuite', 'mais'],
  synonyms: lines(`
annuler resilier supprimer
acheter commander acquerir
commande achat
changer modifier actualiser
effacer supprimer enlever
envoyer expedier livrer
livraison colis envoi paquet
retourner renvoyer retour
rembourser remboursement
facture recu
prix cout tarif
remise reduction promotion coupon
aide assistance support aider
casse defectueux endommage abime
erreur probleme panne bug
reparer arranger
compte profil
appeler telephoner telephone
conseiller humain agent personne
horaire ouvert ouverture
reserver reservation rendez-vous
voiture auto vehicule
maison appartement logement
voyage vacances
chercher trouver
payer regler paiement
virement transferer
`),
  background: lines(background),
};

/** General French messages that no action owns. */
export const background = `
bonjour
salut, comment ça va
merci beaucoup, c'est gentil
d'accord, parfait
non, ce n'est pas ça
oui, s'il te plaît
laisse tomber
je ne comprends pas ce que tu dis
es-tu une personne ou une machine
qui t'a créé
quel âge as-tu
raconte-moi une blague
je m'ennuie
je t'aime
c'est ridicule
quel est le sens de la vie
les fantômes existent-ils
pourquoi les gens mentent
ma copine m'a quitté
comment se faire de nouveaux amis
un bon nom pour un chien
pourquoi les chats ronronnent
combien de temps vit un éléphant
pourquoi le ciel est bleu
à quelle distance est la lune
qui a découvert l'électricité
quelle est la racine carrée de quatre-vingt-un
qui fut le premier empereur de rome
quand la guerre s'est-elle terminée
quelle est la plus haute montagne
quelle est la capitale de la norvège
qui a gagné les élections
quels sont mes droits de locataire
qui a gagné le match hier soir
quel exercice pour le dos
comment perdre du poids
le café est-il mauvais pour le coeur
que faire contre le mal de tête
combien d'heures faut-il dormir
conseille-moi un livre sur la mer
qui a peint ce tableau
quel est le meilleur film
comment apprendre la guitare
comment dit-on bonjour en russe
comment s'écrit ce mot
combien gagne un plombier
qu'est-ce que l'inflation
mon ordinateur est très lent
comment fonctionne internet
qu'est-ce que l'intelligence artificielle
comment enlever une tache de vin
quand planter les tomates
combien de temps cuire un oeuf
que cuisiner avec des poireaux
ce champignon est-il vénéneux
pourquoi le moteur fait ce bruit
y a-t-il un train pour la côte
que voir à vienne
faut-il une veste dehors
va-t-il pleuvoir demain
à quelle heure se couche le soleil
quel jour sommes-nous
quel cadeau pour ma mère
comment nouer une cravate
d'où vient le chocolat
que penses-tu de la politique
quelle est ta couleur préférée
tu m'écoutes
ça ne m'a pas aidé du tout
je reviens plus tard
je regarde seulement
peux-tu répéter plus lentement
tu peux m'aider pour mes devoirs
j'ai besoin d'un conseil
je voudrais apprendre à nager
je cherche un bon dentiste près d'ici
écris un poème sur l'automne
montre-moi des photos de montagnes
y a-t-il une pharmacie par ici
où est le parc le plus proche
éteins la lumière de la cuisine
mets de la musique calme
réveille-moi à sept heures
mes voisins font trop de bruit
j'ai passé une sale journée
je n'arrive pas à dormir
j'ai faim
quoi
pourquoi
blabla
`;

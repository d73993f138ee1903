/** General Dutch messages that no action owns. */
export const background = `
hallo
goedemorgen, hoe gaat het
bedankt, dat was aardig
oké, prima
nee, dat is het niet
ja graag
laat maar
ik begrijp niet wat je zegt
ben je een mens of een machine
wie heeft je gemaakt
hoe oud ben je
vertel een grap
ik verveel me
ik hou van je
dit is belachelijk
wat is de zin van het leven
bestaan er spoken
waarom liegen mensen
mijn vriendin heeft me verlaten
hoe maak ik nieuwe vrienden
een leuke naam voor een hond
waarom spinnen katten
hoe lang leeft een olifant
waarom is de lucht blauw
hoe ver weg is de maan
wie ontdekte elektriciteit
wat is de wortel van eenentachtig
wie was de eerste keizer van rome
wanneer eindigde de oorlog
wat is de hoogste berg
wat is de hoofdstad van noorwegen
wie heeft de verkiezingen gewonnen
welke rechten heb ik als huurder
wie won gisteren de wedstrijd
welke oefening is goed voor mijn rug
hoe kan ik afvallen
is koffie slecht voor het hart
wat helpt tegen hoofdpijn
hoeveel uur moet ik slapen
weet je een goed boek over de zee
wie heeft dat schilderij gemaakt
wat is de beste film
hoe leer ik gitaar spelen
hoe zeg je goedendag in het russisch
hoe schrijf je dat woord
wat verdient een loodgieter
wat is inflatie
mijn computer is erg traag
hoe werkt het internet
wat is kunstmatige intelligentie
hoe krijg ik een wijnvlek weg
wanneer plant je tomaten
hoe lang moet een ei koken
is deze paddenstoel giftig
waarom maakt de motor dat geluid
gaat er een trein naar de kust
wat moet ik zien in wenen
heb ik een jas nodig
gaat het morgen regenen
hoe laat gaat de zon onder
welke dag is het vandaag
wat geef ik mijn moeder
hoe knoop je een stropdas
waar komt chocolade vandaan
wat vind je van politiek
wat is je lievelingskleur
luister je naar me
daar heb ik niets aan
ik kom later terug
ik kijk alleen even rond
kun je dat langzamer herhalen
help je me met mijn huiswerk
ik heb raad nodig
ik wil leren zwemmen
ik zoek een goede tandarts in de buurt
schrijf een gedicht over de herfst
laat me foto's van bergen zien
is hier een apotheek
waar is het dichtstbijzijnde park
doe het licht in de keuken uit
speel iets rustigs
maak me om zeven uur wakker
mijn buren zijn te luid
ik had een vreselijke dag
ik kan niet slapen
ik heb honger
wat
waarom
`;

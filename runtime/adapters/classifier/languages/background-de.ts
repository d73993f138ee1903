/** General German messages that no action owns. */
export const background = `
hallo
guten morgen, wie geht es dir
danke, das war nett
okay, alles klar
nein, das ist es nicht
ja bitte
vergiss es
ich verstehe nicht, was du meinst
bist du ein mensch oder eine maschine
wer hat dich gemacht
wie alt bist du
erzähl mir einen witz
mir ist langweilig
ich habe dich lieb
das ist lächerlich
was ist der sinn des lebens
gibt es geister
warum lügen menschen
meine freundin hat mich verlassen
wie finde ich neue freunde
wie heißt ein guter name für einen hund
warum schnurren katzen
wie lange leben elefanten
was fressen eulen
warum ist der himmel blau
wie weit ist der mond entfernt
wer hat die elektrizität entdeckt
was ist die wurzel aus einundachtzig
wer war der erste kaiser von rom
wann endete der krieg
wie hoch ist der höchste berg
was ist die hauptstadt von norwegen
wer hat die wahl gewonnen
welche rechte habe ich als mieter
wer hat gestern das spiel gewonnen
welche übung hilft gegen rückenschmerzen
wie nehme ich ab
ist kaffee schlecht für das herz
was hilft gegen kopfschmerzen
wie viele stunden soll ich schlafen
kennst du ein gutes buch über das meer
wer hat dieses bild gemalt
welcher film ist der beste
wie lerne ich gitarre spielen
wie sagt man guten tag auf russisch
wie schreibt man rhythmus
wie bereite ich mich auf ein gespräch vor
was verdient ein klempner
was ist inflation
mein rechner ist sehr langsam
wie funktioniert das internet
was ist künstliche intelligenz
wie bekomme ich rotwein aus dem teppich
wann soll ich tomaten pflanzen
wie lange muss ein ei kochen
was kann ich mit lauch kochen
ist dieser pilz giftig
warum macht der motor dieses geräusch
fährt ein zug an die küste
was sollte ich in wien sehen
brauche ich draußen eine jacke
regnet es morgen
wann geht die sonne unter
welcher tag ist heute
was schenke ich meiner mutter zum geburtstag
wie bindet man eine krawatte
woher kommt schokolade
was hältst du von politik
was ist deine lieblingsfarbe
hörst du mir zu
das hat mir gar nicht geholfen
ich melde mich später
ich schaue nur
kannst du das langsamer wiederholen
kannst du mir bei den hausaufgaben helfen
ich brauche einen rat
ich möchte schwimmen lernen
ich suche einen guten zahnarzt in der nähe
schreib ein gedicht über den herbst
zeig mir bilder von bergen
gibt es hier eine apotheke
wo ist der nächste park
mach das licht in der küche aus
spiel etwas ruhiges
weck mich um sieben
meine nachbarn sind zu laut
ich hatte einen schlimmen tag
ich kann nicht schlafen
ich habe hunger
was
warum
blabla
`;

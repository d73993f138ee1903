/** General Polish messages that no action owns. */
export const background = `
cześć
dzień dobry, jak się masz
dziękuję, to miłe
dobrze, świetnie
nie, to nie to
tak, proszę
nieważne
nie rozumiem, co mówisz
jesteś człowiekiem czy maszyną
kto cię stworzył
ile masz lat
opowiedz mi dowcip
nudzi mi się
kocham cię
to jest śmieszne
jaki jest sens życia
czy duchy istnieją
dlaczego ludzie kłamią
dziewczyna mnie zostawiła
jak znaleźć nowych przyjaciół
dobre imię dla psa
dlaczego koty mruczą
jak długo żyją słonie
dlaczego niebo jest niebieskie
jak daleko jest księżyc
kto odkrył elektryczność
jaki jest pierwiastek z osiemdziesięciu jeden
kto był pierwszym cesarzem rzymu
kiedy skończyła się wojna
jaka jest najwyższa góra
jaka jest stolica norwegii
kto wygrał wybory
jakie mam prawa jako najemca
kto wygrał wczorajszy mecz
jakie ćwiczenia są dobre na plecy
jak schudnąć
czy kawa szkodzi na serce
co pomaga na ból głowy
ile godzin powinienem spać
poleć mi książkę o morzu
kto namalował ten obraz
jaki film jest najlepszy
jak nauczyć się grać na gitarze
jak powiedzieć dzień dobry po rosyjsku
jak się pisze to słowo
ile zarabia hydraulik
co to jest inflacja
mój komputer działa bardzo wolno
jak działa internet
co to jest sztuczna inteligencja
jak usunąć plamę z wina
kiedy sadzić pomidory
jak długo gotować jajko
czy ten grzyb jest trujący
dlaczego silnik tak hałasuje
czy jest pociąg nad morze
co zobaczyć w wiedniu
czy potrzebuję kurtki
czy jutro będzie padać
o której zachodzi słońce
jaki dziś dzień
co kupić mamie na urodziny
jak zawiązać krawat
skąd pochodzi czekolada
co myślisz o polityce
jaki jest twój ulubiony kolor
słuchasz mnie
to mi wcale nie pomogło
wrócę później
tylko się rozglądam
możesz powtórzyć wolniej
pomożesz mi w lekcjach
potrzebuję rady
chcę nauczyć się pływać
szukam dobrego dentysty w pobliżu
napisz wiersz o jesieni
pokaż mi zdjęcia gór
czy jest tu apteka
gdzie jest najbliższy park
zgaś światło w kuchni
włącz coś spokojnego
obudź mnie o siódmej
moi sąsiedzi są za głośni
miałem okropny dzień
nie mogę spać
jestem głodny
co
dlaczego
`;

/** Everyday German words that can stand for each other, one group to a line. */
export const synonyms = `
stornieren kündigen abbestellen absagen beenden
kaufen bestellen erwerben besorgen holen
bestellung auftrag
ändern bearbeiten anpassen aktualisieren wechseln
löschen entfernen
schicken senden versenden liefern
lieferung versand zustellung paket sendung
zurückgeben zurücksenden zurückschicken retoure rückgabe umtauschen
geld kohle betrag
erstatten rückerstattung erstattung zurückzahlen
rechnung beleg quittung
preis kosten gebühr tarif
billig günstig preiswert
rabatt gutschein nachlass coupon
hilfe unterstützung support helfen
kaputt defekt beschädigt
fehler problem störung
reparieren richten flicken
passwort kennwort zugangsdaten
konto account profil
anmelden einloggen registrieren
anrufen telefonieren telefon handy
mitarbeiter mensch berater person
öffnungszeiten geöffnet offen
termin verabredung buchung reservierung
buchen reservieren
verschieben umbuchen verlegen
auto wagen fahrzeug
wohnung haus zuhause
urlaub ferien reise
flug fliegen
schnell rasch zügig
suchen finden
zeigen anzeigen
wissen erfahren
sprechen reden unterhalten
bezahlen zahlen begleichen
überweisen überweisung
adresse anschrift
lautstärke ton
krank unwohl
arzt doktor
essen gericht mahlzeit
heute jetzt
`;

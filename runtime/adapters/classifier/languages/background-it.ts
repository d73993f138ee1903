/** General Italian messages that no action owns. */
export const background = `
ciao
buongiorno, come stai
grazie mille, che gentile
va bene, perfetto
no, non è quello
sì, per favore
lascia perdere
non capisco cosa dici
sei una persona o una macchina
chi ti ha creato
quanti anni hai
raccontami una barzelletta
mi annoio
ti voglio bene
questo è ridicolo
qual è il senso della vita
esistono i fantasmi
perché la gente mente
la mia ragazza mi ha lasciato
come trovo nuovi amici
un bel nome per un cane
perché i gatti fanno le fusa
quanto vive un elefante
perché il cielo è blu
quanto dista la luna
chi ha scoperto l'elettricità
qual è la radice quadrata di ottantuno
chi fu il primo imperatore di roma
quando finì la guerra
qual è la montagna più alta
qual è la capitale della norvegia
chi ha vinto le elezioni
che diritti ho come inquilino
chi ha vinto la partita ieri
che esercizio fa bene alla schiena
come faccio a dimagrire
il caffè fa male al cuore
cosa aiuta contro il mal di testa
quante ore devo dormire
consigliami un libro sul mare
chi ha dipinto quel quadro
qual è il film migliore
come imparo a suonare la chitarra
come si dice buongiorno in russo
come si scrive quella parola
quanto guadagna un idraulico
che cos'è l'inflazione
il mio computer è molto lento
come funziona internet
che cos'è l'intelligenza artificiale
come tolgo una macchia di vino
quando si piantano i pomodori
quanto deve bollire un uovo
questo fungo è velenoso
perché il motore fa quel rumore
c'è un treno per la costa
cosa vedere a vienna
serve la giacca oggi
pioverà domani
a che ora tramonta il sole
che giorno è oggi
cosa regalo a mia madre
come si fa il nodo alla cravatta
da dove viene il cioccolato
cosa pensi della politica
qual è il tuo colore preferito
mi stai ascoltando
non mi è servito a niente
torno più tardi
sto solo guardando
puoi ripetere più piano
mi aiuti con i compiti
ho bisogno di un consiglio
vorrei imparare a nuotare
cerco un buon dentista qui vicino
scrivi una poesia sull'autunno
mostrami foto di montagne
c'è una farmacia qui vicino
dov'è il parco più vicino
spegni la luce in cucina
metti qualcosa di tranquillo
svegliami alle sette
i miei vicini fanno rumore
ho avuto una giornata terribile
non riesco a dormire
ho fame
cosa
perché
`;

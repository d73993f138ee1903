import type { Strings } from './strings.ts';

/** Italian. */
export const words: Strings = {
  launcher: 'Apri la chat',
  close: 'Chiudi la chat',
  restart: 'Inizia una nuova conversazione',
  confirmRestart: 'Ricominciare?',
  transcript: 'Conversazione',
  composer: 'Il tuo messaggio',
  placeholder: 'Scrivi un messaggio…',
  send: 'Invia',
  suggestions: 'Suggerimenti',
  you: 'Tu',
  assistant: 'Assistente',
  operator: 'Operatore',
  offline: 'Al momento non c’è connessione. Ciò che scrivi viene conservato e inviato appena torna.',
  refused: 'La chat non è disponibile su questa pagina al momento.',
  outdated: 'La chat è stata aggiornata. Ricarica la pagina.',
  ended: 'Questa conversazione è terminata.',
  waitingForHuman: 'È stato chiesto a un operatore di unirsi.',
  withHuman: 'Stai parlando con un operatore.',
  failed: 'Non inviato.',
  retry: 'Riprova',
  discard: 'Rimuovi',
  newer: 'Nuovi messaggi',
};

import type { Strings } from './strings.ts';

/** Dutch. */
export const words: Strings = {
  launcher: 'Chat openen',
  close: 'Chat sluiten',
  restart: 'Nieuw gesprek beginnen',
  confirmRestart: 'Opnieuw beginnen?',
  transcript: 'Gesprek',
  composer: 'Uw bericht',
  placeholder: 'Schrijf een bericht…',
  send: 'Versturen',
  suggestions: 'Suggesties',
  you: 'U',
  assistant: 'Assistent',
  operator: 'Medewerker',
  offline: 'Op dit moment geen verbinding. Wat u schrijft blijft bewaard en wordt verstuurd zodra die er weer is.',
  refused: 'De chat is op deze pagina nu niet beschikbaar.',
  outdated: 'De chat is bijgewerkt. Laad de pagina opnieuw.',
  ended: 'Dit gesprek is beëindigd.',
  waitingForHuman: 'Er is een medewerker bij gevraagd.',
  withHuman: 'U spreekt met een medewerker.',
  failed: 'Niet verstuurd.',
  retry: 'Opnieuw proberen',
  discard: 'Verwijderen',
  newer: 'Nieuwe berichten',
};

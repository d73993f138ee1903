import type { Strings } from './strings.ts';

/** Polish. */
export const words: Strings = {
  launcher: 'Otwórz czat',
  close: 'Zamknij czat',
  restart: 'Rozpocznij nową rozmowę',
  confirmRestart: 'Zacząć od nowa?',
  transcript: 'Rozmowa',
  composer: 'Twoja wiadomość',
  placeholder: 'Napisz wiadomość…',
  send: 'Wyślij',
  suggestions: 'Propozycje',
  you: 'Ty',
  assistant: 'Asystent',
  operator: 'Konsultant',
  offline: 'Chwilowo brak połączenia. To, co napiszesz, zostanie zachowane i wysłane, gdy tylko wróci.',
  refused: 'Czat jest teraz niedostępny na tej stronie.',
  outdated: 'Czat został zaktualizowany. Odśwież stronę.',
  ended: 'Ta rozmowa została zakończona.',
  waitingForHuman: 'Poproszono konsultanta o dołączenie.',
  withHuman: 'Rozmawiasz z konsultantem.',
  failed: 'Nie wysłano.',
  retry: 'Spróbuj ponownie',
  discard: 'Usuń',
  newer: 'Nowe wiadomości',
};

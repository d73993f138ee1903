import type { Strings } from './strings.ts';

/** German. */
export const words: Strings = {
  launcher: 'Chat öffnen',
  close: 'Chat schließen',
  restart: 'Neue Unterhaltung beginnen',
  confirmRestart: 'Neu beginnen?',
  transcript: 'Unterhaltung',
  composer: 'Ihre Nachricht',
  placeholder: 'Nachricht schreiben …',
  send: 'Senden',
  suggestions: 'Vorschläge',
  you: 'Sie',
  assistant: 'Assistent',
  operator: 'Mitarbeiter',
  offline: 'Gerade keine Verbindung. Was Sie schreiben, bleibt erhalten und wird gesendet, sobald sie wieder steht.',
  refused: 'Der Chat ist auf dieser Seite gerade nicht verfügbar.',
  outdated: 'Der Chat wurde aktualisiert. Bitte laden Sie die Seite neu.',
  ended: 'Diese Unterhaltung ist beendet.',
  waitingForHuman: 'Ein Mitarbeiter wurde dazugebeten.',
  withHuman: 'Sie sprechen mit einem Mitarbeiter.',
  failed: 'Nicht gesendet.',
  retry: 'Erneut versuchen',
  discard: 'Entfernen',
  newer: 'Neue Nachrichten',
};

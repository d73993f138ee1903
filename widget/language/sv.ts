import type { Strings } from './strings.ts';

/** Swedish. */
export const words: Strings = {
  launcher: 'Öppna chatten',
  close: 'Stäng chatten',
  restart: 'Starta en ny konversation',
  confirmRestart: 'Börja om?',
  transcript: 'Konversation',
  composer: 'Ditt meddelande',
  placeholder: 'Skriv ett meddelande …',
  send: 'Skicka',
  suggestions: 'Förslag',
  you: 'Du',
  assistant: 'Assistent',
  operator: 'Medarbetare',
  offline: 'Ingen anslutning just nu. Det du skriver sparas och skickas så snart den är tillbaka.',
  refused: 'Chatten är inte tillgänglig på den här sidan just nu.',
  outdated: 'Chatten har uppdaterats. Ladda om sidan.',
  ended: 'Konversationen är avslutad.',
  waitingForHuman: 'En medarbetare har bjudits in.',
  withHuman: 'Du pratar med en medarbetare.',
  failed: 'Inte skickat.',
  retry: 'Försök igen',
  discard: 'Ta bort',
  newer: 'Nya meddelanden',
};

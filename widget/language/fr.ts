import type { Strings } from './strings.ts';

/** French. */
export const words: Strings = {
  launcher: 'Ouvrir le chat',
  close: 'Fermer le chat',
  restart: 'Commencer une nouvelle conversation',
  confirmRestart: 'Recommencer ?',
  transcript: 'Conversation',
  composer: 'Votre message',
  placeholder: 'Écrire un message…',
  send: 'Envoyer',
  suggestions: 'Suggestions',
  you: 'Vous',
  assistant: 'Assistant',
  operator: 'Conseiller',
  offline: 'Pas de connexion pour le moment. Vos messages sont conservés et seront envoyés dès son retour.',
  refused: 'Le chat n’est pas disponible sur cette page pour le moment.',
  outdated: 'Le chat a été mis à jour. Veuillez recharger la page.',
  ended: 'Cette conversation est terminée.',
  waitingForHuman: 'Un conseiller a été invité à vous rejoindre.',
  withHuman: 'Vous parlez à un conseiller.',
  failed: 'Non envoyé.',
  retry: 'Réessayer',
  discard: 'Supprimer',
  newer: 'Nouveaux messages',
};

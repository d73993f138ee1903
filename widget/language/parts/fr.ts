import type { PartStrings } from '../part-strings.ts';

/** French. */
export const words: PartStrings = {
  cards: 'Choix',
  card: '{n} sur {count}',
  previous: 'Précédent',
  next: 'Suivant',
  form: 'Formulaire',
  optional: 'facultatif',
  choose: 'Veuillez choisir',
  submit: 'Envoyer',
  formSending: 'Envoi…',
  formSent: 'Envoyé',
  formOver: 'Ce formulaire est fermé.',
  formFailed: 'L’envoi a échoué. Veuillez réessayer.',
  missing: 'Veuillez remplir ce champ.',
  misfit: 'Veuillez vérifier ce champ.',
  attach: 'Joindre un fichier',
  attachments: 'Fichiers joints',
  uploading: 'Envoi de {name}',
  removeFile: 'Retirer {name}',
  retryFile: 'Réessayer : {name}',
  fileTooLarge: 'Ce fichier est trop volumineux ; {size} au maximum.',
  fileType: 'Les fichiers de ce type ne peuvent pas être envoyés ici.',
  fileFailed: 'Le fichier n’a pas pu être envoyé.',
  tooManyFiles: '{count} fichiers au maximum peuvent être envoyés à la fois.',
};

import type { PartStrings } from '../part-strings.ts';

/** German. */
export const words: PartStrings = {
  cards: 'Auswahl',
  card: '{n} von {count}',
  previous: 'Zurück',
  next: 'Weiter',
  form: 'Formular',
  optional: 'freiwillig',
  choose: 'Bitte wählen',
  submit: 'Absenden',
  formSending: 'Wird gesendet …',
  formSent: 'Gesendet',
  formOver: 'Dieses Formular ist geschlossen.',
  formFailed: 'Das wurde nicht gesendet. Bitte versuchen Sie es noch einmal.',
  missing: 'Bitte füllen Sie das aus.',
  misfit: 'Bitte prüfen Sie das.',
  attach: 'Datei anhängen',
  attachments: 'Angehängte Dateien',
  uploading: '{name} wird hochgeladen',
  removeFile: '{name} entfernen',
  retryFile: 'Erneut versuchen: {name}',
  fileTooLarge: 'Diese Datei ist zu groß; bis zu {size} können gesendet werden.',
  fileType: 'Dateien dieser Art können hier nicht gesendet werden.',
  fileFailed: 'Die Datei konnte nicht gesendet werden.',
  tooManyFiles: 'Bis zu {count} Dateien können zugleich gesendet werden.',
};

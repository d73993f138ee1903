import type { PartStrings } from '../part-strings.ts';

/** Swedish. */
export const words: PartStrings = {
  cards: 'Alternativ',
  card: '{n} av {count}',
  previous: 'Föregående',
  next: 'Nästa',
  form: 'Formulär',
  optional: 'valfritt',
  choose: 'Välj',
  submit: 'Skicka',
  formSending: 'Skickar…',
  formSent: 'Skickat',
  formOver: 'Formuläret är stängt.',
  formFailed: 'Det skickades inte. Försök igen.',
  missing: 'Fyll i det här.',
  misfit: 'Kontrollera det här.',
  attach: 'Bifoga en fil',
  attachments: 'Bifogade filer',
  uploading: 'Laddar upp {name}',
  removeFile: 'Ta bort {name}',
  retryFile: 'Försök igen: {name}',
  fileTooLarge: 'Filen är för stor; upp till {size} kan skickas.',
  fileType: 'Filer av det här slaget kan inte skickas här.',
  fileFailed: 'Filen kunde inte skickas.',
  tooManyFiles: 'Upp till {count} filer kan skickas samtidigt.',
};

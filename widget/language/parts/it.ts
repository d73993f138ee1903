import type { PartStrings } from '../part-strings.ts';

/** Italian. */
export const words: PartStrings = {
  cards: 'Scelte',
  card: '{n} di {count}',
  previous: 'Precedente',
  next: 'Successivo',
  form: 'Modulo',
  optional: 'facoltativo',
  choose: 'Scegli',
  submit: 'Invia',
  formSending: 'Invio…',
  formSent: 'Inviato',
  formOver: 'Questo modulo è chiuso.',
  formFailed: 'Non è stato inviato. Riprova.',
  missing: 'Compila questo campo.',
  misfit: 'Controlla questo campo.',
  attach: 'Allega un file',
  attachments: 'File allegati',
  uploading: 'Caricamento di {name}',
  removeFile: 'Rimuovi {name}',
  retryFile: 'Riprova: {name}',
  fileTooLarge: 'Questo file è troppo grande; si possono inviare fino a {size}.',
  fileType: 'Qui non si possono inviare file di questo tipo.',
  fileFailed: 'Non è stato possibile inviare il file.',
  tooManyFiles: 'Si possono inviare fino a {count} file alla volta.',
};

import type { PartStrings } from '../part-strings.ts';

/** Polish. */
export const words: PartStrings = {
  cards: 'Opcje',
  card: '{n} z {count}',
  previous: 'Poprzednie',
  next: 'Następne',
  form: 'Formularz',
  optional: 'opcjonalne',
  choose: 'Proszę wybrać',
  submit: 'Wyślij',
  formSending: 'Wysyłanie…',
  formSent: 'Wysłano',
  formOver: 'Ten formularz jest zamknięty.',
  formFailed: 'Nie wysłano. Proszę spróbować ponownie.',
  missing: 'Proszę wypełnić to pole.',
  misfit: 'Proszę sprawdzić to pole.',
  attach: 'Dołącz plik',
  attachments: 'Dołączone pliki',
  uploading: 'Przesyłanie: {name}',
  removeFile: 'Usuń {name}',
  retryFile: 'Spróbuj ponownie: {name}',
  fileTooLarge: 'Ten plik jest za duży; można wysłać do {size}.',
  fileType: 'Plików tego rodzaju nie można tu wysyłać.',
  fileFailed: 'Nie udało się wysłać pliku.',
  tooManyFiles: 'Naraz można wysłać do {count} plików.',
};

import type { PartStrings } from '../part-strings.ts';

/** Dutch. */
export const words: PartStrings = {
  cards: 'Keuzes',
  card: '{n} van {count}',
  previous: 'Vorige',
  next: 'Volgende',
  form: 'Formulier',
  optional: 'niet verplicht',
  choose: 'Maak een keuze',
  submit: 'Versturen',
  formSending: 'Versturen…',
  formSent: 'Verstuurd',
  formOver: 'Dit formulier is gesloten.',
  formFailed: 'Dit is niet verstuurd. Probeer het opnieuw.',
  missing: 'Vul dit in.',
  misfit: 'Controleer dit.',
  attach: 'Bestand toevoegen',
  attachments: 'Toegevoegde bestanden',
  uploading: '{name} wordt geüpload',
  removeFile: '{name} verwijderen',
  retryFile: 'Opnieuw proberen: {name}',
  fileTooLarge: 'Dit bestand is te groot; tot {size} kan worden verstuurd.',
  fileType: 'Bestanden van dit type kunnen hier niet worden verstuurd.',
  fileFailed: 'Het bestand kon niet worden verstuurd.',
  tooManyFiles: 'Er kunnen tot {count} bestanden tegelijk worden verstuurd.',
};

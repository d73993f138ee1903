import type { PartStrings } from '../part-strings.ts';

/** Spanish. */
export const words: PartStrings = {
  cards: 'Opciones',
  card: '{n} de {count}',
  previous: 'Anterior',
  next: 'Siguiente',
  form: 'Formulario',
  optional: 'opcional',
  choose: 'Elija una opción',
  submit: 'Enviar',
  formSending: 'Enviando…',
  formSent: 'Enviado',
  formOver: 'Este formulario está cerrado.',
  formFailed: 'No se ha enviado. Inténtelo de nuevo.',
  missing: 'Rellene este campo.',
  misfit: 'Revise este campo.',
  attach: 'Adjuntar un archivo',
  attachments: 'Archivos adjuntos',
  uploading: 'Subiendo {name}',
  removeFile: 'Quitar {name}',
  retryFile: 'Reintentar: {name}',
  fileTooLarge: 'Este archivo es demasiado grande; se pueden enviar hasta {size}.',
  fileType: 'Aquí no se pueden enviar archivos de este tipo.',
  fileFailed: 'No se ha podido enviar el archivo.',
  tooManyFiles: 'Se pueden enviar hasta {count} archivos a la vez.',
};

import type { PartStrings } from '../part-strings.ts';

/** Portuguese. */
export const words: PartStrings = {
  cards: 'Opções',
  card: '{n} de {count}',
  previous: 'Anterior',
  next: 'Seguinte',
  form: 'Formulário',
  optional: 'opcional',
  choose: 'Escolha',
  submit: 'Enviar',
  formSending: 'A enviar…',
  formSent: 'Enviado',
  formOver: 'Este formulário está fechado.',
  formFailed: 'Não foi enviado. Tente novamente.',
  missing: 'Preencha este campo.',
  misfit: 'Verifique este campo.',
  attach: 'Anexar um ficheiro',
  attachments: 'Ficheiros anexados',
  uploading: 'A carregar {name}',
  removeFile: 'Remover {name}',
  retryFile: 'Tentar novamente: {name}',
  fileTooLarge: 'Este ficheiro é demasiado grande; pode enviar até {size}.',
  fileType: 'Aqui não é possível enviar ficheiros deste tipo.',
  fileFailed: 'Não foi possível enviar o ficheiro.',
  tooManyFiles: 'Pode enviar até {count} ficheiros de cada vez.',
};

/** Every word of the parts that are loaded later. */
export type PartStrings = Record<keyof typeof partStrings, string>;

/** English: what the parts say that are loaded when they are first needed. */
export const partStrings = {
  cards: 'Choices',
  card: '{n} of {count}',
  previous: 'Previous',
  next: 'Next',
  form: 'Form',
  optional: 'optional',
  choose: 'Please choose',
  submit: 'Send',
  formSending: 'Sending…',
  formSent: 'Sent',
  formOver: 'This form is closed.',
  formFailed: 'This was not sent. Please try again.',
  missing: 'Please fill this in.',
  misfit: 'Please check this.',
  attach: 'Attach a file',
  attachments: 'Attached files',
  uploading: 'Uploading {name}',
  removeFile: 'Remove {name}',
  retryFile: 'Try again: {name}',
  fileTooLarge: 'This file is too large; up to {size} can be sent.',
  fileType: 'Files of this kind cannot be sent here.',
  fileFailed: 'The file could not be sent.',
  tooManyFiles: 'Up to {count} files can be sent at once.',
};

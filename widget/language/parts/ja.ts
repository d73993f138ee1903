import type { PartStrings } from '../part-strings.ts';

/** Japanese. */
export const words: PartStrings = {
  cards: '選択肢',
  card: '{count}件中{n}件目',
  previous: '前へ',
  next: '次へ',
  form: 'フォーム',
  optional: '任意',
  choose: '選択してください',
  submit: '送信',
  formSending: '送信中…',
  formSent: '送信しました',
  formOver: 'このフォームは終了しました。',
  formFailed: '送信できませんでした。もう一度お試しください。',
  missing: '入力してください。',
  misfit: '内容をご確認ください。',
  attach: 'ファイルを添付',
  attachments: '添付ファイル',
  uploading: '{name}をアップロード中',
  removeFile: '{name}を取り消す',
  retryFile: '再試行: {name}',
  fileTooLarge: 'ファイルが大きすぎます。{size}まで送信できます。',
  fileType: 'この種類のファイルは送信できません。',
  fileFailed: 'ファイルを送信できませんでした。',
  tooManyFiles: '一度に送信できるファイルは{count}個までです。',
};

import type { PartStrings } from '../part-strings.ts';

/** Turkish. */
export const words: PartStrings = {
  cards: 'Seçenekler',
  card: '{n} / {count}',
  previous: 'Önceki',
  next: 'Sonraki',
  form: 'Form',
  optional: 'isteğe bağlı',
  choose: 'Lütfen seçin',
  submit: 'Gönder',
  formSending: 'Gönderiliyor…',
  formSent: 'Gönderildi',
  formOver: 'Bu form kapandı.',
  formFailed: 'Gönderilemedi. Lütfen yeniden deneyin.',
  missing: 'Lütfen burayı doldurun.',
  misfit: 'Lütfen burayı kontrol edin.',
  attach: 'Dosya ekle',
  attachments: 'Eklenen dosyalar',
  uploading: '{name} yükleniyor',
  removeFile: '{name} dosyasını kaldır',
  retryFile: 'Yeniden dene: {name}',
  fileTooLarge: 'Bu dosya çok büyük; en fazla {size} gönderilebilir.',
  fileType: 'Bu türden dosyalar burada gönderilemez.',
  fileFailed: 'Dosya gönderilemedi.',
  tooManyFiles: 'Bir kerede en fazla {count} dosya gönderilebilir.',
};

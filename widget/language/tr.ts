import type { Strings } from './strings.ts';

/** Turkish. */
export const words: Strings = {
  launcher: 'Sohbeti aç',
  close: 'Sohbeti kapat',
  restart: 'Yeni bir görüşme başlat',
  confirmRestart: 'Baştan başlansın mı?',
  transcript: 'Görüşme',
  composer: 'Mesajınız',
  placeholder: 'Bir mesaj yazın…',
  send: 'Gönder',
  suggestions: 'Öneriler',
  you: 'Siz',
  assistant: 'Asistan',
  operator: 'Temsilci',
  offline: 'Şu anda bağlantı yok. Yazdıklarınız saklanır ve bağlantı gelir gelmez gönderilir.',
  refused: 'Sohbet şu anda bu sayfada kullanılamıyor.',
  outdated: 'Sohbet güncellendi. Lütfen sayfayı yenileyin.',
  ended: 'Bu görüşme sona erdi.',
  waitingForHuman: 'Bir temsilciden katılması istendi.',
  withHuman: 'Bir temsilciyle konuşuyorsunuz.',
  failed: 'Gönderilmedi.',
  retry: 'Tekrar dene',
  discard: 'Kaldır',
  newer: 'Yeni mesajlar',
};

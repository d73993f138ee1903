/** How the button that closes a message is called, by language. */
const dismiss: Record<string, string> = {
  en: 'Close message',
  ar: 'إغلاق الرسالة',
  de: 'Nachricht schließen',
  es: 'Cerrar mensaje',
  fr: 'Fermer le message',
  it: 'Chiudi il messaggio',
  ja: 'メッセージを閉じる',
  nl: 'Bericht sluiten',
  pl: 'Zamknij wiadomość',
  pt: 'Fechar mensagem',
  sv: 'Stäng meddelandet',
  tr: 'Mesajı kapat',
};

/** The word for closing a message in a language; English where there is none. */
export function dismissIn(language: string): string {
  const name = language.toLowerCase().split('-')[0] ?? '';
  return (Object.hasOwn(dismiss, name) && dismiss[name]) || 'Close message';
}

/** The languages that have one. */
export const languages = Object.keys(dismiss);

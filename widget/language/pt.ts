import type { Strings } from './strings.ts';

/** Portuguese. */
export const words: Strings = {
  launcher: 'Abrir o chat',
  close: 'Fechar o chat',
  restart: 'Iniciar uma nova conversa',
  confirmRestart: 'Começar de novo?',
  transcript: 'Conversa',
  composer: 'A sua mensagem',
  placeholder: 'Escreva uma mensagem…',
  send: 'Enviar',
  suggestions: 'Sugestões',
  you: 'Você',
  assistant: 'Assistente',
  operator: 'Atendente',
  offline: 'Sem ligação neste momento. O que escrever fica guardado e é enviado assim que ela voltar.',
  refused: 'O chat não está disponível nesta página neste momento.',
  outdated: 'O chat foi atualizado. Recarregue a página.',
  ended: 'Esta conversa terminou.',
  waitingForHuman: 'Um atendente foi convidado a participar.',
  withHuman: 'Está a falar com um atendente.',
  failed: 'Não enviada.',
  retry: 'Tentar de novo',
  discard: 'Remover',
  newer: 'Mensagens novas',
};

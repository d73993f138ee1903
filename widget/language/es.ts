import type { Strings } from './strings.ts';

/** Spanish. */
export const words: Strings = {
  launcher: 'Abrir el chat',
  close: 'Cerrar el chat',
  restart: 'Empezar una conversación nueva',
  confirmRestart: '¿Empezar de nuevo?',
  transcript: 'Conversación',
  composer: 'Su mensaje',
  placeholder: 'Escriba un mensaje…',
  send: 'Enviar',
  suggestions: 'Sugerencias',
  you: 'Usted',
  assistant: 'Asistente',
  operator: 'Agente',
  offline: 'Sin conexión en este momento. Lo que escriba se guarda y se enviará en cuanto vuelva.',
  refused: 'El chat no está disponible en esta página en este momento.',
  outdated: 'El chat se ha actualizado. Vuelva a cargar la página.',
  ended: 'Esta conversación ha terminado.',
  waitingForHuman: 'Se ha pedido a un agente que se una.',
  withHuman: 'Está hablando con un agente.',
  failed: 'No enviado.',
  retry: 'Intentar de nuevo',
  discard: 'Quitar',
  newer: 'Mensajes nuevos',
};

import type { Conversation } from '../../shared/conversation.ts';
import type { Values } from '../../shared/value.ts';
import { permissionCommand } from './programs/reply-consent.ts';

/** Whether a command is the button of the very question that waits: a yes to an older one is a yes to nothing (G-31). */
export const answersQuestion = ({ waiting }: Conversation, { command, parameters }: { command: string; parameters: Values }): boolean =>
  command === permissionCommand && waiting?.wait.for === 'confirmation' && waiting.wait.id === parameters.wait;

import type { Message } from './conversation.ts';
import type { Fact } from './event.ts';
import type { Value } from './value.ts';

/** What a visitor sees of a fact: a message, something for the page, or a status. Nothing else leaves (P-33). */
export type Visible =
  | { type: 'message'; message: Message }
  | { type: 'page'; event: string; data: Value }
  | { type: 'status'; status: string; by?: string }
  | { type: 'rated'; value: number; message?: string }
  | { type: 'consented'; hash: string };

/** The part of a fact that visitors see; most facts have none, none has two. */
export function visible(fact: Fact): Visible | null {
  switch (fact.type) {
    case 'input_received':
    case 'turn_failed':
    case 'contact_left':
      return fact.message ? { type: 'message', message: fact.message } : null;
    case 'operator_said':
      return { type: 'message', message: fact.message };
    case 'handed_back':
      return { type: 'status', status: 'active', ...(fact.by ? { by: fact.by.name } : {}) };
    case 'status_changed':
      return { type: 'status', status: fact.status, ...(fact.by ? { by: fact.by.name } : {}) };
    case 'effect_done': {
      for (const change of fact.changes) if (change.type === 'message' || change.type === 'page') return change;
      return null;
    }
    case 'invited':
      return { type: 'message', message: fact.message };
    case 'rated':
      return { type: 'rated', value: fact.value, ...(fact.message === undefined ? {} : { message: fact.message }) };
    case 'consented':
      return { type: 'consented', hash: fact.hash };
    default:
      return null;
  }
}

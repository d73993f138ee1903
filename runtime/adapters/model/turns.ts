import type { ModelMessage, ModelRequest } from '../../ports.ts';

/** Instructions and the turns that were really spoken. */
export type Turns = { system: string; messages: ModelMessage[] };

/**
 * Turns as a request's provider takes them. Only OpenAI takes any order; the others, and many chat templates of local
 * models, want the user first and not the assistant last. No turn is made up for them (P-06): what the assistant said
 * outside of that order goes, as JSON, into the instructions, and instructions that nothing follows are sent as the user's.
 */
export function turnsFor({ model, system, messages }: ModelRequest): Turns {
  const spoken = messages.filter(isSpoken);
  return model.provider === 'openai' ? { system, messages: spoken } : inOrder({ system, messages: spoken });
}

function inOrder({ system, messages }: Turns): Turns {
  const first = messages.findIndex((message) => !isSaid(message));
  const start = first === -1 ? messages.length : first;
  const end = messages.findLastIndex((message) => !isSaid(message)) + 1;
  const told = [
    system,
    said('What you have said before the user wrote anything', messages.slice(0, start)),
    said('What you have said since then', messages.slice(Math.max(start, end))),
  ];
  const instructions = told.filter((part) => part !== '').join('\n\n');
  const middle = messages.slice(start, end);
  if (middle[0]?.role === 'user') return { system: instructions, messages: middle };
  return { system: '', messages: instructions === '' ? middle : [{ role: 'user', text: instructions }, ...middle] };
}

const isSpoken = (message: ModelMessage): boolean => {
  if (message.role === 'tool') return message.results.length > 0;
  if (message.role === 'user') return message.text !== '' || (message.images ?? []).length > 0;
  return message.text !== '' || (message.calls ?? []).length > 0;
};

const isSaid = (message: ModelMessage): boolean => message.role === 'assistant' && (message.calls ?? []).length === 0;

function said(heading: string, messages: ModelMessage[]): string {
  const texts = messages.flatMap((message) => (message.role === 'assistant' ? [message.text] : []));
  return texts.length === 0 ? '' : `${heading}, as a JSON list: ${JSON.stringify(texts)}`;
}

import { inSandbox } from './conditions.ts';
import type { Turn } from './turn.ts';

/** The messages that a condition hides from this prompt, by id; conditions are asked anew for every prompt (C-03). */
export async function hiddenMessages(turn: Turn): Promise<Set<string>> {
  const conditional = turn.ledger.now.messages.flatMap(({ id, visibility }) =>
    visibility?.visibility === 'conditional' && visibility.condition ? [{ id, code: visibility.condition }] : [],
  );
  if (conditional.length === 0) return new Set();
  const codes = [...new Set(conditional.map(({ code }) => code))];
  const results = await inSandbox(
    turn,
    codes.map((code) => ({ kind: 'expression' as const, code, path: 'change_visibility' })),
  );
  const shown = new Set(codes.filter((_, index) => results[index]?.ok && Boolean(results[index].value)));
  return new Set(conditional.filter(({ code }) => !shown.has(code)).map(({ id }) => id));
}

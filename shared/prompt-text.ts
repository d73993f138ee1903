import type { Parameter } from './project/action.ts';
import type { PromptSequence } from './project/sequence.ts';

/** A placeholder of a prompt: two braces, a name, two braces (R002-17). Nothing else in a prompt means anything. */
const placeholder = /\{\{([^{}]*)\}\}/g;

/** The names between double braces in a prompt, each once, in their order. */
export const placeholdersIn = (prompt: string): string[] => [...new Set([...prompt.matchAll(placeholder)].map(([, name = '']) => name.trim()))];

/** A prompt with its placeholders replaced, once: nothing in a value is replaced again (P-17). */
export const withValues = (prompt: string, values: ReadonlyMap<string, string>): string =>
  prompt.replaceAll(placeholder, (whole, name: string) => values.get(name.trim()) ?? whole);

/** The ids of a sequence's steps, in their order: the author's, else `step-1`, `step-2` and so on by their place (R002-09). */
export function stepIdsOf(steps: PromptSequence['steps']): string[] {
  const taken = new Set(steps.flatMap(({ id }) => id ?? []));
  return steps.map(({ id }, index) => id ?? free(`step-${index + 1}`, taken));
}

/** The variables of a sequence as the parameters of the command that starts it. */
export const parametersOf = (variables: PromptSequence['variables']): Parameter[] =>
  variables.map((it) => ({
    name: it.name,
    type: 'string',
    list: false,
    required: it.default === undefined,
    onMissing: 'drop',
    ...(it.description ? { description: it.description } : {}),
  }));

function free(base: string, taken: Set<string>): string {
  let id = base;
  for (let count = 2; taken.has(id); count += 1) id = `${base}-${count}`;
  taken.add(id);
  return id;
}

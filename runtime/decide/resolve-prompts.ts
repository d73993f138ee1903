import { Problem } from '../../shared/problem.ts';
import type { Project } from '../../shared/project/project.ts';
import type { PromptSequence } from '../../shared/project/sequence.ts';
import { placeholdersIn, stepIdsOf, withValues } from '../../shared/prompt-text.ts';
import type { PromptSequenceRun } from '../../shared/run.ts';
import type { Value, Values } from '../../shared/value.ts';

/** Who starts which run, and when. */
export type Start = Pick<PromptSequenceRun, 'id' | 'startedBy' | 'startedAt'>;

/**
 * A run of a prompt sequence with all of its prompts as they will be given to the model: snippets and values are put in
 * now, once, and stay as they are (C-22). Throws a Problem that names the step where something is not there (C-24).
 */
export function promptRunOf(project: Project, name: string, { given, start }: { given: Values; start: Start }): PromptSequenceRun {
  const sequence = project.promptSequences.find((it) => it.name === name);
  if (!sequence) throw new Problem('sequence.unknown', { name });
  const variables = valuesFor(sequence, given);
  const ids = stepIdsOf(sequence.steps);
  const steps = sequence.steps.map((step, index) => {
    const place = { step: index + 1, id: ids[index] ?? '' };
    return { id: place.id, prompt: promptOf(step, { project, sequence, variables, place }) };
  });
  const { mode, replies, timeout } = sequence;
  return {
    program: 'prompt_sequence',
    sequence: name,
    mode,
    replies,
    steps,
    variables: Object.fromEntries(variables),
    ...start,
    ...(timeout ? { timeout } : {}),
    at: [0, { step: 0, phase: 'begin', checkpoint: '', out: 0 }],
  };
}

const mostCharacters = 20_000;

/** What each variable stands for: the caller's value, else the default (R002-16); nothing where there is neither. */
function valuesFor({ variables }: PromptSequence, given: Values): Map<string, string> {
  const unknown = Object.keys(given).find((name) => !variables.some((it) => it.name === name));
  if (unknown !== undefined)
    throw new Problem('sequence.unknown_variable', { name: unknown, known: variables.map(({ name }) => name).join(', ') || 'none' });
  return new Map(
    variables.flatMap((variable): [string, string][] => {
      const value = Object.hasOwn(given, variable.name) ? textOf(given[variable.name] ?? null) : undefined;
      if (value === undefined) return variable.default === undefined ? [] : [[variable.name, variable.default]];
      check(variable, value);
      return [[variable.name, value]];
    }),
  );
}

const textOf = (value: Value): string | undefined => (value === null ? undefined : typeof value === 'string' ? value : JSON.stringify(value));

function check({ name, type }: PromptSequence['variables'][number], value: string): void {
  if (value.length > mostCharacters) throw new Problem('sequence.invalid_value', { name, reason: `it is longer than ${mostCharacters} characters` });
  if (type === 'text' && /[\r\n]/.test(value)) throw new Problem('sequence.invalid_value', { name, reason: 'its type is text, which has one line' });
}

type Around = { project: Project; sequence: PromptSequence; variables: ReadonlyMap<string, string>; place: { step: number; id: string } };

function promptOf(step: PromptSequence['steps'][number], { project, sequence, variables, place }: Around): string {
  const text = step.type === 'inline' ? step.prompt : snippetOf(project, step.snippetId, place.step);
  for (const name of placeholdersIn(text)) {
    if (!sequence.variables.some((it) => it.name === name)) throw new Problem('sequence.unknown_placeholder', { step: place.step, name });
    if (!variables.has(name)) throw new Problem('sequence.missing_value', { step: place.step, name });
  }
  const prompt = withValues(text, variables).trim();
  if (prompt === '') throw new Problem('sequence.empty_prompt', { step: place.step, name: step.type === 'snippet' ? step.snippetId : place.id });
  return prompt;
}

/** A step names a snippet by its id; its words are those of the moment in which the run is made (R002-08). */
function snippetOf({ snippets }: Project, id: string, step: number): string {
  const snippet = snippets.find((it) => it.id === id);
  if (!snippet) throw new Problem('sequence.no_snippet', { step, name: id });
  return snippet.content;
}

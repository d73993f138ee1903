import type { Value } from '../../shared/value.ts';
import { asList, asRecord, asText, nameOf } from './read.ts';

/** One item of an action sequence as the page shows it. */
export type SequenceItem = { kind: 'tool' | 'action' | 'effect'; name: string };

/** What an item of a sequence is; an effect goes by its type. */
export function sequenceItem(item: Value): SequenceItem {
  const { tool, action, effect } = asRecord(item);
  if (typeof tool === 'string') return { kind: 'tool', name: tool };
  if (typeof action === 'string') return { kind: 'action', name: action };
  return { kind: 'effect', name: asText(asRecord(effect).type) };
}

/** The names that an item may have: tools, and the actions of all stages and of the project, each once. */
export function itemChoices(document: Value): { tools: string[]; actions: string[] } {
  const project = asRecord(document);
  const names = (list: Value | undefined): string[] =>
    asList(list)
      .map(nameOf)
      .filter((name) => name !== '');
  const actions = [...asList(project.stages).flatMap((stage) => names(asRecord(stage).actions)), ...names(project.globalActions)];
  return { tools: names(project.tools), actions: [...new Set(actions)] };
}

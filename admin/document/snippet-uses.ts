import type { Value } from '../../shared/value.ts';
import type { Path } from './path.ts';
import { asList, asRecord, nameOf } from './read.ts';

/** A prompt sequence that uses a snippet, with the numbers of the steps that do, counted from 1. */
export type SnippetUse = { path: Path; name: string; steps: number[] };

/** Where a snippet is used. */
export function snippetUses(document: Value, id: string): SnippetUse[] {
  return asList(asRecord(document).promptSequences).flatMap((sequence, index) => {
    const steps = asList(asRecord(sequence).steps).flatMap((step, at) => (asRecord(step).snippetId === id ? [at + 1] : []));
    return steps.length > 0 ? [{ path: ['promptSequences', index], name: nameOf(sequence) || `${index + 1}`, steps }] : [];
  });
}

/** The names in `{{…}}` of a prompt that could be variables of its sequence. */
export const placeholdersIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/\{\{\s*([A-Za-z_]\w*)\s*\}\}/g)].map(([, name]) => name ?? '')),
];

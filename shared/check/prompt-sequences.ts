import { type Finding, pathText } from '../finding.ts';
import { placeholdersIn } from '../prompt-text.ts';
import { finding } from './catalogue.ts';
import type { Doc } from './holders.ts';
import { didYouMean } from './nearest.ts';
import { each, type Path } from './partly.ts';

/** Placeholders of prompts, also of snippets, that are no variable of the sequence: every run would be refused (C-24). */
export const placeholderFindings = (document: Doc): Finding[] =>
  each(document.promptSequences, ['promptSequences']).flatMap(({ it, path }) => {
    const known = each(it.variables, []).flatMap((variable) => variable.it.name ?? []);
    return each(it.steps, [...path, 'steps']).flatMap((step) => {
      const place = [...step.path, step.it.type === 'snippet' ? 'snippetId' : 'prompt'];
      const text = step.it.type === 'snippet' ? snippetIn(document, step.it.snippetId) : 'prompt' in step.it ? step.it.prompt : '';
      return placeholdersIn(text ?? '').flatMap((name) => (known.includes(name) ? [] : [unknown(name, known, place)]));
    });
  });

const snippetIn = (document: Doc, id: string | undefined): string | undefined =>
  each(document.snippets, []).find(({ it }) => it.id === id)?.it.content;

const unknown = (name: string, known: string[], path: Path): Finding =>
  finding({
    code: 'placeholder.unknown',
    path: pathText(path),
    details: { name, known: known.join(', ') || 'there is none yet' },
    suggestion: didYouMean(name, known),
  });

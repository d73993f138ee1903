import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { pathText } from '../../shared/finding.ts';
import type { Value } from '../../shared/value.ts';
import { inserted } from '../document/edit.ts';
import type { Path } from '../document/path.ts';
import { asList, asRecord, asText, nameOf } from '../document/read.ts';
import { hashOf } from '../route.ts';
import { menuOptions, PickMenu } from './add-menu.tsx';
import { CountedField } from './counted-field.tsx';
import { ChoiceField, FieldFindings } from './fields.tsx';
import { MoveHandle } from './move-handle.tsx';
import { useDraft, usePage, useValue } from './page-context.ts';
import { RemoveButton } from './row-buttons.tsx';

/** The steps of a prompt sequence: prompts of its own, or snippets. */
export function PromptSteps({ path }: { path: Path }): JSX.Element {
  const page = usePage();
  const list = [...path, 'steps'];
  const [value] = useValue(list);
  const steps = asList(value);
  const hasSnippets = useDraft(({ document }) => asList(asRecord(document).snippets).length > 0);
  const add = (step: Value): void => page.draft.edit(pathText(list), (draft) => inserted(draft, list, { index: steps.length, values: [step] }));
  return (
    <section aria-labelledby="prompt-steps-heading">
      <header class="section-head">
        <h2 id="prompt-steps-heading">Steps</h2>
        <p class="hint">One after the other; each sees what the ones before it gave.</p>
      </header>
      <ol class="prompt-steps" data-path={pathText(list)} tabIndex={-1}>
        {steps.map((step, index) => (
          <li key={index} data-row class="prompt-step">
            <PromptStep sequence={path} index={index} count={steps.length} step={step} />
          </li>
        ))}
      </ol>
      <p class="adds">
        <button type="button" class="quiet" onClick={() => add({ type: 'inline', prompt: '' })}>
          + Add prompt
        </button>
        <button type="button" class="quiet" disabled={!hasSnippets} onClick={() => add({ type: 'snippet', snippetId: '' })}>
          + Add snippet
        </button>
        {hasSnippets ? null : <span class="hint">There are no snippets yet.</span>}
      </p>
      <FieldFindings path={list} />
    </section>
  );
}

type StepProps = { sequence: Path; index: number; count: number; step: Value };

function PromptStep({ sequence, index, count, step }: StepProps): JSX.Element {
  const path = [...sequence, 'steps', index];
  const isSnippet = asRecord(step).type === 'snippet';
  const name = `step ${index + 1}`;
  return (
    <>
      <header class="prompt-step-head">
        <MoveHandle list={[...sequence, 'steps']} index={index} count={count} label={name} />
        <h3>
          {index + 1}. {isSnippet ? 'Snippet' : 'Prompt'}
        </h3>
        <RemoveButton path={path} label={name} />
      </header>
      {isSnippet ? <SnippetStep path={path} name={name} /> : <InlineStep sequence={sequence} path={path} name={name} />}
    </>
  );
}

function SnippetStep({ path, name }: { path: Path; name: string }): JSX.Element {
  const [id] = useValue([...path, 'snippetId']);
  const snippets = useDraft(({ document }) => asRecord(document).snippets);
  const index = asList(snippets).findIndex((snippet) => nameOf(snippet) === id && id !== '');
  const snippet = asRecord(asList(snippets)[index]);
  return (
    <>
      <ChoiceField path={[...path, 'snippetId']} label={`Snippet of ${name}`} choices={asList(snippets).map(nameOf)} />
      {index < 0 ? null : (
        <p class="snippet-text">
          <a href={hashOf({ room: 'build', path: ['snippets', index] })}>{asText(snippet.title) || nameOf(snippet)}</a>: {asText(snippet.content)}
        </p>
      )}
    </>
  );
}

function InlineStep({ sequence, path, name }: { sequence: Path; path: Path; name: string }): JSX.Element {
  const [prompt, setPrompt] = useValue([...path, 'prompt']);
  const [variables] = useValue([...sequence, 'variables']);
  const area = useRef<HTMLTextAreaElement>(null);
  const cursor = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (cursor.current === null) return;
    area.current?.focus();
    area.current?.setSelectionRange(cursor.current, cursor.current);
    cursor.current = null;
  });
  const insert = (variable: string): void => {
    const text = asText(prompt);
    const { selectionStart: start = text.length, selectionEnd: end = start } = area.current ?? {};
    const piece = `{{${variable}}}`;
    cursor.current = start + piece.length;
    setPrompt(text.slice(0, start) + piece + text.slice(end));
  };
  const names = asList(variables).map(nameOf).filter(Boolean);
  return (
    <CountedField path={[...path, 'prompt']} label={`Prompt of ${name}`} limit={20_000} isLong keepsEmpty area={area}>
      {names.length === 0 ? null : (
        <PickMenu class="insert" aria-label={`Insert a variable into ${name}`} first="Insert…" pick={insert}>
          {menuOptions(Object.fromEntries(names.map((variable) => [variable, `{{${variable}}}`])))}
        </PickMenu>
      )}
    </CountedField>
  );
}

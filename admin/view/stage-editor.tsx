import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import { inserted, newAction } from '../document/edit.ts';
import { pieces } from '../document/new-piece.ts';
import { type Path, valueAt } from '../document/path.ts';
import { asList, asRecord, asText, nameOf, oneLine } from '../document/read.ts';
import { sequenceItem } from '../document/sequence.ts';
import { effectName } from '../effects/sentence.ts';
import { hashOf } from '../route.ts';
import { EmptyState } from './empty-state.tsx';
import { LongField } from './fields.tsx';
import { Heading } from './heading.tsx';
import { JsonFold } from './json-fold.tsx';
import { MoveHandle } from './move-handle.tsx';
import { NameField } from './name-field.tsx';
import { usePage, useValue } from './page-context.ts';
import { DescriptorRows } from './parameter-rows.tsx';

/** A stage: what it is for, what it reacts to, what it keeps. Sequences are listed right below the actions (R000-15). */
export function StageEditor({ path }: { path: Path }): JSX.Element {
  return (
    <article class="editor">
      <Heading kind="Stage" path={path} />
      <NameField path={path} />
      <LongField path={[...path, 'description']} label="Description" />
      <LongField path={[...path, 'prompt']} label="Prompt" hint="What the model is told in this stage; {{vars.name}} is filled in." />
      <Actions list={[...path, 'actions']} />
      <Sequences />
      <section aria-labelledby="variables-heading">
        <header class="section-head">
          <h2 id="variables-heading">Variables</h2>
          <p class="hint">What this stage keeps, read as vars.name. Every stage has its own.</p>
        </header>
        <DescriptorRows path={[...path, 'variables']} what="variable" empty="No variables yet." />
      </section>
      <JsonFold path={path} summary="The whole stage as JSON" label="This stage as JSON" rows={24} />
    </article>
  );
}

function Actions({ list }: { list: Path }): JSX.Element {
  const page = usePage();
  const [value] = useValue(list);
  const actions = asList(value);
  const add = (): void => {
    const index = actions.length;
    page.draft.edit(pathText(list), (draft) => inserted(draft, list, { index, values: [newAction(valueAt(draft, list))] }));
    page.go({ room: 'build', path: [...list, index] });
  };
  const addAction = (
    <button type="button" class="quiet" onClick={add}>
      New action in this stage
    </button>
  );
  return (
    <section aria-labelledby="actions-heading">
      <header class="section-head">
        <h2 id="actions-heading">Actions</h2>
        <p class="hint">What this stage reacts to.</p>
      </header>
      <ol class="part-list" data-drop-list={pathText(list)} data-path={pathText(list)} tabIndex={-1}>
        {actions.map((action, index) => (
          <li key={index} data-row>
            <MoveHandle list={list} index={index} count={actions.length} label={nameOf(action) || 'unnamed action'} />
            <a href={hashOf({ room: 'build', path: [...list, index] })}>{nameOf(action) || 'unnamed action'}</a>
            <span class="hint">{oneLine(asRecord(action).classificationTrigger) || oneLine(asList(asRecord(action).examples)[0] ?? '')}</span>
          </li>
        ))}
      </ol>
      {actions.length === 0 ? <EmptyState text="This stage reacts to nothing yet.">{addAction}</EmptyState> : addAction}
    </section>
  );
}

function Sequences(): JSX.Element {
  const page = usePage();
  const [value] = useValue(['actionSequences']);
  const sequences = asList(value);
  const addSequence = (
    <button type="button" class="quiet" onClick={() => page.add(pieces.sequence)}>
      + Add Sequence
    </button>
  );
  return (
    <section aria-labelledby="sequences-heading">
      <header class="section-head">
        <h2 id="sequences-heading">Sequences</h2>
        <p class="hint">Tools, actions and effects that run one after another and are called as one, from every stage.</p>
      </header>
      <ol class="part-list" data-drop-list="actionSequences">
        {sequences.map((sequence, index) => (
          <li key={index} data-row>
            <MoveHandle list={['actionSequences']} index={index} count={sequences.length} label={nameOf(sequence) || 'unnamed sequence'} />
            <button type="button" class="quiet" onClick={() => page.ask({ kind: 'sequence', index, isNew: false })}>
              {nameOf(sequence) || 'unnamed sequence'}
            </button>
            <span class="hint">{asText(asRecord(sequence).description) || itemsText(asRecord(sequence).actions) || 'nothing runs yet'}</span>
          </li>
        ))}
      </ol>
      {sequences.length === 0 ? <EmptyState text="No sequences yet.">{addSequence}</EmptyState> : addSequence}
    </section>
  );
}

const itemsText = (items: Parameters<typeof asList>[0]): string =>
  asList(items)
    .map(sequenceItem)
    .map(({ kind, name }) => (kind === 'effect' ? effectName(name) : name))
    .join(' → ');

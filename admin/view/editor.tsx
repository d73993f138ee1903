import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import { inserted, newAction } from '../document/edit.ts';
import { hookLabel, kindAt } from '../document/outline.ts';
import { type Path, valueAt } from '../document/path.ts';
import { ActionEditor } from './action-editor.tsx';
import { EffectList } from './effect-list.tsx';
import { LongField, TextField } from './fields.tsx';
import { Heading } from './heading.tsx';
import { JsonField } from './json-field.tsx';
import { JsonFold } from './json-fold.tsx';
import { useDraft, usePage, useValue } from './page-context.ts';

/** The editor for whatever stands at a path. */
export function Editor({ path }: { path: Path }): JSX.Element {
  const exists = useDraft(({ document }) => path.length === 0 || valueAt(document, path) !== undefined);
  if (!exists) return <p class="empty">There is nothing here any more. Choose something in the outline.</p>;
  switch (kindAt(path)) {
    case 'project':
      return <ProjectEditor />;
    case 'stage':
      return <StageEditor path={path} />;
    case 'action':
      return <ActionEditor path={path} />;
    case 'hook':
      return <HookEditor path={path} />;
    case 'tool':
      return <ToolEditor path={path} />;
    case 'piece':
      return <PieceEditor path={path} />;
  }
}

function ProjectEditor(): JSX.Element {
  return (
    <article class="editor">
      <Heading kind="Project" path={[]} />
      <TextField path={['description']} label="Description" />
      <LongField path={['persona']} label="Persona" hint="Who the assistant is; part of every prompt." />
      <LongField path={['widget', 'greeting']} label="Greeting" hint="What the widget says before anybody has written." />
      <LongField path={['apology']} label="Apology" hint="What is said when a turn fails." />
      <LongField
        path={['noModelReply']}
        label="Answer without a model"
        hint="What is said where a generated reply is asked for and no model is set."
      />
    </article>
  );
}

function StageEditor({ path }: { path: Path }): JSX.Element {
  const page = usePage();
  const add = (): void => {
    const list = [...path, 'actions'];
    const actions = valueAt(page.draft.store.getState().document, list);
    const index = Array.isArray(actions) ? actions.length : 0;
    page.draft.edit(pathText(list), (draft) => inserted(draft, list, { index, values: [newAction(actions)] }));
    page.go({ room: 'build', path: [...list, index] });
  };
  return (
    <article class="editor">
      <Heading kind="Stage" path={path} />
      <TextField path={[...path, 'name']} label="Name" />
      <LongField path={[...path, 'description']} label="Description" />
      <LongField path={[...path, 'prompt']} label="Prompt" hint="What the model is told in this stage; {{vars.name}} is filled in." />
      <button type="button" onClick={add}>
        New action in this stage
      </button>
      <JsonFold path={path} summary="The whole stage as JSON" label="This stage as JSON" rows={24} />
    </article>
  );
}

function HookEditor({ path }: { path: Path }): JSX.Element {
  const key = String(path.at(-1));
  return (
    <article class="editor">
      <h1 tabIndex={-1}>
        <span class="kind">{path[0] === 'stages' ? 'Hook of a stage' : 'Hook'}</span> {hookLabel(key)}
      </h1>
      <EffectList path={[...path, 'effects']} hook={key} />
    </article>
  );
}

function ToolEditor({ path }: { path: Path }): JSX.Element {
  const [type] = useValue([...path, 'type']);
  return (
    <article class="editor">
      <Heading kind="Tool" path={path} />
      <TextField path={[...path, 'name']} label="Name" />
      <LongField path={[...path, 'description']} label="Description" />
      {type === 'script' ? <LongField path={[...path, 'code']} label="Script" isCode /> : null}
      {type === 'webhook' ? <TextField path={[...path, 'url']} label="Address" isCode /> : null}
      {type === 'smart_function' ? <LongField path={[...path, 'prompt']} label="Prompt" /> : null}
      <JsonFold path={path} summary="The whole tool as JSON" label="This tool as JSON" rows={18} />
    </article>
  );
}

function PieceEditor({ path }: { path: Path }): JSX.Element {
  return (
    <article class="editor">
      <Heading kind={String(path[0] ?? '')} path={path} />
      <JsonField path={path} label="As JSON" rows={28} />
    </article>
  );
}

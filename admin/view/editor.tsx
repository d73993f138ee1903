import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import { hookLabel, kindAt } from '../document/outline.ts';
import { type Path, valueAt } from '../document/path.ts';
import { ActionEditor } from './action-editor.tsx';
import { EffectList } from './effect-list.tsx';
import { LongField, TextField } from './fields.tsx';
import { Heading } from './heading.tsx';
import { JsonField } from './json-field.tsx';
import { JsonFold } from './json-fold.tsx';
import { LazyPartEditor, LazyPlaybookEditor } from './lazy-part-editor.tsx';
import { useDraft } from './page-context.ts';
import { SequenceFields } from './sequence-fields.tsx';
import { StageEditor } from './stage-editor.tsx';
import { StageList } from './stage-list.tsx';
import { TransferSection } from './transfer-section.tsx';

/** The editor for whatever stands at a path. */
export function Editor({ path }: { path: Path }): JSX.Element {
  // What a document may leave out altogether can be opened all the same.
  const exists = useDraft(({ document }) => path.length < 2 || valueAt(document, path) !== undefined);
  if (!exists) return <p class="empty">There is nothing here any more. Choose something in the outline.</p>;
  const kind = kindAt(path);
  switch (kind) {
    case 'project':
      return <ProjectEditor />;
    case 'stage':
      return <StageEditor path={path} />;
    case 'action':
      return <ActionEditor path={path} />;
    case 'hook':
      return <HookEditor path={path} />;
    case 'sequence':
      return <SequenceEditor path={path} />;
    case 'playbook':
      return <LazyPlaybookEditor key={pathText(path)} path={path} />;
    case 'piece':
      return <PieceEditor path={path} />;
    default:
      return <LazyPartEditor kind={kind} path={path} />;
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
      <StageList />
      <TransferSection />
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

function SequenceEditor({ path }: { path: Path }): JSX.Element {
  return (
    <article class="editor">
      <Heading kind="Sequence" path={path} />
      <SequenceFields path={path} />
      <JsonFold path={path} summary="The whole sequence as JSON" label="This sequence as JSON" rows={18} />
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

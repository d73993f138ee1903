import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import { type Path, withValue } from '../document/path.ts';
import { asList, asRecord, asText, nameOf } from '../document/read.ts';
import { ChoiceField, LongField } from './fields.tsx';
import { Heading } from './heading.tsx';
import { JsonFold } from './json-fold.tsx';
import { NameField } from './name-field.tsx';
import { NumberField } from './number-field.tsx';
import { useDraft, usePage, useValue } from './page-context.ts';

/** How messages are understood: by examples, offline, or by asking a model. */
export function ClassifierEditor({ path }: { path: Path }): JSX.Element {
  const [classifier] = useValue(path);
  const models = useDraft(({ document }) => asRecord(document).models);
  const isModel = asRecord(classifier).type === 'model';
  return (
    <article class="editor">
      <Heading kind="Classifier" path={path} />
      <NameField path={path} hint="Stages and actions that choose it follow a new name." />
      <ChoiceField path={[...path, 'type']} label="Understands by" choices={['examples', 'model']} standard="examples" />
      {isModel ? (
        <>
          <ModelChoice path={[...path, 'model']} models={asList(models).map(nameOf)} />
          <LongField path={[...path, 'prompt']} label="Prompt" hint="What the model is told beside the actions; it may stay empty." />
        </>
      ) : (
        <p class="hint">Learns from the examples of the actions, on this server, without a model.</p>
      )}
      <NumberField path={[...path, 'threshold']} label="Threshold" hint="From 0 to 1: how sure it has to be. Empty: the built-in one." />
      <StandardToggle path={path} member="defaultClassifier" label="Used where nothing else is chosen" />
      <JsonFold path={path} summary="As JSON" label="This classifier as JSON" rows={8} />
    </article>
  );
}

/** Which model; empty means the project's own. */
export const ModelChoice = ({ path, models }: { path: Path; models: readonly string[] }): JSX.Element => (
  <ChoiceField path={path} label="Model" choices={['', ...models]} standard="" />
);

/** Whether the part is the one that the project names as its standard. */
export function StandardToggle({ path, member, label }: { path: Path; member: string; label: string }): JSX.Element {
  const page = usePage();
  const [part] = useValue(path);
  const [standard] = useValue([member]);
  const name = nameOf(part);
  return (
    <label class="toggle">
      <input
        type="checkbox"
        checked={name !== '' && asText(standard) === name}
        onChange={(event) => {
          const next = event.currentTarget.checked ? name : undefined;
          page.draft.edit(pathText(path), (draft) => withValue(draft, [member], next));
        }}
      />
      {label}
    </label>
  );
}

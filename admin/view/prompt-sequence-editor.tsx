import type { JSX } from 'preact';
import type { Path } from '../document/path.ts';
import { nameOf } from '../document/read.ts';
import { Counter } from './counted-field.tsx';
import { ChoiceField, LongField, Toggle } from './fields.tsx';
import { Heading } from './heading.tsx';
import { JsonFold } from './json-fold.tsx';
import { NameField } from './name-field.tsx';
import { useValue } from './page-context.ts';
import { PromptSteps } from './prompt-steps.tsx';
import { SequenceVariables } from './sequence-variables.tsx';

/** The longest name of a prompt sequence. */
const nameLimit = 120;

/** A chain of prompts: its steps in order, the variables that fill them in, and who says that it goes on. */
export function PromptSequenceEditor({ path }: { path: Path }): JSX.Element {
  const [sequence] = useValue(path);
  return (
    <article class="editor">
      <Heading kind="Prompt sequence" path={path} />
      <div class="field">
        <NameField path={path} hint="Effects that start it follow a new name." />
        <p class="hint">
          <Counter length={nameOf(sequence).length} limit={nameLimit} />
        </p>
      </div>
      <LongField path={[...path, 'description']} label="Description" />
      <ChoiceField
        path={[...path, 'mode']}
        label="After each step"
        choices={['approve_before_continuing', 'auto_apply_changes']}
        standard="approve_before_continuing"
      />
      <ChoiceField path={[...path, 'replies']} label="What a step says" choices={['send', 'keep']} standard="send" />
      <div class="toggles">
        <Toggle path={[...path, 'triggerOnClientCommand']} label="Can be started by a command of the page or a button" standard={false} />
      </div>
      <PromptSteps path={path} />
      <SequenceVariables path={[...path, 'variables']} />
      <JsonFold path={path} summary="Timeout and everything else" label="This prompt sequence as JSON" rows={18} />
    </article>
  );
}

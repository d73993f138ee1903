import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import { inserted } from '../document/edit.ts';
import { type Path, valueAt, withValue } from '../document/path.ts';
import { type StepType, stepType } from '../document/playbook-steps.ts';
import { asList, asRecord } from '../document/read.ts';
import { LongField, TextField } from './fields.tsx';
import { MentionField } from './mention-field.tsx';
import { useDraft, usePage, useValue } from './page-context.ts';
import { GoToFields, IfFields, RunFields } from './step-flow-fields.tsx';
import { StepImages } from './step-images.tsx';
import { TextList } from './text-list.tsx';
import { ValueField } from './value-field.tsx';

type FieldsProps = { path: Path; playbook: Path };

/** The main fields of a step in the mode that it is in; the others stand in its JSON. */
export function StepFields({ path, playbook }: FieldsProps): JSX.Element | null {
  const type = useDraft(({ document }) => stepType(valueAt(document, path)));
  const Own = type === null ? undefined : fields[type];
  return Own ? <Own path={path} playbook={playbook} /> : null;
}

const fields: Partial<Record<StepType, (props: FieldsProps) => JSX.Element>> = {
  SEND: SendFields,
  SET: SetFields,
  ASK: AskFields,
  RUN: RunFields,
  IF_ELSE: IfFields,
  GO_TO: GoToFields,
};

function SendFields({ path, playbook }: FieldsProps): JSX.Element {
  const [mode] = useValue([...path, 'mode']);
  const step = { step: path, playbook, takesImages: true };
  return (
    <>
      {mode === 'contextual' ? (
        <MentionField
          {...step}
          path={[...path, 'instruction']}
          label="Instruction"
          hint="What the model writes from; @ puts in a variable or an image."
        />
      ) : (
        <MentionField {...step} path={[...path, 'text']} label="Text" hint="Said word for word; @ puts in a variable or an image." />
      )}
      <StepImages path={[...path, 'images']} />
    </>
  );
}

function SetFields({ path, playbook }: FieldsProps): JSX.Element {
  const [mode] = useValue([...path, 'mode']);
  return (
    <>
      <TextField path={[...path, 'variable']} label="Variable" isCode />
      {mode === 'reasoning' ? (
        <MentionField
          path={[...path, 'instruction']}
          step={path}
          playbook={playbook}
          label="Instruction"
          hint="What the model finds out; @ puts in a variable."
        />
      ) : (
        <ValueField path={[...path, 'value']} label="Value" hint="A text, JSON, @other, or an expression that starts with =." type="any" />
      )}
    </>
  );
}

function AskFields({ path, playbook }: FieldsProps): JSX.Element {
  const page = usePage();
  const list = [...path, 'inputs'];
  const [mode] = useValue([...path, 'mode']);
  const [value] = useValue(list);
  const inputs = asList(value);
  const add = (): void =>
    page.draft.edit(pathText(list), (draft) => inserted(draft, list, { index: inputs.length, values: [{ variable: '', instructions: '' }] }));
  return (
    <>
      <MentionField path={[...path, 'question']} step={path} playbook={playbook} label="Question" hint="@ puts in a variable." />
      {mode === 'map' ? <TextList path={[...path, 'acceptedValues']} label="Accepted values" what="accepted value" /> : null}
      {inputs.map((input, index) => (
        <fieldset key={index} class="ask-input">
          <legend>Answer {index + 1}</legend>
          <TextField path={[...list, index, 'variable']} label="Variable" isCode />
          <LongField path={[...list, index, 'instructions']} label="Instructions" hint="What to take out of the answer." />
          {inputs.length > 1 ? (
            <button
              type="button"
              class="quiet danger"
              aria-label={`Remove answer ${index + 1}, ${String(asRecord(input).variable ?? '')}`}
              onClick={() => page.draft.edit(pathText(list), (draft) => withValue(draft, [...list, index], undefined))}
            >
              Remove
            </button>
          ) : null}
        </fieldset>
      ))}
      <button type="button" class="quiet" onClick={add}>
        Add an answer
      </button>
    </>
  );
}

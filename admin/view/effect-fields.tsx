import type { JSX } from 'preact';
import type { Value } from '../../shared/value.ts';
import type { Path } from '../document/path.ts';
import { asList, asRecord, nameOf } from '../document/read.ts';
import { ButtonRows } from './button-rows.tsx';
import { ChoiceField, LongField, TextField } from './fields.tsx';
import { JsonField } from './json-field.tsx';
import { useDraft, useValue } from './page-context.ts';
import { type Column, RowTable } from './row-table.tsx';
import { TextList } from './text-list.tsx';
import { ValueField } from './value-field.tsx';

/** The fields of one effect: what is said and where it leads directly, everything else as JSON behind a fold. */
export function EffectFields({ path, type }: { path: Path; type: string }): JSX.Element {
  const Own = Object.hasOwn(fields, type) ? fields[type] : undefined;
  return (
    <>
      {Own ? <Own path={path} /> : null}
      <details class="fold">
        <summary>Priority and everything else</summary>
        <Priority path={[...path, 'priority']} />
        <JsonField path={path} label="This effect as JSON" rows={8} />
      </details>
    </>
  );
}

const Priority = ({ path }: { path: Path }): JSX.Element => (
  <ValueField path={path} label="Priority" hint="Its number in the order of effects, from 0 to 999, instead of the usual one." type="number" />
);

const fields: Record<string, (props: { path: Path }) => JSX.Element> = {
  generate_response: ResponseFields,
  call_tool: ({ path }) => <NamedChoice path={[...path, 'tool']} label="Tool or sequence" lists={['tools', 'actionSequences']} />,
  go_to_stage: ({ path }) => <NamedChoice path={[...path, 'stage']} label="Stage" lists={['stages']} />,
  start_playbook: ({ path }) => <NamedChoice path={[...path, 'playbook']} label="Playbook" lists={['playbooks']} />,
  run_prompt_sequence: ({ path }) => <NamedChoice path={[...path, 'sequence']} label="Prompt sequence" lists={['promptSequences']} />,
  modify_variables: ({ path }) => <Modifications path={path} />,
  modify_user_profile: ({ path }) => <Modifications path={path} />,
  modify_user_input: ({ path }) => <LongField path={[...path, 'template']} label="What the assistant reads instead" />,
  end_conversation: ({ path }) => <TextField path={[...path, 'reason']} label="Reason" />,
  abort_conversation: ({ path }) => <TextField path={[...path, 'reason']} label="Reason" />,
  handoff: ({ path }) => <TextField path={[...path, 'reason']} label="Reason" />,
};

const modificationColumns: readonly Column[] = [
  { key: 'variable', label: 'Name', kind: 'code' },
  { key: 'operation', label: 'What', kind: 'choice', choices: ['set', 'reset', 'add', 'remove'], standard: 'set' },
  { key: 'value', label: 'Value', kind: 'value', typedBy: 'type', isWide: true },
];

/** What is set, reset, added and removed, one row for each. */
const Modifications = ({ path }: { path: Path }): JSX.Element => (
  <RowTable
    path={[...path, 'modifications']}
    columns={modificationColumns}
    what="change"
    make={() => ({ variable: 'name', operation: 'set', value: '' })}
    empty="Nothing is changed yet."
  />
);

function ResponseFields({ path }: { path: Path }): JSX.Element {
  const [mode] = useValue([...path, 'mode']);
  const [responses] = useValue([...path, 'responses']);
  return (
    <>
      <ChoiceField path={[...path, 'mode']} label="How" choices={['prescripted', 'generated']} standard="generated" />
      {mode === 'prescripted' ? (
        <>
          <TextList
            path={[...path, 'responses']}
            label="Texts"
            what="text"
            isLong
            placeholder="What is said, word for word; {{vars.name}} is filled in."
          />
          {asList(responses).length > 1 ? (
            <ChoiceField path={[...path, 'selection']} label="Which one" choices={['random', 'round_robin']} standard="random" />
          ) : null}
        </>
      ) : (
        <LongField path={[...path, 'instruction']} label="Instruction for the model" />
      )}
      <ButtonRows path={path} />
    </>
  );
}

function NamedChoice({ path, label, lists }: { path: Path; label: string; lists: readonly string[] }): JSX.Element {
  const document = useDraft((state) => state.document);
  return <ChoiceField path={path} label={label} choices={namesIn(document, lists)} />;
}

const namesIn = (document: Value, lists: readonly string[]): string[] =>
  lists.flatMap((list) => asList(asRecord(document)[list]).map(nameOf)).filter((name) => name !== '');

import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import type { Value } from '../../shared/value.ts';
import { inserted } from '../document/edit.ts';
import { type Path, withValue } from '../document/path.ts';
import { asList, asRecord, asText, nameOf } from '../document/read.ts';
import { itemChoices } from '../document/sequence.ts';
import { isUnary } from '../document/step-summary.ts';
import { stepTargets, withTarget } from '../document/step-targets.ts';
import { ChoiceField, Labelled, TextField } from './fields.tsx';
import { useDraft, usePage, useValue } from './page-context.ts';
import { PairRows } from './pair-rows.tsx';
import { type Column, RowTable } from './row-table.tsx';

type FieldsProps = { path: Path; playbook: Path };

/** What a RUN runs, what it is given, and where its result goes. */
export function RunFields({ path }: FieldsProps): JSX.Element {
  const target = [...path, 'target'];
  const [value] = useValue([...target, 'kind']);
  return (
    <>
      <RunTarget path={target} />
      {value === 'action' || value === 'playbook' ? <PairRows path={[...target, 'inputs']} label="Inputs" what="input" /> : null}
      {value === 'action' ? (
        <>
          <TextField path={[...target, 'saveAs']} label="Keep the result in" isCode />
          <TextField path={[...target, 'statusVariable']} label="Keep the status in" isCode hint="success or failure; an IF/ELSE can look at it." />
        </>
      ) : null}
      {value === 'handoff' ? <TextField path={[...target, 'reason']} label="Reason" /> : null}
    </>
  );
}

function RunTarget({ path }: { path: Path }): JSX.Element {
  const page = usePage();
  const document = useDraft((state) => state.document);
  const [value] = useValue(path);
  const { kind, name } = asRecord(value);
  const { tools, actions } = itemChoices(document);
  const sequences = asList(asRecord(document).actionSequences).map(nameOf).filter(Boolean);
  const playbooks = asList(asRecord(document).playbooks).map(nameOf).filter(Boolean);
  const chosen = kind === 'action' || kind === 'playbook' ? `${kind}:${asText(name)}` : asText(kind);
  const known = [...[...tools, ...sequences, ...actions].map((it) => `action:${it}`), ...playbooks.map((it) => `playbook:${it}`), 'handoff', 'exit'];
  const choose = (choice: string): void => page.draft.edit(pathText(path), (draft) => withValue(draft, path, targetFor(choice)));
  const group = (label: string, start: string, names: readonly string[]): JSX.Element | null =>
    names.length === 0 ? null : (
      <optgroup label={label}>
        {names.map((it) => (
          <option key={it} value={`${start}:${it}`}>
            {it}
          </option>
        ))}
      </optgroup>
    );
  return (
    <Labelled path={path} label="What to run">
      {(ids) => (
        <select {...ids} value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
          {known.includes(chosen) ? null : <option value={chosen}>{asText(name) ? `${asText(name)} (not defined)` : 'choose…'}</option>}
          {group('Tools', 'action', tools)}
          {group('Sequences', 'action', sequences)}
          {group('Actions', 'action', actions)}
          {group('Playbooks', 'playbook', playbooks)}
          <option value="handoff">Hand over to a person</option>
          <option value="exit">Leave the playbook</option>
        </select>
      )}
    </Labelled>
  );
}

function targetFor(choice: string): Value {
  const [kind = '', ...rest] = choice.split(':');
  return rest.length > 0 ? { kind, name: rest.join(':') } : { kind };
}

/** Those of the document language, in the order of how often they are wanted. */
const operators = [
  'is_set',
  'is_not_set',
  'is',
  'is_not',
  'contains',
  'does_not_contain',
  'starts_with',
  'ends_with',
  'gt',
  'gte',
  'lt',
  'lte',
] as const;

const conditionColumns: readonly Column[] = [
  { key: 'variable', label: 'Variable', kind: 'code' },
  { key: 'operator', label: 'Is', kind: 'choice', choices: operators, standard: 'is_set' },
  // Whether a variable is set is asked without a value; one that was typed for another operator stays in the step.
  { key: 'value', label: 'Value', kind: 'value', typedBy: 'type', isFor: (item) => !isUnary(asText(asRecord(item).operator) || 'is_set') },
];

/** The conditions of an IF/ELSE, branch by branch; its steps stand in the list. */
export function IfFields({ path }: FieldsProps): JSX.Element {
  const page = usePage();
  const list = [...path, 'branches'];
  const [value] = useValue(list);
  const branches = asList(value);
  const add = (): void =>
    page.draft.edit(pathText(list), (draft) =>
      inserted(draft, list, { index: branches.length, values: [{ operator: 'AND', conditions: [{ variable: '', operator: 'is_set' }], steps: [] }] }),
    );
  return (
    <>
      {branches.map((branch, index) => (
        <BranchFields key={index} path={[...list, index]} branch={branch} name={branches.length === 1 ? '' : ` of branch ${index + 1}`} />
      ))}
      <button type="button" class="quiet" onClick={add}>
        Add a branch
      </button>
    </>
  );
}

function BranchFields({ path, branch, name }: { path: Path; branch: Value; name: string }): JSX.Element {
  const page = usePage();
  const { conditions, groups } = asRecord(branch);
  const index = Number(path.at(-1));
  return (
    <fieldset class="ask-input">
      <legend>{index === 0 ? 'If' : 'Else if'}</legend>
      {asList(groups).length > 0 ? <p class="hint">Its groups decide; they stand in the JSON below.</p> : null}
      {asList(conditions).length > 1 ? (
        <ChoiceField path={[...path, 'operator']} label="How they go together" choices={['AND', 'OR']} standard="AND" />
      ) : null}
      <RowTable
        path={[...path, 'conditions']}
        columns={conditionColumns}
        what={`condition${name}`}
        make={() => ({ variable: '', operator: 'is_set' })}
        empty="Without a condition it is always taken."
      />
      {name === '' ? null : (
        <button
          type="button"
          class="quiet danger"
          onClick={() => page.draft.edit(pathText(path.slice(0, -1)), (draft) => withValue(draft, path, undefined))}
        >
          Remove branch {index + 1} with its steps
        </button>
      )}
    </fieldset>
  );
}

/** Where a GO TO leads: any step; one without an id gets one when it is chosen. */
export function GoToFields({ path, playbook }: FieldsProps): JSX.Element {
  const page = usePage();
  const document = useDraft((state) => state.document);
  const [value] = useValue([...path, 'target_step_id']);
  const place = [...path, 'target_step_id'];
  const targets = stepTargets(document, playbook).filter(({ path: at }) => pathText(at) !== pathText(path));
  const named = [...new Set(targets.map((target) => target.id).filter((it) => it !== ''))];
  const chosen = asText(value);
  const choose = (choice: string): void =>
    page.draft.edit(pathText(place), (draft) => {
      const target = targets.find(({ path: at }) => pathText(at) === choice);
      return target ? withTarget(draft, { goTo: path, target: target.path, playbook }) : withValue(draft, place, choice);
    });
  return (
    <Labelled path={place} label="Step">
      {(ids) => (
        <select {...ids} value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
          {named.includes(chosen) ? null : <option value={chosen}>{chosen === '' ? 'choose…' : `${chosen} (not defined)`}</option>}
          {named.map((it) => (
            <option key={it} value={it}>
              {it}
            </option>
          ))}
          {targets.every((target) => target.id !== '') ? null : (
            <optgroup label="Without an id yet">
              {targets
                .filter((target) => target.id === '')
                .map((target) => (
                  <option key={pathText(target.path)} value={pathText(target.path)}>
                    {target.label}
                  </option>
                ))}
            </optgroup>
          )}
        </select>
      )}
    </Labelled>
  );
}

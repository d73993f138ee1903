import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import { freeName, inserted } from '../document/edit.ts';
import type { Path } from '../document/path.ts';
import { asList, asText, nameOf } from '../document/read.ts';
import { placeholdersIn } from '../document/snippet-uses.ts';
import { CountedField } from './counted-field.tsx';
import { ChoiceField, FieldFindings, TextField } from './fields.tsx';
import { MoveHandle } from './move-handle.tsx';
import { usePage, useValue } from './page-context.ts';
import { RemoveButton } from './row-buttons.tsx';

/** The variables of a prompt sequence: what each is called, how it is asked for, and what it is at first. */
export function SequenceVariables({ path }: { path: Path }): JSX.Element {
  const page = usePage();
  const [value] = useValue(path);
  const [steps] = useValue([...path.slice(0, -1), 'steps']);
  const variables = asList(value);
  const known = new Set(variables.map(nameOf));
  const missing = placeholdersIn(JSON.stringify(steps ?? [])).filter((name) => !known.has(name));
  const add = (name: string): void =>
    page.draft.edit(pathText(path), (draft) => inserted(draft, path, { index: variables.length, values: [{ name, type: 'text' }] }));
  return (
    <section aria-labelledby="sequence-variables-heading">
      <header class="section-head">
        <h2 id="sequence-variables-heading">Variables</h2>
        <p class="hint">Asked for when the sequence starts; {'{{name}}'} puts one into a prompt.</p>
      </header>
      <ol class="prompt-steps" data-path={pathText(path)} tabIndex={-1}>
        {variables.map((variable, index) => (
          <li key={index} data-row class="prompt-step">
            <Variable list={path} index={index} count={variables.length} name={nameOf(variable)} />
          </li>
        ))}
      </ol>
      <p class="adds">
        <button type="button" class="quiet" onClick={() => add(freeName(variables, 'variable'))}>
          + Add variable
        </button>
        {missing.map((name) => (
          <button key={name} type="button" class="quiet" onClick={() => add(name)}>
            + Define {name}, which a prompt names
          </button>
        ))}
      </p>
      <FieldFindings path={path} />
    </section>
  );
}

function Variable({ list, index, count, name }: { list: Path; index: number; count: number; name: string }): JSX.Element {
  const path = [...list, index];
  const [type] = useValue([...path, 'type']);
  const label = name || `variable ${index + 1}`;
  return (
    <>
      <header class="prompt-step-head">
        <MoveHandle list={list} index={index} count={count} label={label} />
        <h3>{label}</h3>
        <RemoveButton path={path} label={label} />
      </header>
      <div class="two-columns">
        <TextField path={[...path, 'name']} label={`Name of variable ${index + 1}`} isCode />
        <ChoiceField path={[...path, 'type']} label={`Type of ${label}`} choices={['text', 'multiline']} standard="text" />
      </div>
      <CountedField path={[...path, 'label']} label={`Label of ${label}`} limit={200} />
      <CountedField path={[...path, 'description']} label={`Description of ${label}`} limit={200} />
      <CountedField path={[...path, 'default']} label={`Default of ${label}`} limit={2_000} isLong={asText(type) === 'multiline'} />
    </>
  );
}

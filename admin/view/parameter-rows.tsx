import type { JSX } from 'preact';
import { freeName } from '../document/edit.ts';
import type { Path } from '../document/path.ts';
import { JsonFold } from './json-fold.tsx';
import { type Column, RowTable } from './row-table.tsx';

const types = ['string', 'number', 'boolean', 'date', 'time', 'email', 'phone', 'url', 'currency', 'code', 'enum', 'list', 'object', 'any'] as const;

const parameterColumns: readonly Column[] = [
  { key: 'name', label: 'Name', kind: 'code' },
  { key: 'type', label: 'Type', kind: 'choice', choices: types, standard: 'string' },
  { key: 'list', label: 'List', kind: 'toggle' },
  { key: 'required', label: 'Required', kind: 'toggle' },
  { key: 'description', label: 'Description', kind: 'text', isWide: true },
];
const askedColumns: readonly Column[] = [
  { key: 'onMissing', label: 'When missing', kind: 'choice', choices: ['drop', 'ask'], standard: 'drop' },
  { key: 'question', label: 'Question', kind: 'text' },
];
const descriptorColumns: readonly Column[] = [
  { key: 'name', label: 'Name', kind: 'code' },
  { key: 'type', label: 'Type', kind: 'choice', choices: types, standard: 'any' },
  { key: 'default', label: 'At first', kind: 'value', typedBy: 'type' },
  { key: 'description', label: 'Description', kind: 'text', isWide: true },
];

/** What an action or a tool wants to know; an action can ask for what is missing. */
export function ParameterRows({ path, canAsk, hint }: { path: Path; canAsk: boolean; hint: string }): JSX.Element {
  return (
    <section aria-labelledby="parameters-heading">
      <header class="section-head">
        <h2 id="parameters-heading">Parameters</h2>
        <p class="hint">{hint}</p>
      </header>
      <RowTable
        path={path}
        columns={canAsk ? [...parameterColumns, ...askedColumns] : parameterColumns}
        what="parameter"
        make={(list) => ({ name: freeName(list, 'parameter'), type: 'string' })}
        empty="None yet."
      />
      <JsonFold path={path} summary="Accepted values, patterns and everything else" label="Parameters as JSON" rows={10} />
    </section>
  );
}

/** Variables of a stage, or fields of the profile: what each holds, and what it holds at first. */
export function DescriptorRows({ path, what, empty }: { path: Path; what: string; empty: string }): JSX.Element {
  return (
    <RowTable path={path} columns={descriptorColumns} what={what} make={(list) => ({ name: freeName(list, 'name'), type: 'string' })} empty={empty} />
  );
}

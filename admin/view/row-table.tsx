import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import type { Value } from '../../shared/value.ts';
import { inserted } from '../document/edit.ts';
import type { Path } from '../document/path.ts';
import { asList, asRecord, asText } from '../document/read.ts';
import { EmptyState } from './empty-state.tsx';
import { FieldFindings, rowsFor } from './fields.tsx';
import { MoveHandle } from './move-handle.tsx';
import { usePage, useValue } from './page-context.ts';
import { RemoveButton } from './row-buttons.tsx';
import { ValueInput } from './value-input.tsx';

/** What a cell holds; `typedBy` names the key whose value says what type a value has, `isFor` whether an item has the cell at all. */
export type Column = { key: string; label: string; isWide?: boolean; isFor?: (item: Value) => boolean } & (
  | { kind: 'text' | 'long' | 'code' | 'tags' }
  | { kind: 'choice'; choices: readonly string[]; standard: string }
  | { kind: 'toggle' }
  | { kind: 'value'; typedBy: string }
);

type RowTableProps = { path: Path; columns: readonly Column[]; what: string; make: (list: Value[]) => Value; empty: string };

/** A list of alike items as a table that is typed in: rows are added, moved and removed, and every cell is saved by itself. */
export function RowTable({ path, columns, what, make, empty }: RowTableProps): JSX.Element {
  const page = usePage();
  const [value] = useValue(path);
  const items = asList(value);
  const add = (): void => page.draft.edit(pathText(path), (draft) => inserted(draft, path, { index: items.length, values: [make(items)] }));
  return (
    <div class="row-table" data-path={pathText(path)} tabIndex={-1}>
      {items.length === 0 ? (
        <EmptyState text={empty}>
          <AddButton what={what} add={add} />
        </EmptyState>
      ) : (
        <table class="plain">
          <thead>
            <tr>
              <td />
              {columns.map(({ key, label }) => (
                <th key={key} scope="col">
                  {label}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody data-drop-list={pathText(path)}>
            {items.map((item, index) => (
              <Row key={index} list={path} index={index} count={items.length} item={item} columns={columns} what={what} />
            ))}
          </tbody>
        </table>
      )}
      {items.length === 0 ? null : <AddButton what={what} add={add} />}
      <FieldFindings path={path} />
    </div>
  );
}

function AddButton({ what, add }: { what: string; add: () => void }): JSX.Element {
  return (
    <button type="button" class="quiet" onClick={add}>
      Add {what}
    </button>
  );
}

type RowProps = { list: Path; index: number; count: number; item: Value; columns: readonly Column[]; what: string };

function Row({ list, index, count, item, columns, what }: RowProps): JSX.Element {
  const path = [...list, index];
  const label = asText(asRecord(item).name) || asText(asRecord(item).label) || asText(asRecord(item).id) || `${what} ${index + 1}`;
  return (
    <tr data-row>
      <td class="row-handle">
        <MoveHandle list={list} index={index} count={count} label={label} />
      </td>
      {columns.map((column) => (
        <td key={column.key} class={column.isWide ? 'wide' : undefined}>
          {column.isFor?.(item) === false ? null : (
            <Cell path={[...path, column.key]} column={column} item={item} label={`${column.label} of ${what} ${index + 1}`} />
          )}
        </td>
      ))}
      <td class="row-handle">
        <RemoveButton path={path} label={label} />
      </td>
    </tr>
  );
}

function Cell({ path, column, item, label }: { path: Path; column: Column; item: Value; label: string }): JSX.Element {
  const [value, setValue] = useValue(path);
  const shared = { 'data-path': pathText(path), 'aria-label': label };
  switch (column.kind) {
    case 'toggle':
      return <input {...shared} type="checkbox" checked={value === true} onChange={(event) => setValue(event.currentTarget.checked || undefined)} />;
    case 'choice':
      return (
        <select {...shared} value={asText(value) || column.standard} onChange={(event) => setValue(event.currentTarget.value)}>
          {column.choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice || '–'}
            </option>
          ))}
        </select>
      );
    case 'value':
      return (
        <ValueInput label={label} type={asText(asRecord(item)[column.typedBy]) || 'any'} value={value} onChange={setValue} place={pathText(path)} />
      );
    case 'tags':
      return <TagsInput shared={shared} value={value} setValue={setValue} />;
    case 'long':
      return (
        <textarea
          {...shared}
          rows={Math.min(6, rowsFor(asText(value)))}
          value={asText(value)}
          onInput={(event) => setValue(event.currentTarget.value)}
        />
      );
    default:
      return (
        <input
          {...shared}
          class={column.kind === 'code' ? 'code' : undefined}
          value={asText(value)}
          onInput={(event) => setValue(event.currentTarget.value || (column.key === 'name' || column.key === 'id' ? '' : undefined))}
        />
      );
  }
}

type TagsInputProps = { shared: Record<string, string>; value: Value | undefined; setValue: (value: Value | undefined) => void };

/** Texts with commas between them. The comma that is being typed stays, because the field is read again only when it is left. */
function TagsInput({ shared, value, setValue }: TagsInputProps): JSX.Element {
  const tags = (text: string): string[] => text.split(',').map((tag) => tag.trim());
  return (
    <input
      {...shared}
      value={asList(value).map(asText).join(', ')}
      onInput={(event) => {
        const { value: text } = event.currentTarget;
        const list = tags(text).filter((tag) => tag !== '');
        if (!/,\s*$/.test(text)) setValue(list.length > 0 ? list : undefined);
      }}
    />
  );
}

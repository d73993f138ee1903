import type { JSX, TargetedInputEvent } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { pathText } from '../../shared/finding.ts';
import type { Value } from '../../shared/value.ts';
import { examplesFrom, inserted, moved, repeated } from '../document/edit.ts';
import { type Path, withValue } from '../document/path.ts';
import { asList, asText } from '../document/read.ts';
import type { Page } from '../page.ts';
import { FieldFindings, rowsFor } from './fields.tsx';
import { arrowSteps } from './keys.ts';
import { usePage, useValue } from './page-context.ts';
import { CrossButton } from './row-buttons.tsx';

type TextListProps = { path: Path; label: string; hint?: string; what: string; isLong?: boolean; placeholder?: string };
type RowKeys = { page: Page; path: Path; what: string; count: number; focus: (target: Focus) => void };
/** Which row the focus goes to after the next drawing, and whether to its field or its handle. */
type Focus = { index: number; onHandle?: boolean };

/** A list of texts: typed, pasted many at once, reordered and removed, all without a mouse. */
export function TextList({ path, label, hint, what, isLong = false, placeholder }: TextListProps): JSX.Element {
  const page = usePage();
  const [value] = useValue(path);
  const items = asList(value);
  const list = useRef<HTMLOListElement>(null);
  const twice = repeated(items);
  const wanted = useRef<Focus | null>(null);
  // Right after drawing, so that the next key already finds the new field.
  useLayoutEffect(() => {
    if (wanted.current) put(list.current, wanted.current);
    wanted.current = null;
  });
  const focus = (target: Focus): void => {
    wanted.current = target;
  };
  const keys: RowKeys = { page, path, what, count: items.length, focus };
  return (
    <fieldset class="text-list" data-path={pathText(path)} tabIndex={-1}>
      <legend>
        {label} <span class="count">{items.length}</span>
      </legend>
      {hint ? <p class="hint">{hint}</p> : null}
      <ol ref={list}>
        {items.map((item, index) => (
          <TextRow
            key={index}
            keys={keys}
            index={index}
            item={item}
            isLong={isLong}
            isTwice={twice.has(asText(item).trim().toLowerCase())}
            placeholder={placeholder}
          />
        ))}
      </ol>
      <button type="button" class="quiet" onClick={() => insert(keys, items.length, [''])}>
        Add {what}
      </button>
      <FieldFindings path={path} />
    </fieldset>
  );
}

type TextRowProps = { keys: RowKeys; index: number; item: Value; isLong: boolean; isTwice: boolean; placeholder?: string };

function TextRow({ keys, index, item, isLong, isTwice, placeholder }: TextRowProps): JSX.Element {
  const path = [...keys.path, index];
  const label = `${keys.what} ${index + 1} of ${keys.count}`;
  const shared = {
    value: asText(item),
    placeholder,
    'data-path': pathText(path),
    'aria-label': label,
    onInput: (event: TargetedInputEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      keys.page.draft.set(path, event.currentTarget.value, pathText(path)),
    onKeyDown: (event: KeyboardEvent) => onRowKey(keys, { event, index, isEmpty: asText(item) === '', isLong }),
    onPaste: (event: ClipboardEvent) => onRowPaste(keys, { event, index, isLong }),
  };
  return (
    <li>
      <button
        type="button"
        class="handle"
        aria-label={`Move ${label}: arrow up or down`}
        title="Move with ↑ ↓"
        onKeyDown={(event) => onHandleKey(keys, event, index)}
      >
        <span aria-hidden="true">⋮⋮</span>
      </button>
      {isLong ? <textarea {...shared} rows={rowsFor(asText(item))} /> : <input {...shared} />}
      {isTwice ? <span class="tag warning">twice</span> : null}
      <CrossButton label={`Remove ${label}`} onClick={() => remove(keys, index)} />
    </li>
  );
}

type RowEvent<E> = { event: E; index: number; isLong: boolean };

function onRowKey(keys: RowKeys, event: RowEvent<KeyboardEvent> & { isEmpty: boolean }): void {
  const act = rowAct(keys, event);
  if (!act) return;
  event.event.preventDefault();
  act();
}

/** What a key does in a row, or nothing where the field itself should have it. */
function rowAct(keys: RowKeys, { event, index, isEmpty, isLong }: RowEvent<KeyboardEvent> & { isEmpty: boolean }): (() => void) | null {
  const step = arrowSteps[event.key];
  if (event.altKey && step !== undefined) return () => move(keys, { from: index, to: index + step });
  if (event.key === 'Enter' && !event.shiftKey && !isLong && !event.isComposing) return () => insert(keys, index + 1, ['']);
  if (event.key === 'Backspace' && isEmpty && keys.count > 1) return () => remove(keys, index);
  if (!isLong && step !== undefined && !event.altKey) return () => put(listOf(event), { index: index + step });
  return null;
}

function onHandleKey(keys: RowKeys, event: KeyboardEvent, index: number): void {
  const step = arrowSteps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  move(keys, { from: index, to: index + step }, true);
}

function onRowPaste(keys: RowKeys, { event, index, isLong }: RowEvent<ClipboardEvent>): void {
  const lines = isLong ? [] : examplesFrom(event.clipboardData?.getData('text/plain') ?? '');
  if (lines.length < 2) return;
  event.preventDefault();
  insert(keys, index + 1, lines);
}

function move(keys: RowKeys, { from, to }: { from: number; to: number }, onHandle = false): void {
  if (to < 0 || to >= keys.count) return;
  keys.focus({ index: to, onHandle });
  keys.page.draft.edit(pathText(keys.path), (document) => moved(document, keys.path, { from, to }));
  keys.page.draft.notify(`Moved to ${to + 1} of ${keys.count}`);
}

function insert(keys: RowKeys, index: number, values: string[]): void {
  keys.focus({ index: index + values.length - 1 });
  keys.page.draft.edit(pathText(keys.path), (document) => inserted(document, keys.path, { index, values }));
}

function remove(keys: RowKeys, index: number): void {
  keys.focus({ index: Math.max(0, index - 1) });
  keys.page.draft.edit(pathText(keys.path), (document) => withValue(document, [...keys.path, index], undefined));
}

const listOf = (event: Event): HTMLElement | null => (event.target instanceof HTMLElement ? event.target.closest('ol') : null);

function put(list: HTMLElement | null, { index, onHandle = false }: Focus): void {
  list?.querySelectorAll<HTMLElement>(onHandle ? '.handle' : 'input, textarea')[index]?.focus();
}

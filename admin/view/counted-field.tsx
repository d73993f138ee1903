import type { ComponentChildren, JSX, Ref } from 'preact';
import { useId } from 'preact/hooks';
import { pathText } from '../../shared/finding.ts';
import type { Path } from '../document/path.ts';
import { asText } from '../document/read.ts';
import { FieldFindings, rowsFor } from './fields.tsx';
import { useValue } from './page-context.ts';

type CountedFieldProps = {
  path: Path;
  label: string;
  limit: number;
  hint?: string;
  isLong?: boolean;
  /** Whether an emptied field stays as an empty text. */
  keepsEmpty?: boolean;
  area?: Ref<HTMLTextAreaElement>;
  children?: ComponentChildren;
};

/** A text with a limit, and how much of it is used up. */
export function CountedField({ path, label, limit, hint, isLong = false, keepsEmpty = false, area, children }: CountedFieldProps): JSX.Element {
  const id = useId();
  const [value, setValue] = useValue(path);
  const text = asText(value);
  const shared = {
    id,
    'data-path': pathText(path),
    'aria-describedby': `${id}-hint`,
    value: text,
    onInput: (event: { currentTarget: { value: string } }) => setValue(event.currentTarget.value || (keepsEmpty ? '' : undefined)),
  };
  return (
    <div class="field">
      <span class="label-line">
        <label for={id}>{label}</label>
        {children}
      </span>
      {isLong ? <textarea {...shared} ref={area} rows={rowsFor(text)} /> : <input {...shared} />}
      <p class="hint" id={`${id}-hint`}>
        {hint ? `${hint} ` : ''}
        <Counter length={text.length} limit={limit} />
      </p>
      <FieldFindings path={path} />
    </div>
  );
}

/** How much of a limit is used up; red where it is passed. */
export const Counter = ({ length, limit }: { length: number; limit: number }): JSX.Element => (
  <span class={length > limit ? 'counter is-false' : 'counter'}>
    {length.toLocaleString('en')} of {limit.toLocaleString('en')} characters
    {length > limit ? `, ${(length - limit).toLocaleString('en')} too many` : ''}
  </span>
);

import type { JSX } from 'preact';
import type { Value } from '../../shared/value.ts';
import { needsJson, readValue, valueText } from '../document/written-value.ts';
import { usePage } from './page-context.ts';
import { useUnfinished, valueNameOf } from './use-unfinished.ts';

type ValueInputProps = {
  label: string;
  type: string;
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
  /** Its place in the document; what cannot be read yet is kept in this browser under it. */
  place?: string;
  /** What the journal calls its unfinished text, where it has no place in the document. */
  keptAs?: string;
  isLong?: boolean;
  id?: string;
};

/** A value of a type: a switch for a boolean, JSON for what has parts, text for the rest. What does not parse yet stays in sight, over a reload too. */
export function ValueInput({ label, type, value, onChange, place, keptAs, isLong = needsJson(type), id }: ValueInputProps): JSX.Element {
  const page = usePage();
  const unfinished = useUnfinished(keptAs ?? (place === undefined ? null : valueNameOf(page, place)));
  const text = unfinished.text ?? valueText(value, type);
  const reading = readValue(text, type);
  if (type === 'boolean') return <BooleanInput label={label} value={value} onChange={onChange} place={place} id={id} />;
  const shared = {
    id,
    class: type === 'string' ? undefined : 'code',
    'aria-label': id ? undefined : label,
    'aria-invalid': !reading.ok,
    'data-path': place,
    value: text,
    onInput: (event: { currentTarget: { value: string } }) => {
      const next = event.currentTarget.value;
      const read = readValue(next, type);
      unfinished.type(next, read.ok);
      if (read.ok) onChange(read.value);
    },
    onBlur: () => (reading.ok ? unfinished.drop() : undefined),
  };
  return (
    <>
      {isLong ? <textarea {...shared} rows={3} spellcheck={false} /> : <input {...shared} inputMode={type === 'number' ? 'decimal' : undefined} />}
      {reading.ok ? null : (
        <span class="error">
          This is not JSON yet; the last valid value counts. <BackToLast drop={unfinished.drop} />
        </span>
      )}
    </>
  );
}

/** Gives up what cannot be read, for what counts. */
export const BackToLast = ({ drop }: { drop: () => void }): JSX.Element => (
  <button type="button" class="quiet" onClick={drop}>
    Back to what counts
  </button>
);

function BooleanInput({ label, value, onChange, place, id }: Pick<ValueInputProps, 'label' | 'value' | 'onChange' | 'place' | 'id'>): JSX.Element {
  return (
    <select
      id={id}
      aria-label={id ? undefined : label}
      data-path={place}
      value={value === undefined ? '' : String(value)}
      onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value === 'true')}
    >
      <option value="">not set</option>
      <option value="true">true</option>
      <option value="false">false</option>
    </select>
  );
}

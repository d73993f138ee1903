import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Value } from '../../shared/value.ts';
import { needsJson, readValue, valueText } from '../document/written-value.ts';

type ValueInputProps = {
  label: string;
  type: string;
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
  place?: string;
  isLong?: boolean;
  id?: string;
};

/** A value of a type: a switch for a boolean, JSON for what has parts, text for the rest. What does not parse yet stays in sight. */
export function ValueInput({ label, type, value, onChange, place, isLong = needsJson(type), id }: ValueInputProps): JSX.Element {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? valueText(value, type);
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
      setTyped(next);
      if (read.ok) onChange(read.value);
    },
    onBlur: () => (reading.ok ? setTyped(null) : undefined),
  };
  return (
    <>
      {isLong ? <textarea {...shared} rows={3} spellcheck={false} /> : <input {...shared} inputMode={type === 'number' ? 'decimal' : undefined} />}
      {reading.ok ? null : <span class="error">This is not JSON yet; the last valid value counts.</span>}
    </>
  );
}

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

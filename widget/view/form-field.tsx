import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { VisitorForm } from '../../shared/protocol.ts';
import type { PartStrings } from '../language/part-strings.ts';

type Shape = VisitorForm['fields'][number];
/** Why a field cannot be sent as it is; each is a sentence of that name. */
export type Fault = 'missing' | 'misfit';

type Props = { field: Shape; fault: Fault | undefined; isStill: boolean; words: PartStrings };

/** A labelled field, with what is wrong with it right below. */
export function Field({ field, fault, isStill, words }: Props): JSX.Element {
  const id = useId();
  const isTick = field.type === 'boolean';
  const label = (
    <label for={id} dir="auto">
      {field.label}
      {!field.required && !isTick && <span class="optional"> ({words.optional})</span>}
    </label>
  );
  return (
    <div class={isTick ? 'entry tick' : 'entry'} data-type={field.type}>
      {!isTick && label}
      <Input field={field} id={id} fault={fault} isStill={isStill} words={words} />
      {isTick && label}
      {fault && (
        <p id={`${id}-fault`} class="trouble">
          {words[fault]}
        </p>
      )}
    </div>
  );
}

function Input({ field, id, fault, isStill, words }: Props & { id: string }): JSX.Element {
  const { name, type, required, options } = field;
  const shared = {
    id,
    name,
    required,
    class: 'box',
    'aria-invalid': fault ? ('true' as const) : undefined,
    'aria-describedby': fault ? `${id}-fault` : undefined,
  };
  if (type === 'choice')
    return (
      <select {...shared} disabled={isStill}>
        <option value="">{words.choose}</option>
        {options?.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    );
  if (type === 'multiline') return <textarea {...shared} rows={3} maxLength={characters} readOnly={isStill} dir="auto" />;
  if (type === 'boolean') return <input {...shared} type="checkbox" required={false} disabled={isStill} />;
  // Fields of these types take the same attributes as one for text, though their typing keeps them apart.
  const kind = kinds[type] as Kind & { type: 'text' };
  return <input {...shared} {...kind} maxLength={characters} readOnly={isStill} dir={type === 'text' ? 'auto' : undefined} />;
}

const characters = 2_000;

type Kind = {
  type: 'text' | 'email' | 'tel' | 'number' | 'date' | 'time' | 'url';
  autocomplete?: 'email' | 'tel' | 'url';
  inputMode?: 'decimal';
  step?: 'any';
};

/** What a browser makes of each type: the right keyboard, the right check, and what it knows of the visitor. */
const kinds: Record<Exclude<Shape['type'], 'choice' | 'multiline' | 'boolean'>, Kind> = {
  text: { type: 'text' },
  email: { type: 'email', autocomplete: 'email' },
  phone: { type: 'tel', autocomplete: 'tel' },
  number: { type: 'number', inputMode: 'decimal', step: 'any' },
  date: { type: 'date' },
  time: { type: 'time' },
  url: { type: 'url', autocomplete: 'url' },
};

import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { pathText } from '../../shared/finding.ts';
import type { Path } from '../document/path.ts';
import { FieldFindings } from './fields.tsx';
import { useValue } from './page-context.ts';

type NumberFieldProps = { path: Path; label: string; hint?: string; placeholder?: string };

/** A number, or nothing where the field is empty; what is no number stays in sight and out of the document. */
export function NumberField({ path, label, hint, placeholder }: NumberFieldProps): JSX.Element {
  const id = useId();
  const [value, setValue] = useValue(path);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (value === undefined ? '' : String(value));
  const isNumber = text.trim() === '' || Number.isFinite(Number(text));
  const take = (next: string): void => {
    setTyped(next);
    if (next.trim() === '') setValue(undefined);
    else if (Number.isFinite(Number(next))) setValue(Number(next));
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="number-field"
        data-path={pathText(path)}
        inputMode="decimal"
        aria-describedby={`${id}-hint`}
        aria-invalid={!isNumber}
        value={text}
        placeholder={placeholder}
        onInput={(event) => take(event.currentTarget.value)}
        onBlur={() => (isNumber ? setTyped(null) : undefined)}
      />
      <p class={isNumber ? 'hint' : 'error'} id={`${id}-hint`}>
        {isNumber ? hint : 'This is no number; the last one counts.'}
      </p>
      <FieldFindings path={path} />
    </div>
  );
}

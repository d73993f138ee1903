import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { pathText } from '../../shared/finding.ts';
import type { Path } from '../document/path.ts';
import { FieldFindings } from './fields.tsx';
import { usePage, useValue } from './page-context.ts';
import { useUnfinished, valueNameOf } from './use-unfinished.ts';
import { BackToLast } from './value-input.tsx';

type NumberFieldProps = { path: Path; label: string; hint?: string; placeholder?: string };

/** A number, or nothing where the field is empty; what is no number stays in sight and in this browser, out of the document. */
export function NumberField({ path, label, hint, placeholder }: NumberFieldProps): JSX.Element {
  const id = useId();
  const page = usePage();
  const [value, setValue] = useValue(path);
  const { text: typed, type, drop } = useUnfinished(valueNameOf(page, pathText(path)));
  const text = typed ?? (value === undefined ? '' : String(value));
  const isNumber = reads(text);
  const take = (next: string): void => {
    type(next, reads(next));
    if (next.trim() === '') setValue(undefined);
    else if (reads(next)) setValue(Number(next));
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
        onBlur={() => (isNumber ? drop() : undefined)}
      />
      <p class={isNumber ? 'hint' : 'error'} id={`${id}-hint`}>
        {isNumber ? (
          hint
        ) : (
          <>
            This is no number; the last one counts. <BackToLast drop={drop} />
          </>
        )}
      </p>
      <FieldFindings path={path} />
    </div>
  );
}

/** Whether a text is a number, or nothing. */
const reads = (text: string): boolean => text.trim() === '' || Number.isFinite(Number(text));

import type { JSX } from 'preact';

/** What stands above a field: its label, and the hint that the field names by `${id}-hint` where there is one. */
export function FieldHead({ id, label, hint }: { id: string; label: string; hint?: string | undefined }): JSX.Element {
  return (
    <>
      <label for={id}>{label}</label>
      {hint ? (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
    </>
  );
}

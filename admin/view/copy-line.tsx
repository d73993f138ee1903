import type { JSX } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { FieldHead } from './field-head.tsx';
import { usePage } from './page-context.ts';

type CopyLineProps = { label: string; hint?: string; text: string; copied: string };

/** One line to be taken elsewhere: a button copies it; where the browser forbids that, it is selected for the keys. */
export function CopyLine({ label, hint, text, copied }: CopyLineProps): JSX.Element {
  const page = usePage();
  const id = useId();
  const line = useRef<HTMLInputElement>(null);
  const failed = (): void => {
    line.current?.focus();
    page.draft.notify('The browser did not let this page copy; the line is selected, press Ctrl+C');
  };
  return (
    <div class="field">
      <FieldHead id={id} label={label} hint={hint} />
      <div class="snippet">
        <input
          id={id}
          ref={line}
          class="code"
          readOnly
          value={text}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" onClick={() => void navigator.clipboard.writeText(text).then(() => page.draft.notify(copied), failed)}>
          Copy
        </button>
      </div>
    </div>
  );
}

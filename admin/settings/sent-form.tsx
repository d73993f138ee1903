import type { ComponentChildren, JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { FieldHead } from '../view/field-head.tsx';

type FieldProps = {
  label: string;
  name: string;
  hint?: string;
  type?: 'text' | 'password';
  autocomplete: 'name' | 'username' | 'new-password' | 'current-password';
  value?: string;
  minLength?: number;
};

/** One line of a form that is sent as a whole; not a part of the draft. */
export function FormField({ label, name, hint, type = 'text', autocomplete, value, minLength }: FieldProps): JSX.Element {
  const id = useId();
  const rest = {
    id,
    name,
    autocomplete,
    'aria-describedby': hint ? `${id}-hint` : undefined,
    defaultValue: value,
    minLength,
    spellcheck: false,
    autocapitalize: 'off',
    'data-own-undo': true,
    required: true,
  } as const;
  return (
    <div class="field">
      <FieldHead id={id} label={label} hint={hint} />
      {type === 'password' ? <input type="password" {...rest} /> : <input type="text" {...rest} />}
    </div>
  );
}

type Send = (texts: Record<string, string>) => Promise<string | null>;

/** A form that is sent as a whole: `send` answers what stands in the way, or null. What was typed stays until it went through. */
export function SentForm({ label, button, send, children }: { label: string; button: string; send: Send; children: ComponentChildren }): JSX.Element {
  const [trouble, setTrouble] = useState('');
  const [isBusy, setBusy] = useState(false);
  const go = async (form: HTMLFormElement): Promise<void> => {
    setBusy(true);
    const said = await send(textsOf(form));
    setBusy(false);
    setTrouble(said ?? '');
    if (said === null) form.reset();
  };
  return (
    <form
      class="sent-form"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        void go(event.currentTarget);
      }}
    >
      {children}
      {trouble ? (
        <p class="error" role="alert">
          {trouble}
        </p>
      ) : null}
      <button type="submit" class="primary" disabled={isBusy}>
        {button}
      </button>
    </form>
  );
}

const textsOf = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));

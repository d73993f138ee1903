import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { VisitorForm } from '../../shared/protocol.ts';
import type { Values } from '../../shared/value.ts';
import type { PartStrings } from '../language/part-strings.ts';
import { usePartStrings } from '../language/parts.ts';
import type { Running } from '../running.ts';
import css from '../styles/form.css?inline';
import { wear } from '../styles/wear.ts';
import { type Fault, Field } from './form-field.tsx';
import { asKey, type FormState, formState } from './form-state.ts';
import { useShown } from './use-shown.ts';

type Props = { id: string; form: VisitorForm; running: Running };

/** A form under a message. Sent, or when its question is over, it is one quiet line; what was sent stands below as the visitor's own words. */
export function Form({ id, form, running }: Props): JSX.Element {
  const { store, connection } = running;
  wear(running.handle.root, css);
  const words = usePartStrings(store);
  useShown(store, ({ talk }) => asKey(formState(talk, id, form)));
  const state = formState(store.getState().talk, id, form);
  /** Between the acknowledgement and the message that shows what was sent. */
  const [isTaken, take] = useState(false);
  const box = useRef<HTMLElement>(null);
  const send = (values: Values): void => {
    if (state.is === 'failed') connection.discard(state.id);
    // Whoever pressed the button stays at the form while its fields go away.
    box.current?.focus({ preventScroll: true });
    take(true);
    running.fire(form.command, { ...form.parameters, ...values }, id);
  };
  useLayoutEffect(() => {
    if (state.is === 'failed') take(false);
  }, [asKey(state)]);

  const shown = isTaken && state.is === 'open' ? 'sending' : state.is;
  return (
    <section ref={box} class="form" part="form" tabIndex={-1} aria-label={words.form} data-state={shown}>
      {shown === 'sent' || shown === 'over' ? (
        <p class="done">{shown === 'sent' ? `✓ ${words.formSent}` : words.formOver}</p>
      ) : (
        <Fields
          form={form}
          words={words}
          drafts={draftsOf(running)}
          id={id}
          send={send}
          isSending={shown === 'sending'}
          trouble={state.is === 'failed' ? state : null}
        />
      )}
    </section>
  );
}

/** What stands in forms that were not sent, for when the panel is shut and opened again; it ends with the page. */
const written = new WeakMap<Running, Map<string, Values>>();

function draftsOf(running: Running): Map<string, Values> {
  const drafts = written.get(running) ?? new Map<string, Values>();
  written.set(running, drafts);
  return drafts;
}

type FieldsProps = {
  id: string;
  form: VisitorForm;
  drafts: Map<string, Values>;
  words: PartStrings;
  send(values: Values): void;
  isSending: boolean;
  trouble: Extract<FormState, { is: 'failed' }> | null;
};

function Fields({ id, form, drafts, words, send, isSending, trouble }: FieldsProps): JSX.Element {
  const [faults, setFaults] = useState<Record<string, Fault>>({});
  const place = useRef<HTMLFormElement>(null);
  // Where there is one field alone, it is the one that was meant.
  const only = form.fields.length === 1 && !isPassing(trouble?.problem?.code) ? form.fields[0]?.name : '';
  const refused = String(trouble?.problem?.details?.parameter || only);
  const isTied = form.fields.some(({ name }) => name === refused);
  useLayoutEffect(() => {
    if (trouble && isTied) setFaults({ [refused]: 'misfit' });
  }, [trouble?.id]);
  useLayoutEffect(() => {
    // A refusal may come when the visitor is somewhere else already.
    const isHere = place.current?.parentElement?.matches(':focus-within');
    if (isHere) place.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);
  useLayoutEffect(() => {
    if (place.current) write(place.current, form, drafts.get(id) ?? {});
  }, []);

  const submitted = (event: Event): void => {
    event.preventDefault();
    if (isSending || !place.current) return;
    const found = read(place.current, form);
    setFaults(found.faults);
    if (Object.keys(found.faults).length === 0) send(found.values);
  };
  return (
    <form
      ref={place}
      noValidate
      onSubmit={submitted}
      onInput={(event) => drafts.set(id, read(event.currentTarget, form).values)}
      aria-busy={isSending}
    >
      {form.fields.map((field) => (
        <Field key={field.name} field={field} fault={faults[field.name]} isStill={isSending} words={words} />
      ))}
      <p class="trouble" role="alert">
        {trouble && !isTied ? words.formFailed : ''}
      </p>
      <button type="submit" class="primary" aria-disabled={isSending}>
        {isSending ? words.formSending : (form.submit ?? words.submit)}
      </button>
    </form>
  );
}

/** Problems that are nothing of the field's. */
const isPassing = (code: string | undefined): boolean =>
  !code || /^(COMMAND_NOT_ALLOWED|message\.|conversation\.|turn\.|command\.unknown)/.test(code);

type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Every field draws one of these under its name. */
const inputOf = (place: HTMLFormElement, name: string): Input | null => place.elements.namedItem(name) as Input | null;

/** Fills in what stood there before. */
function write(place: HTMLFormElement, { fields }: VisitorForm, values: Values): void {
  for (const { name, type } of fields) {
    const input = inputOf(place, name);
    if (!input || !Object.hasOwn(values, name)) continue;
    if (type === 'boolean')
      (input as HTMLInputElement).checked = values[name] === true; // drawn as a checkbox
    else input.value = String(values[name]);
  }
}

/** What stands in the fields, and which of them cannot be sent so. What is left empty is left out. */
function read(place: HTMLFormElement, { fields }: VisitorForm): { values: Values; faults: Record<string, Fault> } {
  const values: Values = {};
  const faults: Record<string, Fault> = {};
  for (const { name, type, required } of fields) {
    const input = inputOf(place, name);
    if (!input) continue;
    const text = input.value.trim();
    if (type === 'boolean')
      values[name] = (input as HTMLInputElement).checked; // drawn as a checkbox
    else if (text) values[name] = text;
    const { badInput, typeMismatch } = input.validity;
    if (badInput || typeMismatch) faults[name] = 'misfit';
    else if (required && type !== 'boolean' && !text) faults[name] = 'missing';
  }
  return { values, faults };
}

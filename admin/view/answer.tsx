import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Message } from '../../shared/conversation.ts';
import type { FormField, ShownButton, ShownCard, ShownForm } from '../../shared/run.ts';
import type { Value, Values } from '../../shared/value.ts';
import { withoutMarks } from '../../shared/without-marks.ts';
import { usePage } from './page-context.ts';
import { ValueInput } from './value-input.tsx';

/** An answer in the test chat: its buttons, the buttons of its cards and its form work; pictures are named, for this page loads none. */
export function Answer({ message }: { message: Message }): JSX.Element {
  const { role, text, buttons = [], cards = [], images = [], form } = message;
  return (
    <div class={`bubble ${role}`}>
      {withoutMarks(text)}
      {images.map(({ url, alt }) => (
        <p key={url} class="hint">
          picture: {alt || url}
        </p>
      ))}
      {cards.map((card, index) => (
        <Card key={index} card={card} />
      ))}
      <Buttons buttons={buttons} />
      {form ? <Form form={form} /> : null}
    </div>
  );
}

function Card({ card: { title, text, image, link, buttons = [] } }: { card: ShownCard }): JSX.Element {
  return (
    <section class="chat-card">
      <strong>{title}</strong>
      {image ? <p class="hint">picture: {image.alt || image.url}</p> : null}
      {text ? <p>{text}</p> : null}
      {link ? <p class="hint">{link}</p> : null}
      <Buttons buttons={buttons} />
    </section>
  );
}

function Buttons({ buttons }: { buttons: readonly ShownButton[] }): JSX.Element | null {
  const page = usePage();
  if (buttons.length === 0) return null;
  const press = ({ label, command, parameters = {} }: ShownButton): void =>
    void page.rehearsal.do(command ? { act: 'fire', body: { command, parameters } } : { act: 'say', body: { text: label } });
  return (
    <p class="chat-buttons">
      {buttons.map((button) => (
        <button key={button.label} type="button" onClick={() => press(button)}>
          {button.label}
        </button>
      ))}
    </p>
  );
}

/** Sending it fires its command, as in the widget. */
function Form({ form: { command, parameters = {}, fields, submit } }: { form: ShownForm }): JSX.Element {
  const page = usePage();
  const id = useId();
  const [values, setValues] = useState<Values>({});
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    void page.rehearsal.do({ act: 'fire', body: { command, parameters: { ...parameters, ...values } } });
  };
  const set = (name: string, value: Value | undefined): void =>
    setValues(({ [name]: _, ...others }) => (value === undefined ? others : { ...others, [name]: value }));
  return (
    <form class="chat-form" onSubmit={send}>
      {fields.map((field) => (
        <div key={field.name} class="chat-field">
          <label for={`${id}-${field.name}`}>
            {field.label}
            {field.required ? '' : ' (optional)'}
          </label>
          <Field id={`${id}-${field.name}`} field={field} value={values[field.name]} set={(value) => set(field.name, value)} />
        </div>
      ))}
      <button type="submit">{submit ?? 'Send'}</button>
    </form>
  );
}

type FieldProps = { id: string; field: FormField; value: Value | undefined; set: (value: Value | undefined) => void };

function Field({ id, field: { label, type, options = [] }, value, set }: FieldProps): JSX.Element {
  if (type !== 'choice') {
    const holds = type === 'number' || type === 'boolean' ? type : 'string';
    return <ValueInput id={id} label={label} type={holds} value={value} onChange={set} isLong={type === 'multiline'} />;
  }
  return (
    <select id={id} value={typeof value === 'string' ? value : ''} onChange={(event) => set(event.currentTarget.value || undefined)}>
      <option value="">choose…</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </select>
  );
}

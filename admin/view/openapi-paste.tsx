import type { JSX } from 'preact';
import { useId, useMemo, useState } from 'preact/hooks';
import { freeName, inserted } from '../document/edit.ts';
import { type ApiOperation, type ApiReading, readOpenApi } from '../document/openapi.ts';
import { asList, asRecord, asText } from '../document/read.ts';
import { usePage } from './page-context.ts';

/** The operations of a pasted OpenAPI document; the chosen ones become webhooks. */
export function OpenApiPaste(): JSX.Element {
  const page = usePage();
  const id = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const reading = useMemo(() => (text.trim() === '' ? null : readOpenApi(text)), [text]);
  const wanted = reading?.ok ? reading.operations.filter(({ title }) => chosen.has(title)) : [];
  const add = (): void => {
    page.draft.edit('tools', (document) =>
      wanted.reduce((draft, { tool }) => {
        const record = asRecord(draft);
        const name = freeName([...asList(record.tools), ...asList(record.actionSequences)], asText(tool.name));
        return inserted(draft, ['tools'], { index: asList(record.tools).length, values: [{ ...tool, name }] });
      }, document),
    );
    page.draft.notify(`${wanted.length} ${wanted.length === 1 ? 'tool' : 'tools'} added`);
    setChosen(new Set());
  };
  return (
    <section aria-labelledby={`${id}-heading`}>
      <header class="section-head">
        <h2 id={`${id}-heading`}>Import OpenAPI</h2>
        <p class="hint">An OpenAPI 3 document in JSON: choose what becomes a webhook.</p>
      </header>
      <div class="field">
        <label for={id}>Document</label>
        <textarea
          id={id}
          class="code"
          rows={3}
          spellcheck={false}
          data-own-undo
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <div role="status">{reading ? <Reading reading={reading} chosen={chosen} setChosen={setChosen} /> : null}</div>
      <button type="button" class="primary" disabled={wanted.length === 0} onClick={add}>
        {wanted.length === 0 ? 'Add the chosen ones' : `Add ${wanted.length} ${wanted.length === 1 ? 'tool' : 'tools'}`}
      </button>
    </section>
  );
}

type ReadingProps = { reading: ApiReading; chosen: ReadonlySet<string>; setChosen: (chosen: ReadonlySet<string>) => void };

function Reading({ reading, chosen, setChosen }: ReadingProps): JSX.Element {
  if (!reading.ok) return <p class="error">Nothing can be made of this: {reason(reading.reason)}.</p>;
  const all = reading.operations.map(({ title }) => title);
  const toggle = ({ title }: ApiOperation, isOn: boolean): void =>
    setChosen(isOn ? new Set([...chosen, title]) : new Set([...chosen].filter((it) => it !== title)));
  return (
    <fieldset class="text-list">
      <legend>
        {reading.title || 'Operations'} <span class="count">{all.length}</span>
      </legend>
      <button type="button" class="quiet" onClick={() => setChosen(new Set(chosen.size === all.length ? [] : all))}>
        {chosen.size === all.length ? 'Choose none' : 'Choose all'}
      </button>
      {reading.operations.map((operation) => (
        <label key={operation.title} class="toggle">
          <input type="checkbox" checked={chosen.has(operation.title)} onChange={(event) => toggle(operation, event.currentTarget.checked)} />
          <code>{operation.title}</code> <span class="hint">{operation.summary}</span>
        </label>
      ))}
      {reading.notes.map((note) => (
        <p key={note} class="hint">
          Note: {note}.
        </p>
      ))}
    </fieldset>
  );
}

const reason = (text: string): string => text.slice(0, 200);

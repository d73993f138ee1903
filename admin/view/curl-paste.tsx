import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { type CurlTool, toolFromCurl } from '../document/curl/curl-tool.ts';
import { freeName } from '../document/edit.ts';
import { writeJson } from '../document/json-text.ts';
import type { Piece } from '../document/new-piece.ts';
import { asList, asRecord, asText } from '../document/read.ts';
import { useStore } from '../use-store.ts';
import { usePage } from './page-context.ts';
import { SecretsToSet } from './secrets-to-set.tsx';

/** A curl command becomes a webhook; its secrets become names of environment variables before anything is saved. */
export function CurlPaste(): JSX.Element {
  const page = usePage();
  const id = useId();
  // Kept in memory alone: a command is full of secrets, and neither the draft nor the journal may have them.
  const command = useStore(page.store, (state) => state.curl);
  const setCommand = (curl: string): void => page.store.setState({ curl });
  const made = command.trim() === '' ? null : toolFromCurl(command);
  const add = (): void => {
    if (!made?.ok) return;
    page.add(pieceOf(made));
    setCommand('');
  };
  return (
    <section aria-labelledby={`${id}-heading`}>
      <header class="section-head">
        <h2 id={`${id}-heading`}>Paste curl</h2>
        <p class="hint">A command from documentation, or from a browser's “Copy as cURL”. It stays in this page.</p>
      </header>
      <div class="field">
        <label for={id}>Command</label>
        <textarea
          id={id}
          class="code"
          rows={4}
          spellcheck={false}
          data-own-undo
          placeholder="curl https://api.shop.example/orders/1 -H 'Authorization: Bearer …'"
          value={command}
          aria-describedby={`${id}-state`}
          onInput={(event) => setCommand(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) add();
          }}
        />
      </div>
      <div id={`${id}-state`} role="status">
        {made ? <Made made={made} /> : null}
      </div>
      <button type="button" class="primary" disabled={!made?.ok} onClick={add}>
        Make a webhook of it
      </button>
    </section>
  );
}

function Made({ made }: { made: CurlTool }): JSX.Element {
  if (!made.ok) return <p class="error">This cannot become a webhook: {made.reason}.</p>;
  const { name: _, type: _type, description: _description, ...shown } = made.tool;
  return (
    <>
      <pre class="try-value">{writeJson(shown)}</pre>
      <SecretsToSet secrets={made.secrets} />
      {made.notes.map((note) => (
        <p key={note} class="hint">
          Note: {note}.
        </p>
      ))}
    </>
  );
}

const pieceOf = ({ tool }: Extract<CurlTool, { ok: true }>): Piece => ({
  label: 'Webhook from curl',
  list: ['tools'],
  make: (document) => {
    const taken = ['tools', 'actionSequences'].flatMap((key) => asList(asRecord(document)[key]));
    return { ...tool, name: freeName(taken, asText(tool.name)) };
  },
});

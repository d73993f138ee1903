import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Keep } from '../connection/keep.ts';
import type { Running } from '../running.ts';
import type { Attached } from './files.tsx';
import { Icon } from './icons.tsx';
import { lazily } from './lazily.tsx';
import { useShown } from './use-shown.ts';

/** The server's limit (docs/limits.md); a test holds it to `wireLimits.messageCharacters`. */
export const messageCharacters = 8_000;

const Attach = lazily(() => import('./files.tsx').then((part) => part.Attach));
const nothing: Attached = { files: [], isBusy: false, clear: () => {} };

/** Where the visitor writes. What is written survives a reload of the tab. */
export function Composer({ running, drafts }: { running: Running; drafts: Keep }): JSX.Element {
  const { store, connection } = running;
  const words = useShown(store, (shown) => shown.strings);
  const placeholder = useShown(store, (shown) => shown.talk.widget?.placeholder || shown.strings.placeholder);
  const isWriting = useShown(store, (shown) => shown.talk.streaming !== null);
  const [text, setText] = useState(() => drafts.get('draft') ?? '');
  const takesFiles = useShown(store, (shown) => !!shown.talk.widget?.upload);
  const [attached, attach] = useState(nothing);
  const field = useRef<HTMLTextAreaElement>(null);
  const hasNothing = attached.isBusy || (!text.trim() && attached.files.length === 0);

  const write = (draft: string): void => {
    setText(draft);
    if (draft) drafts.set('draft', draft);
    else drafts.remove('draft');
  };
  const send = (): void => {
    const said = text.trim();
    if (hasNothing) return;
    connection.say(said, attached.files);
    attached.clear();
    running.typing.stopped();
    write('');
    field.current?.focus();
  };
  const keyed = (event: KeyboardEvent): void => {
    // While a word is being composed, as in Japanese, Enter belongs to the word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      class="composer"
      part="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {takesFiles && <Attach running={running} field={field} changed={attach} />}
      <textarea
        ref={field}
        class="field"
        dir={text ? 'auto' : undefined}
        rows={rowsOf(text)}
        value={text}
        maxLength={messageCharacters}
        placeholder={placeholder}
        aria-label={words.composer}
        enterkeyhint="send"
        onInput={(event) => {
          write(event.currentTarget.value);
          running.typing.typed();
        }}
        onKeyDown={keyed}
      />
      {isWriting && (
        <button type="button" class="send halt" aria-label={words.stop} title={words.stop} onClick={() => connection.stop()}>
          <Icon name="stop" />
        </button>
      )}
      <button type="submit" class="send" aria-label={words.send} title={words.send} disabled={hasNothing}>
        <Icon name="send" />
      </button>
    </form>
  );
}

/** For browsers without `field-sizing`: as many rows as there are lines, up to six. */
const rowsOf = (text: string): number => Math.min(text.split('\n').length, 6);

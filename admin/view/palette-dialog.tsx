import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { found, type PaletteEntry, paletteEntries } from '../palette.ts';
import { useStore } from '../use-store.ts';
import { Dialog } from './dialog.tsx';
import { arrowSteps } from './keys.ts';
import { useDraft, usePage } from './page-context.ts';

/** Everything that can be opened or done, by a few letters of its name. */
export function PaletteDialog(): JSX.Element {
  const page = usePage();
  const isOpen = useStore(page.store, (state) => state.asked?.kind === 'palette');
  return (
    <Dialog title="Open or do" isOpen={isOpen} onClose={() => page.ask(null)}>
      <Palette />
    </Dialog>
  );
}

const mostShown = 40;

function Palette(): JSX.Element {
  const page = usePage();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const document = useDraft((state) => state.document);
  const [wanted, setWanted] = useState('');
  const [at, setAt] = useState(0);
  const entries = found(paletteEntries(document), wanted).slice(0, mostShown);
  useLayoutEffect(() => field.current?.focus(), []);
  const act = (entry: PaletteEntry | undefined): void => {
    if (!entry) return;
    page.ask(null);
    entry.act(page);
  };
  const onKey = (event: TargetedKeyboardEvent<HTMLInputElement>): void => {
    const step = arrowSteps[event.key];
    if (event.key === 'Enter') act(entries[at]);
    else if (step === undefined) return;
    else setAt((at + step + entries.length) % Math.max(1, entries.length));
    event.preventDefault();
  };
  return (
    <div class="palette">
      <input
        ref={field}
        role="combobox"
        aria-label="Open or do"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={entries.length > 0 ? `${id}-${at}` : undefined}
        autocomplete="off"
        placeholder="order_status, new script, publish…"
        value={wanted}
        onInput={(event) => {
          setWanted(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <div class="options" role="listbox" id={`${id}-list`} aria-label="What there is">
        {entries.map((entry, index) => (
          <Entry key={index} id={`${id}-${index}`} entry={entry} isChosen={index === at} act={() => act(entry)} />
        ))}
      </div>
      {entries.length === 0 ? <p class="empty">Nothing is called that.</p> : null}
    </div>
  );
}

type EntryProps = { id: string; entry: PaletteEntry; isChosen: boolean; act: () => void };

function Entry({ id, entry, isChosen, act }: EntryProps): JSX.Element {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    // The keys of a listbox are those of its field, which keeps the focus.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the combobox above keeps the focus
    <div ref={line} id={id} role="option" aria-selected={isChosen} onClick={act}>
      <span>{entry.label}</span>
      <span class="hint">{entry.kind}</span>
    </div>
  );
}

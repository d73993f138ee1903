import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { pathText } from '../../shared/finding.ts';
import { type Path, valueAt, withValue } from '../document/path.ts';
import { asList, asText } from '../document/read.ts';
import { mentionBefore, placeholdersLike, stepPlaceholders } from '../document/step-placeholders.ts';
import { Labelled, rowsFor } from './fields.tsx';
import { arrowSteps } from './keys.ts';
import { useDraft, usePage, useValue } from './page-context.ts';

type MentionFieldProps = { path: Path; step: Path; playbook: Path; label: string; hint?: string; takesImages?: boolean };
/** What `@` offers: a placeholder for the text, or an image beside it. */
type Offer = { name: string; from: string; text: string | null };
/** The `@` that is being typed, and which offer is marked. */
type Mention = { from: number; typed: string; at: number };

/** A text of a step in which `@` puts a variable, or an image beside it (R004-09, R004-10). */
export function MentionField({ path, step, playbook, label, hint, takesImages = false }: MentionFieldProps): JSX.Element {
  const id = useId();
  const [value, setValue] = useValue(path);
  const document = useDraft((state) => state.document);
  const area = useRef<HTMLTextAreaElement>(null);
  const take = useTaking(path, { step, area });
  const { mention, offers, mark, look, leave } = useMention((typed) => offersFor(typed, { document, step, playbook, takesImages }));
  const text = asText(value);
  const choose = (offer: Offer | undefined): void => {
    if (mention && offer) take(offer, mention);
    mark(null);
  };
  const onKey = (event: TargetedKeyboardEvent<HTMLTextAreaElement>): void => {
    if (!mention || event.isComposing) return;
    const move = arrowSteps[event.key];
    if (move !== undefined) mark({ ...mention, at: (mention.at + move + offers.length) % offers.length });
    else if (event.key === 'Enter' || event.key === 'Tab') choose(offers[mention.at]);
    else if (event.key === 'Escape') leave();
    else {
      if (otherPlaces.has(event.key)) mark(null);
      return;
    }
    // Neither a new line, nor the next field, nor the end of the dialog is meant.
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Labelled path={path} label={label} hint={hint}>
      {(ids) => (
        <div class="mention">
          <textarea
            {...ids}
            ref={area}
            rows={rowsFor(text)}
            value={text}
            aria-autocomplete="list"
            aria-haspopup="listbox"
            aria-controls={mention ? `${id}-offers` : undefined}
            aria-activedescendant={mention ? `${id}-${mention.at}` : undefined}
            onInput={({ currentTarget }) => {
              setValue(currentTarget.value || undefined);
              look(currentTarget.value.slice(0, currentTarget.selectionStart));
            }}
            onKeyDown={onKey}
            onMouseDown={() => mark(null)}
            onBlur={() => mark(null)}
          />
          {mention ? <OfferList id={id} offers={offers} at={mention.at} choose={choose} /> : null}
        </div>
      )}
    </Labelled>
  );
}

type Mentioning = {
  /** What is open; nothing where nothing fits. */
  mention: Mention | null;
  offers: Offer[];
  mark: (mention: Mention | null) => void;
  /** Looks for an `@` at the end of what stands before the cursor. */
  look: (before: string) => void;
  leave: () => void;
};

function useMention(offersOf: (typed: string) => Offer[]): Mentioning {
  const [mention, mark] = useState<Mention | null>(null);
  // Left with Escape, an @ stays left until another one is typed.
  const left = useRef<number | null>(null);
  const offers = mention ? offersOf(mention.typed) : [];
  return {
    mention: offers.length > 0 ? mention : null,
    offers,
    mark,
    look: (before) => {
      const found = mentionBefore(before);
      if (found?.from !== left.current) left.current = null;
      mark(found && left.current === null ? { ...found, at: 0 } : null);
    },
    leave: () => {
      left.current = mention?.from ?? null;
      mark(null);
    },
  };
}

/** Keys that take the cursor away from the `@`. */
const otherPlaces: ReadonlySet<string> = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown']);

type OffersProps = { document: Parameters<typeof stepPlaceholders>[0]; step: Path; playbook: Path; takesImages: boolean };

function offersFor(typed: string, { document, step, playbook, takesImages }: OffersProps): Offer[] {
  const hasImage = takesImages && 'image'.startsWith(typed.toLowerCase());
  return [
    ...placeholdersLike(stepPlaceholders(document, { playbook, step }), typed),
    ...(hasImage ? [{ name: 'Image…', from: 'shown below the text', text: null }] : []),
  ];
}

type Taking = { step: Path; area: { current: HTMLTextAreaElement | null } };

/** Puts an offer in place of the `@` and what was typed behind it, as one step of undo; the cursor goes on behind it, or in the address of the image. */
function useTaking(path: Path, { step, area }: Taking): (offer: Offer, mention: Mention) => void {
  const page = usePage();
  const cursor = useRef<number | null>(null);
  const field = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (cursor.current !== null) area.current?.setSelectionRange(cursor.current, cursor.current);
    if (field.current !== null) window.document.querySelector<HTMLElement>(`[data-path="${CSS.escape(field.current)}"]`)?.focus();
    [cursor.current, field.current] = [null, null];
  });
  return ({ text }, { from, typed }) => {
    const images = [...step, 'images'];
    const { document } = page.draft.store.getState();
    const [before, list] = [asText(valueAt(document, path)), asList(valueAt(document, images))];
    const next = before.slice(0, from) + (text ?? '') + before.slice(from + 1 + typed.length);
    const written = withValue(document, path, next || undefined);
    if (text === null) field.current = pathText([...images, list.length, 'url']);
    else cursor.current = from + text.length;
    page.draft.edit(pathText(path), () => (text === null ? withValue(written, images, [...list, { url: '', alt: '' }]) : written));
  };
}

type OfferListProps = { id: string; offers: readonly Offer[]; at: number; choose: (offer: Offer) => void };

/** The keys of this list are those of its field, which keeps the focus. */
const OfferList = ({ id, offers, at, choose }: OfferListProps): JSX.Element => (
  <div class="mention-offers" role="listbox" id={`${id}-offers`} aria-label="What @ puts in">
    {offers.map((offer, index) => (
      <OfferRow key={offer.name} id={`${id}-${index}`} offer={offer} isMarked={index === at} choose={choose} />
    ))}
  </div>
);

type OfferRowProps = { id: string; offer: Offer; isMarked: boolean; choose: (offer: Offer) => void };

function OfferRow({ id, offer, isMarked, choose }: OfferRowProps): JSX.Element {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isMarked) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isMarked]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the field above keeps the focus
    <div ref={line} id={id} role="option" aria-selected={isMarked} onMouseDown={(event) => event.preventDefault()} onClick={() => choose(offer)}>
      <span>{offer.name}</span>
      <span class="hint">{offer.from}</span>
    </div>
  );
}

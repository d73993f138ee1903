import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Keep } from '../connection/keep.ts';
import type { Running } from '../running.ts';
import { Suggestions } from './buttons.tsx';
import { Composer } from './composer.tsx';
import { Header } from './header.tsx';
import { isSafe } from './nodes.tsx';
import { Notice } from './notice.tsx';
import { Transcript } from './transcript.tsx';
import { useShown } from './use-shown.ts';

/** The whole panel; shut, it draws nothing. */
export function Panel({ running, drafts }: { running: Running; drafts: Keep }): JSX.Element | null {
  const isOpen = useShown(running.store, (shown) => shown.isOpen);
  return isOpen ? <Opened running={running} drafts={drafts} /> : null;
}

function Opened({ running, drafts }: { running: Running; drafts: Keep }): JSX.Element {
  const { store } = running;
  const direction = useShown(store, (shown) => shown.direction);
  const title = useShown(store, (shown) => shown.talk.widget?.title ?? shown.strings.transcript);
  const status = useShown(store, (shown) => shown.talk.status);
  const language = useShown(store, (shown) => shown.talk.widget?.language);
  const wantsFocus = useShown(store, (shown) => shown.wantsFocus);
  const box = useRef<HTMLElement>(null);

  useEffect(() => {
    if (language && !running.choices.isLanguageChosen) running.speak(language);
  }, [language]);

  useLayoutEffect(() => {
    if (!wantsFocus || !box.current) return;
    entry(box.current).focus({ preventScroll: true });
    store.setState({ wantsFocus: false });
  }, [wantsFocus]);

  return (
    <section ref={box} class="panel" part="panel" tabIndex={-1} role="dialog" aria-label={title} dir={direction}>
      <Header running={running} title={title} />
      <Transcript running={running} />
      <Notice running={running} />
      {status !== 'closed' && <Suggestions running={running} />}
      {status !== 'closed' && <Composer running={running} drafts={drafts} />}
      <Consent running={running} />
    </section>
  );
}

/** One line of the owner's, such as what is done with what the visitor writes. */
function Consent({ running }: { running: Running }): JSX.Element | null {
  const { consent, consentLink } = running.choices;
  if (!consent) return null;
  return (
    <p class="consent">
      {isSafe(consentLink) ? (
        <a href={consentLink} target="_blank" rel="noopener noreferrer">
          {consent}
        </a>
      ) : (
        consent
      )}
    </p>
  );
}

/** Where one who opens the panel lands: at the composer, but on a phone that would cover half of it with a keyboard. */
function entry(box: HTMLElement): HTMLElement {
  const isTouched = matchMedia('(pointer: coarse)').matches;
  return (isTouched ? null : box.querySelector('textarea')) ?? box;
}

import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { isAsked } from '../agreed.ts';
import type { Keep } from '../connection/keep.ts';
import { focusedOutside } from '../focus.ts';
import type { Running } from '../running.ts';
import { Agreeing } from './agreeing.tsx';
import { Suggestions } from './buttons.tsx';
import { Composer } from './composer.tsx';
import { Header } from './header.tsx';
import { lazily } from './lazily.tsx';
import { isSafe, Nodes } from './nodes.tsx';
import { Notice } from './notice.tsx';
import { Transcript } from './transcript.tsx';
import { useFullScreen } from './use-full-screen.ts';
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
  const consent = useShown(store, (shown) => shown.talk.widget?.consent);
  const asks = useShown(store, ({ talk }) => isAsked(talk) && talk.status !== 'closed');
  const isBlocked = useShown(store, ({ talk: { link } }) => link.is === 'refused' && link.problem.code === 'visitor.blocked');
  const wantsFocus = useShown(store, (shown) => shown.wantsFocus);
  const box = useRef<HTMLElement>(null);
  const isFull = useFullScreen(box, running.handle.root);

  useEffect(() => {
    if (language && !running.choices.isLanguageChosen) running.speak(language);
  }, [language]);

  useLayoutEffect(() => {
    if (!wantsFocus || !box.current) return;
    entry(box.current).focus({ preventScroll: true });
    store.setState({ wantsFocus: false });
  }, [wantsFocus]);

  useLayoutEffect(() => {
    const { root, host } = running.handle;
    return store.subscribe(() => {
      const held = root.activeElement;
      // What has the focus may go away with what is drawn next: a button that was pressed, the place where one writes.
      const look = (): void => {
        const isLost = !held?.isConnected && root.activeElement === null && focusedOutside(host) === null;
        if (isLost && box.current) entry(box.current).focus({ preventScroll: true });
      };
      if (held) setTimeout(look);
    });
  }, [store]);

  return (
    <section ref={box} class="panel" part="panel" tabIndex={-1} role="dialog" aria-modal={isFull || undefined} aria-label={title} dir={direction}>
      <Header running={running} title={title} />
      <Transcript running={running} />
      <Notice running={running} />
      <Asking running={running} />
      {asks && consent ? (
        <Agreeing running={running} consent={consent} />
      ) : (
        status !== 'closed' &&
        // What a blocked visitor writes would go nowhere.
        !isBlocked && (
          <>
            <Suggestions running={running} />
            <Composer running={running} drafts={drafts} />
          </>
        )
      )}
      <Consent running={running} />
    </section>
  );
}

const Rating = lazily(() => import('./rating.tsx').then((it) => it.Rating));

/** The question how it was, when it is over or a person has left. */
function Asking({ running }: { running: Running }): JSX.Element | null {
  const rating = useShown(running.store, (shown) => shown.talk.widget?.rating);
  const status = useShown(running.store, (shown) => shown.talk.status);
  const hasLeft = useShown(running.store, (shown) => shown.talk.comings.some(({ isHere }) => !isHere));
  const conversation = useShown(running.store, (shown) => shown.talk.conversation);
  const isTime = rating?.ask === 'after_end' ? status === 'closed' : hasLeft && status !== 'with_human';
  return rating && isTime ? <Rating key={conversation} running={running} rating={rating} /> : null;
}

/** One line of the owner's, such as what is done with what the visitor writes. */
function Consent({ running }: { running: Running }): JSX.Element | null {
  const { consent, consentLink } = running.choices;
  const told = useShown(running.store, (shown) => shown.talk.widget?.consent);
  if (!consent && told && !told.required) {
    return (
      <div class="consent" dir="auto">
        <Nodes of={told.nodes} />
      </div>
    );
  }
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
  return (isTouched ? null : box.querySelector<HTMLElement>('.composer textarea, .agree')) ?? box;
}

import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Coming, Outgoing, State } from '../connection/state.ts';
import type { Strings } from '../language/strings.ts';
import type { Running } from '../running.ts';
import { Buttons } from './buttons.tsx';
import { Icon } from './icons.tsx';
import { lazily } from './lazily.tsx';
import { Bubble, Said } from './message.tsx';
import { useShown } from './use-shown.ts';

/** The conversation. Only what is added after the history stands is announced, and each message once, when it is whole (P-45). */
export function Transcript({ running }: { running: Running }): JSX.Element {
  const { store } = running;
  const words = useShown(store, (shown) => shown.strings);
  const talk = useShown(store, (shown) => shown.talk);
  const scroller = useRef<HTMLElement>(null);
  const { isBehind, toEnd, scrolled } = useStickToEnd(scroller, talk);
  const isLive = useLive(talk.cursor !== undefined && !talk.isHistory);
  const preChat = running.choices.preChat || talk.widget?.preChat;
  const last = talk.messages.at(-1);
  /** All that was said; after the last of it somebody may have come or left, too. */
  const entries = [...talk.messages, ...talk.outbox.filter(isMessage), null];
  const isAnswered = talk.outbox.some(isSpoken) || talk.status === 'closed';

  return (
    <div class="middle">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section ref={scroller} class="scroller" part="transcript" tabIndex={0} aria-label={words.transcript} onScroll={scrolled}>
        {preChat && (
          <p class="before" dir="auto">
            {preChat}
          </p>
        )}
        <Greeting text={talk.widget?.greeting} />
        <div class="log" role="log" aria-live={isLive ? 'polite' : 'off'} aria-relevant="additions" aria-label={words.transcript}>
          {/* One flat list: what moves from the outbox into the log, or has something put before it, stays the element that it is. */}
          {entries.flatMap((message, index) => [
            <Comings key={`after ${index}`} of={talk.comings} after={index} words={words} />,
            message && <Said key={message.id} message={message} words={words} running={running} />,
            talk.widget?.messageRating && message && 'role' in message && message.role === 'assistant' && (
              <Thumbs key={`rate ${message.id}`} running={running} message={message.id} />
            ),
          ])}
        </div>
        {last?.buttons && last.role !== 'user' && !isAnswered && (
          <div class="replies">
            <Buttons running={running} buttons={last.buttons} />
          </div>
        )}
        {talk.streaming ? (
          <div aria-hidden="true">
            <Bubble from="assistant" stage="streaming">
              <p>{talk.streaming.text}</p>
            </Bubble>
          </div>
        ) : (
          (isWorking(talk) || talk.typist) && <Dots line={talk.typist && words.typing.replace('{name}', talk.typist)} />
        )}
      </section>
      {isBehind && (
        <button type="button" class="newer" onClick={toEnd}>
          <Icon name="down" /> {words.newer}
        </button>
      )}
    </div>
  );
}

const isMessage = (item: Outgoing): item is Extract<Outgoing, { kind: 'message' }> => item.kind === 'message';

/** Whether the visitor speaks by it; a rating is no answer, nor what the page says of itself, nor a click that led to nothing. */
const isSpoken = ({ kind, stage }: Outgoing): boolean => kind === 'message' || (kind === 'command' && stage !== 'failed');

/** Also while a command is on its way: whoever pressed a button sees that something happens. */
const isWorking = (talk: State): boolean =>
  talk.link.is === 'open' && (talk.working || talk.outbox.some((item) => item.kind === 'command' && item.stage === 'sending'));

/** Stands above the first message, from the beginning and for good: it must not vanish under the visitor's eyes. */
function Greeting({ text }: { text: string | undefined }): JSX.Element | null {
  if (!text) return null;
  return (
    <Bubble from="assistant">
      <p>{text}</p>
    </Bubble>
  );
}

const Thumbs = lazily(() => import('./rating.tsx').then((it) => it.Thumbs));

/** Who of the team came or left at this place. */
function Comings({ of, after, words }: { of: readonly Coming[]; after: number; words: Strings }): JSX.Element {
  const here = of.filter((coming) => coming.after === after);
  return (
    <>
      {here.map(({ n, by, isHere }) => (
        <p key={n} class="line" dir="auto">
          {(isHere ? words.joined : words.left).replace('{name}', by)}
        </p>
      ))}
    </>
  );
}

function Dots({ line }: { line: string }): JSX.Element {
  return (
    <div class="row theirs" aria-hidden="true">
      <div class="bubble assistant dots">
        <i />
        <i />
        <i />
      </div>
      {line && <span class="line">{line}</span>}
    </div>
  );
}

/** True a moment after the history stands: a region that is live while it fills would have all of it read out. */
function useLive(isSettled: boolean): boolean {
  const [isLive, setLive] = useState(false);
  useEffect(() => {
    if (!isSettled) return;
    const timer = setTimeout(() => setLive(true), 50);
    return () => clearTimeout(timer);
  }, [isSettled]);
  return isLive;
}

type Sticking = { isBehind: boolean; toEnd(): void; scrolled(): void };

/**
 * Stays at the end while the visitor is there; who reads further up is left in peace, unless they wrote themselves.
 * An answer that is taller than the view is shown from its beginning.
 */
function useStickToEnd(scroller: RefObject<HTMLElement | null>, talk: State): Sticking {
  /** Where the end was when it was last looked at; what was added since does not move the visitor. */
  const end = useRef(0);
  const said = useRef(0);
  const [isBehind, setBehind] = useState(false);

  const isAtEnd = (box: HTMLElement): boolean => box.scrollTop >= end.current - 48;
  const toEnd = (): void => {
    const box = scroller.current;
    if (!box) return;
    box.scrollTop = Math.max(box.scrollTop, Math.min(box.scrollHeight, newestIn(box) - 10));
    setBehind(false);
  };
  const scrolled = (): void => {
    if (scroller.current && (isAtEnd(scroller.current) || !isBelow(scroller.current))) setBehind(false);
  };

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const spoken = talk.outbox.filter(isSpoken).length;
    const hasSpoken = spoken > said.current;
    said.current = spoken;
    if (hasSpoken) box.scrollTop = box.scrollHeight;
    if (isAtEnd(box) || hasSpoken) toEnd();
    else if (isBelow(box)) setBehind(true);
    end.current = box.scrollHeight - box.clientHeight;
  }, [talk.messages, talk.outbox, talk.streaming, talk.working, talk.widget, talk.comings, talk.typist]);

  // Parts and pictures that come later make room for themselves; who was at the end stays there.
  useEffect(() => {
    const box = scroller.current;
    const log = box?.querySelector('.log');
    if (!box || !log) return;
    const watch = new ResizeObserver(() => {
      if (isAtEnd(box)) toEnd();
      end.current = box.scrollHeight - box.clientHeight;
    });
    watch.observe(log);
    return () => watch.disconnect();
  }, []);

  return { isBehind, toEnd, scrolled };
}

const isBelow = (box: HTMLElement): boolean => newestIn(box) > box.scrollTop + box.clientHeight;

/** How far down the newest answer begins; of the visitor's own words the end is what counts. */
function newestIn(box: HTMLElement): number {
  const newest = [...box.querySelectorAll('.bubble:not(.dots)')].at(-1);
  if (!newest || newest.matches('.user')) return box.scrollHeight;
  return box.scrollTop + newest.getBoundingClientRect().top - box.getBoundingClientRect().top;
}

import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { WidgetView } from '../../shared/protocol.ts';
import type { Running } from '../running.ts';
import css from '../styles/rating.css?inline';
import { wear } from '../styles/wear.ts';
import { useShown } from './use-shown.ts';

const thumb = 'M7 11v9H3.5v-9zM7 11l4-8c1.6 0 2.6 1.1 2.4 2.6L13 9.5h5.4a2 2 0 0 1 2 2.4l-1.3 6.5a2 2 0 0 1-2 1.6H7';
const star = 'M12 3.5l2.6 5.6 6.1.7-4.5 4.1 1.2 6-5.4-3-5.4 3 1.2-6-4.5-4.1 6.1-.7z';
const commentCharacters = 2_000;

/** How the conversation was, in one press; a word about it may follow. */
export function Rating({ running, rating }: { running: Running; rating: NonNullable<WidgetView['rating']> }): JSX.Element {
  const words = useShown(running.store, (shown) => shown.strings);
  const given = useShown(running.store, (shown) => shown.talk.ratings['']);
  const [value, choose] = useState<number>();
  const [hasEnded, end] = useState(false);
  // What was given before, or in another tab, is not asked for again.
  const isDone = hasEnded || (given !== undefined && value === undefined);
  wear(running.handle.root, css);

  const pick = (picked: number): void => {
    choose(picked);
    running.connection.tell('rate', { value: picked });
    if (!rating.comment) end(true);
  };
  const send = (comment: string): void => {
    if (comment && value !== undefined) running.connection.tell('rate', { value, comment });
    end(true);
    // The button that had the focus goes away.
    running.store.setState({ wantsFocus: true });
  };

  return (
    <section class="rating" part="rating" aria-label={words.rate}>
      <p role="status">{isDone ? words.thanks : words.rate}</p>
      {!isDone && <Scale scale={rating.scale} value={value} words={words} pick={pick} />}
      {!isDone && value !== undefined && <Comment words={words} send={send} />}
    </section>
  );
}

type Words = ReturnType<Running['store']['getState']>['strings'];

function Scale({
  scale,
  value,
  words,
  pick,
}: {
  scale: 'thumbs' | 'five';
  value: number | undefined;
  words: Words;
  pick(value: number): void;
}): JSX.Element {
  const steps = scale === 'thumbs' ? [1, -1] : [1, 2, 3, 4, 5];
  const label = (step: number): string => (scale === 'five' ? words.stars.replace('{n}', String(step)) : step > 0 ? words.good : words.bad);
  const isPicked = (step: number): boolean => value !== undefined && (scale === 'five' ? step <= value : step === value);
  return (
    <div class="scale">
      {steps.map((step) => (
        <Mark
          key={step}
          path={scale === 'five' ? star : thumb}
          isDown={step < 0}
          isOn={isPicked(step)}
          label={label(step)}
          press={() => pick(step)}
        />
      ))}
    </div>
  );
}

function Comment({ words, send }: { words: Words; send(comment: string): void }): JSX.Element {
  const [text, write] = useState('');
  return (
    <form
      class="remark"
      onSubmit={(event) => {
        event.preventDefault();
        send(text.trim());
      }}
    >
      <textarea
        rows={2}
        maxLength={commentCharacters}
        value={text}
        placeholder={words.comment}
        aria-label={words.comment}
        onInput={(event) => write(event.currentTarget.value)}
      />
      <button type="submit" class="primary">
        {words.send}
      </button>
    </form>
  );
}

/** Whether one answer was good. Its buttons come after the message, so that a screen reader does not read them with it. */
export function Thumbs({ running, message }: { running: Running; message: string }): JSX.Element {
  const words = useShown(running.store, (shown) => shown.strings);
  const given = useShown(running.store, (shown) => shown.talk.ratings[message]);
  const [chosen, choose] = useState<number>();
  const [isThere, come] = useState(false);
  wear(running.handle.root, css);
  useEffect(() => {
    const timer = setTimeout(() => come(true), 100);
    return () => clearTimeout(timer);
  }, []);
  const value = chosen ?? given;
  const pick = (picked: number): void => {
    if (picked === value) return;
    choose(picked);
    running.connection.tell('rate', { message, value: picked });
  };
  return (
    <div class="thumbs" aria-live="off">
      {isThere &&
        [1, -1].map((step) => (
          <Mark key={step} path={thumb} isDown={step < 0} isOn={value === step} label={step > 0 ? words.good : words.bad} press={() => pick(step)} />
        ))}
    </div>
  );
}

function Mark({ path, isDown, isOn, label, press }: { path: string; isDown: boolean; isOn: boolean; label: string; press(): void }): JSX.Element {
  return (
    <button type="button" class={isDown ? 'mark down' : 'mark'} aria-pressed={isOn} aria-label={label} title={label} onClick={press}>
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d={path} />
      </svg>
    </button>
  );
}

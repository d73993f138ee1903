import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Running } from '../running.ts';
import { download, isBoxed, transcriptText } from '../transcript-file.ts';
import { Icon } from './icons.tsx';
import { useShown } from './use-shown.ts';

/** What is wanted seldom, behind one button: the sound, and the conversation as a file. */
export function Options({ running }: { running: Running }): JSX.Element {
  const { store } = running;
  const words = useShown(store, (shown) => shown.strings);
  const hasSound = useShown(store, (shown) => shown.hasSound);
  const canAskHuman = useShown(store, ({ talk }) => talk.widget?.offersHuman === true && talk.status === 'active' && talk.link.is === 'open');
  const canEnd = useShown(store, ({ talk }) => talk.messages.length > 0 && talk.status !== 'closed' && talk.link.is === 'open');
  const hasMessages = useShown(store, (shown) => shown.talk.messages.length > 0);
  const [isOpen, show] = useState(false);
  const [mayFail, warn] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);

  const save = (): void => {
    download(transcriptText(store.getState().talk.messages, words), `${running.handle.settings.project}.txt`);
    warn(isBoxed());
  };
  const turn = (isShown: boolean): void => {
    show(isShown);
    warn(false);
  };
  const picked = (what: () => void) => (): void => {
    turn(false);
    what();
    button.current?.focus();
  };
  const keyed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !(isOpen || mayFail)) return;
    // Only the options close, not the panel around them.
    event.stopPropagation();
    event.preventDefault();
    picked(() => {})();
  };
  const left = (event: FocusEvent): void => {
    if (!box.current?.contains(event.relatedTarget as Node | null)) turn(false); // a related target is always a node of a page
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only sees what its buttons let through
    <div ref={box} class="options" onKeyDown={keyed} onFocusOut={left}>
      <button
        ref={button}
        type="button"
        class="quiet"
        aria-label={words.options}
        title={words.options}
        aria-expanded={isOpen}
        onClick={() => turn(!isOpen)}
      >
        <Icon name="more" />
      </button>
      {isOpen && (
        <div class="choices">
          {canAskHuman && (
            <button type="button" onClick={picked(() => running.connection.mention({ name: 'human' }))}>
              {words.talkToHuman}
            </button>
          )}
          <button type="button" onClick={picked(() => running.sound(!hasSound))}>
            {hasSound ? words.soundOff : words.soundOn}
          </button>
          {hasMessages && (
            <button type="button" onClick={picked(save)}>
              {words.download}
            </button>
          )}
          {canEnd && (
            <button type="button" onClick={picked(() => running.connection.mention({ name: 'end' }))}>
              {words.end}
            </button>
          )}
        </div>
      )}
      {mayFail && (
        <p class="choices" role="status">
          {words.boxed}
        </p>
      )}
    </div>
  );
}

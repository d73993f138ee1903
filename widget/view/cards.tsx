import type { JSX, RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { VisitorCard } from '../../shared/protocol.ts';
import type { PartStrings } from '../language/part-strings.ts';
import { filled, usePartStrings } from '../language/parts.ts';
import type { Running } from '../running.ts';
import css from '../styles/cards.css?inline';
import { wear } from '../styles/wear.ts';
import { Buttons } from './buttons.tsx';
import { isSafe, Nodes } from './nodes.tsx';

/** One card, or several side by side: a row that scrolls, with two buttons for those who do not swipe. */
export function Cards({ cards, running }: { cards: VisitorCard[]; running: Running }): JSX.Element {
  wear(running.handle.root, css);
  const words = usePartStrings(running.store);
  const deck = useRef<HTMLUListElement>(null);
  const { at, move, scrolled } = useDeck(deck, cards.length);
  const isDeck = cards.length > 1;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in
    <div class="cards" part="cards" role="group" aria-label={words.cards}>
      <ul ref={deck} class={isDeck ? 'deck' : 'deck lone'} tabIndex={isDeck ? 0 : undefined} aria-label={words.cards} onScroll={scrolled}>
        {cards.map((card, index) => (
          <Card key={index} card={card} running={running} place={isDeck ? filled(words.card, { n: index + 1, count: cards.length }) : ''} />
        ))}
      </ul>
      {isDeck && <Turning at={at} last={cards.length - 1} move={move} words={words} />}
    </div>
  );
}

function Card({ card, running, place }: { card: VisitorCard; running: Running; place: string }): JSX.Element {
  const { title, nodes, image, link, buttons } = card;
  return (
    <li class="card" part="card">
      {place && <span class="unseen">{place}</span>}
      {image && isSafe(image.url) && <img src={image.url} alt={image.alt} loading="lazy" referrerpolicy="no-referrer" />}
      <div class="about" dir="auto">
        <strong class="name">
          {link && isSafe(link) ? (
            <a href={link} target="_blank" rel="noopener noreferrer nofollow">
              {title}
            </a>
          ) : (
            title
          )}
        </strong>
        {nodes && <Nodes of={nodes} />}
      </div>
      {buttons && (
        <div class="doings">
          <Buttons running={running} buttons={buttons} />
        </div>
      )}
    </li>
  );
}

type TurningProps = { at: number; last: number; move(by: number): void; words: PartStrings };

/** To the card before and the one after. At an end a button stays where it is, for whoever stands on it. */
function Turning({ at, last, move, words }: TurningProps): JSX.Element {
  return (
    <div class="turning">
      <button type="button" class="turn" aria-label={words.previous} title={words.previous} aria-disabled={at <= 0} onClick={() => move(-1)}>
        <Arrow d="M14.5 6l-6 6 6 6" />
      </button>
      <span class="place" aria-live="polite">
        {filled(words.card, { n: at + 1, count: last + 1 })}
      </span>
      <button type="button" class="turn" aria-label={words.next} title={words.next} aria-disabled={at >= last} onClick={() => move(1)}>
        <Arrow d="M9.5 6l6 6-6 6" />
      </button>
    </div>
  );
}

const Arrow = ({ d }: { d: string }): JSX.Element => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={d} />
  </svg>
);

type Deck = { at: number; move(by: number): void; scrolled(): void };

/** Where the row stands; a card is brought to its beginning, whichever way the language is written. */
function useDeck(deck: RefObject<HTMLUListElement | null>, count: number): Deck {
  const [at, setAt] = useState(0);
  const stepOf = (box: HTMLElement): number => {
    const [first, second] = [box.children[0], box.children[1]];
    if (!first || !second) return 1;
    return Math.abs(second.getBoundingClientRect().left - first.getBoundingClientRect().left) || 1;
  };
  const scrolled = (): void => {
    const box = deck.current;
    if (!box) return;
    const isAtEnd = Math.abs(box.scrollLeft) >= box.scrollWidth - box.clientWidth - 2;
    setAt(isAtEnd ? count - 1 : Math.min(Math.round(Math.abs(box.scrollLeft) / stepOf(box)), count - 1));
  };
  const move = (by: number): void => {
    const box = deck.current;
    const to = at + by;
    if (!box || to < 0 || to >= count) return;
    const direction = getComputedStyle(box).direction === 'rtl' ? -1 : 1;
    box.scrollLeft = direction * to * stepOf(box);
    setAt(to);
  };
  useLayoutEffect(() => setAt((now) => Math.min(now, count - 1)), [count]);
  return { at, move, scrolled };
}

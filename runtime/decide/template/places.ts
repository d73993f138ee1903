import type { Expression } from '../../../shared/template/tree.ts';
import type { Value } from '../../../shared/value.ts';
import { textOf } from './text-of.ts';

/** Where rendered text will stand, which decides how values are written into it (P-18). */
export type Place = 'text' | 'json' | 'url';

/** How a place takes the author's text and the values between it. */
export type Hand = { authored(text: string): void; value(value: Value | undefined, expression: Expression): string };

/** A hand for one rendering. */
export const handFor = (place: Place): Hand => hands[place]();

const hands: Record<Place, () => Hand> = {
  text: () => ({ authored: () => {}, value: textOf }),
  url: () => ({ authored: () => {}, value: (value) => encodeURIComponent(textOf(value).toWellFormed()).replace(/[!'()*]/g, percent) }),
  json: jsonHand,
};

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** Follows the author's quotes, so that a value between quotes stays inside them and any other is whole JSON. */
function jsonHand(): Hand {
  let isInside = false;
  return {
    authored: (text) => {
      isInside = endsInside(text, isInside);
    },
    value: (value, expression) => {
      if (isInside) return JSON.stringify(textOf(value).toWellFormed()).slice(1, -1);
      // `json` in a place that is JSON already says nothing more.
      return expression.kind === 'call' && expression.helper === 'json' ? textOf(value) : JSON.stringify(value ?? null);
    },
  };
}

function endsInside(text: string, isInside: boolean): boolean {
  let inside = isInside;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\' && inside) at += 1;
    else if (text[at] === '"') inside = !inside;
  }
  return inside;
}

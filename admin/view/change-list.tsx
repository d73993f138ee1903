import type { JSX } from 'preact';
import { same, type Value } from '../../shared/value.ts';
import { type Difference, placeText } from '../document/place.ts';
import { oneLine } from '../document/read.ts';

/** What differs between two documents, place by place, with what goes and what comes. */
export function ChangeList({ changes }: { changes: readonly Difference[] }): JSX.Element {
  return (
    <ul class="changes">
      {changes.map(({ place, before, after }) => (
        <li key={placeText(place)}>
          <span class="place">{placeText(place)}</span>
          {lines(before, after).map((line) => (
            <span key={line} class="before">
              {line}
            </span>
          ))}
          {lines(after, before).map((line) => (
            <span key={line} class="after">
              {line}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** One side of a change: of two lists what only this one holds, of anything else all of it. */
function lines(value: Value | undefined, other: Value | undefined): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || !Array.isArray(other)) return [oneLine(value, 160)];
  const own = value.filter((item) => !other.some((one) => same(one, item)));
  // The same items in another order: then the order is the change.
  return own.length === 0 && value.length === other.length ? [oneLine(value, 160)] : own.map((item) => oneLine(item, 160));
}

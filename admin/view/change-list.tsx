import type { JSX } from 'preact';
import { same, type Value } from '../../shared/value.ts';
import { changeGroups } from '../document/change-groups.ts';
import { type Difference, placeText } from '../document/place.ts';
import { oneLine } from '../document/read.ts';

/** What differs between two documents, part by part, with what goes and what comes. */
export function ChangeList({ changes }: { changes: readonly Difference[] }): JSX.Element {
  return (
    // It scrolls, so keys have to reach it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
    <ul class="changes" tabIndex={0} aria-label="What changes">
      {changeGroups(changes).map((group) => (
        <li key={placeText(group.place)} class="change-group">
          <p class="change-part">
            {placeText(group.place)} <span class="count">{group.changes.length}</span>
          </p>
          <ul>
            {group.changes.map((change) => (
              <Change key={placeText(change.place)} change={change} depth={group.place.length} />
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function Change({ change: { place, before, after }, depth }: { change: Difference; depth: number }): JSX.Element {
  const rest = place.slice(depth);
  return (
    <li>
      {rest.length > 0 ? <span class="place">{placeText(rest)}</span> : null}
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

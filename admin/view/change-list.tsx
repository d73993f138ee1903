import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Value } from '../../shared/value.ts';
import { markedTexts, type Stretch } from '../changes/marked-text.ts';
import { type Change, partChanges } from '../changes/part-changes.ts';

/** What differs between two documents, part by part, with what goes and what comes. */
export function ChangeList({ before, after }: { before: Value; after: Value }): JSX.Element {
  const parts = useMemo(() => partChanges(before, after), [before, after]);
  return (
    // It scrolls, so keys have to reach it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
    <ul class="changes" tabIndex={0} aria-label="What changes">
      {parts.map(({ part, changes }, index) => (
        <li key={index} class="change-group">
          <p class="change-part">
            {part || 'The whole document'} <span class="count">{changes.length}</span>
          </p>
          <ul>
            {changes.map(({ where, change }, at) => (
              <li key={at}>
                {where === '' || where === changes[at - 1]?.where ? null : <span class="place">{where}</span>}
                <What change={change} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function What({ change }: { change: Change }): JSX.Element {
  switch (change.kind) {
    case 'changed':
      return <Both {...change} />;
    case 'moved':
      return (
        <span class="moved">
          Moved from place {change.from} to {change.to}
        </span>
      );
    case 'added':
    case 'removed':
      return <Whole change={change} />;
  }
}

function Both({ before, after }: { before: string; after: string }): JSX.Element {
  const marked = markedTexts(before, after);
  return (
    <>
      <span class="before">
        <span class="quietly">Before: </span>
        {marked.before.map(({ text, isChanged }: Stretch, index) => (isChanged ? <del key={index}>{text}</del> : text))}
      </span>
      <span class="after">
        <span class="quietly">After: </span>
        {marked.after.map(({ text, isChanged }: Stretch, index) => (isChanged ? <ins key={index}>{text}</ins> : text))}
      </span>
    </>
  );
}

function Whole({ change: { kind, lines } }: { change: Extract<Change, { kind: 'added' | 'removed' }> }): JSX.Element {
  return (
    <>
      {lines.map(({ label, text }, index) => (
        <span key={index} class={kind === 'added' ? 'after' : 'before'}>
          <span class="quietly">{kind === 'added' ? 'Added: ' : 'Removed: '}</span>
          {label === '' ? null : <b>{label}: </b>}
          {text}
        </span>
      ))}
    </>
  );
}

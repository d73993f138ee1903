import type { JSX, TargetedPointerEvent } from 'preact';
import { useRef } from 'preact/hooks';

type SplitterProps = { label: string; percent: number; onChange: (percent: number) => void };

/** How narrow and how wide the column on the right may be, in percent of the window. */
export const sideRange = { least: 26, most: 60, usual: 38 };

/** A bar between two columns that gives the right one its width: dragged, or moved by ← and →, Home and End. */
export function Splitter({ label, percent, onChange }: SplitterProps): JSX.Element {
  const isHeld = useRef(false);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = keyed(event.key, percent);
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onChange(within(next));
  };
  const hold = (event: TargetedPointerEvent<HTMLElement>): void => {
    isHeld.current = true;
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const drag = (event: PointerEvent): void => {
    if (isHeld.current) onChange(within(Math.round((1 - event.clientX / window.innerWidth) * 100)));
  };
  const letGo = (): void => {
    isHeld.current = false;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: hr can be neither dragged nor moved by keys
    <div
      class="splitter"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={sideRange.least}
      aria-valuemax={sideRange.most}
      tabIndex={0}
      title="Drag, or move with ← →"
      onKeyDown={onKeyDown}
      onPointerDown={hold}
      onPointerMove={drag}
      onPointerUp={letGo}
      onPointerCancel={letGo}
    />
  );
}

/** A number between the least and the most that the column may have. */
export const within = (percent: number): number => Math.min(sideRange.most, Math.max(sideRange.least, percent));

function keyed(key: string, percent: number): number | undefined {
  if (key === 'ArrowLeft') return percent + 2;
  if (key === 'ArrowRight') return percent - 2;
  if (key === 'Home') return sideRange.least;
  return key === 'End' ? sideRange.most : undefined;
}

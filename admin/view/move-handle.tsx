import type { JSX, TargetedPointerEvent } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { pathText } from '../../shared/finding.ts';
import { moved } from '../document/edit.ts';
import type { Path } from '../document/path.ts';
import { arrowSteps } from './keys.ts';
import { usePage } from './page-context.ts';

type MoveHandleProps = { list: Path; index: number; count: number; label: string };

/** The place of the handle that the focus follows to after its row has moved. */
const following = { place: '' };

/** A handle that moves its row, an element with `data-row`: with ↑ and ↓, or dragged. Each move is announced and is one undo step. */
export function MoveHandle({ list, index, count, label }: MoveHandleProps): JSX.Element {
  const page = usePage();
  const handle = useRef<HTMLButtonElement>(null);
  const target = useRef<number | null>(null);
  const place = pathText([...list, index]);
  useLayoutEffect(() => {
    if (following.place !== place) return;
    following.place = '';
    handle.current?.focus();
  });
  const move = (to: number): void => {
    if (to < 0 || to >= count || to === index) return;
    following.place = pathText([...list, to]);
    page.draft.edit(pathText(list), (document) => moved(document, list, { from: index, to }));
    page.draft.notify(`${label} moved to ${to + 1} of ${count}`);
  };
  const stop = (): void => {
    for (const row of rowsOf(handle.current)) row.classList.remove('drop-above', 'drop-below', 'dragged');
    target.current = null;
  };
  const drag = (event: TargetedPointerEvent<HTMLButtonElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    target.current = rowAt(rowsOf(event.currentTarget), event.clientY);
    mark(rowsOf(event.currentTarget), { from: index, to: target.current });
  };
  return (
    <button
      ref={handle}
      type="button"
      class="handle"
      aria-label={`Move ${label}, ${index + 1} of ${count}: arrow up or down`}
      title="Drag, or move with ↑ ↓"
      onKeyDown={(event) => {
        const step = arrowSteps[event.key];
        if (step === undefined) return;
        event.preventDefault();
        move(index + step);
      }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onPointerUp={() => {
        const to = target.current;
        stop();
        if (to !== null) move(to);
      }}
      onPointerCancel={stop}
    >
      <span aria-hidden="true">⋮⋮</span>
    </button>
  );
}

function rowsOf(handle: HTMLElement | null): HTMLElement[] {
  const row = handle?.closest<HTMLElement>('[data-row]');
  return [...(row?.parentElement?.children ?? [])].filter((it): it is HTMLElement => it instanceof HTMLElement && it.dataset.row !== undefined);
}

/** The row that a height on the screen falls on, the first or last one beyond the ends. */
function rowAt(rows: readonly HTMLElement[], y: number): number {
  const at = rows.findIndex((row) => y < row.getBoundingClientRect().bottom);
  return at < 0 ? rows.length - 1 : at;
}

function mark(rows: readonly HTMLElement[], { from, to }: { from: number; to: number }): void {
  for (const [at, row] of rows.entries()) {
    row.classList.toggle('dragged', at === from);
    row.classList.toggle('drop-above', at === to && to < from);
    row.classList.toggle('drop-below', at === to && to > from);
  }
}

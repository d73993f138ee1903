import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { pathText } from '../../shared/finding.ts';
import type { Value } from '../../shared/value.ts';
import type { Path } from '../document/path.ts';
import { cancelMove, letGo, type Movable, moveByKey } from '../reorder/moving.ts';
import { arrowSteps } from './keys.ts';
import { usePage } from './page-context.ts';

type MoveHandleProps = {
  list: Path;
  index: number;
  count: number;
  label: string;
  /** What follows from a move, said after it. */
  after?: (document: Value, path: Path) => string;
  /** Beside something that has the keys already: a handle for pointers alone. */
  isForPointers?: boolean;
};

/** The place of the handle that the focus follows to after its row has moved. */
const following = { place: '' };

/**
 * A handle that moves its row, an element with `data-row`: with ↑ and ↓, with Alt ← and → to the list before or after, or
 * dragged. Escape takes a move back. Each move is announced; those of one go are one undo step.
 */
export function MoveHandle({ list, index, count, label, after, isForPointers }: MoveHandleProps): JSX.Element {
  const page = usePage();
  const handle = useRef<HTMLButtonElement>(null);
  const place = pathText([...list, index]);
  const movable: Movable = { item: [...list, index], label, ...(after ? { after } : {}) };
  const grip = useGrip(handle, movable);
  useLayoutEffect(() => {
    if (following.place !== place) return;
    handle.current?.focus();
    following.place = '';
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const path = movedBy(
      event,
      () => moveByKey(page, movable, event.key),
      () => cancelMove(page, movable),
    );
    if (path === undefined) return;
    event.preventDefault();
    if (path) following.place = pathText(path);
  };
  return (
    <button
      ref={handle}
      type="button"
      class="handle"
      data-handle={place}
      tabIndex={isForPointers ? -1 : undefined}
      aria-label={`Move ${label}, ${index + 1} of ${count}: arrow up or down`}
      title="Drag, or move with ↑ ↓ (Alt ← → to another list)"
      onKeyDown={onKeyDown}
      onBlur={() => (following.place === '' ? letGo(page) : undefined)}
      {...grip}
    >
      <span aria-hidden="true">⋮⋮</span>
    </button>
  );
}

/** Where a key takes the item; null where it stays, undefined where the key means something else. */
function movedBy(event: KeyboardEvent, move: () => Path | null, cancel: () => Path | null): Path | null | undefined {
  if (event.ctrlKey || event.metaKey) return undefined;
  if (arrowSteps[event.key] !== undefined) return move();
  if (event.altKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) return move();
  // With nothing to take back, Escape closes the dialog that the list stands in.
  return event.key === 'Escape' ? (cancel() ?? undefined) : undefined;
}

type Grip = { onPointerEnter: () => void; onPointerDown: () => void };
type Dragging = typeof import('../reorder/dragging.ts');
const loaded: { dragging: Promise<Dragging> | null } = { dragging: null };

/** Dragging is no part of what the page opens with; it is there by the time that a pointer has found a handle. */
function loadDragging(): Promise<Dragging> {
  loaded.dragging ??= import('../reorder/dragging.ts').catch((error: unknown) => {
    loaded.dragging = null;
    throw error;
  });
  return loaded.dragging;
}

function useGrip(handle: RefObject<HTMLButtonElement | null>, movable: Movable): Grip {
  const page = usePage();
  const latest = useRef(movable);
  latest.current = movable;
  const release = useRef<(() => void) | null>(null);
  // Without it the keys still move everything.
  const ignore = (): void => {};
  useEffect(() => {
    loadDragging().catch(ignore);
    return () => release.current?.();
  }, []);
  const hold = (): void => {
    loadDragging().then(({ makeDraggable }) => {
      if (handle.current && !release.current) release.current = makeDraggable(handle.current, () => ({ page, movable: latest.current }));
    }, ignore);
  };
  return { onPointerEnter: hold, onPointerDown: hold };
}

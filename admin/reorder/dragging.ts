import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { getElementFromPointWithoutHoneypot } from '@atlaskit/pragmatic-drag-and-drop/get-element-from-point-without-honey-pot';
import { pathText } from '../../shared/finding.ts';
import type { Page } from '../page.ts';
import { type Aim, aimAt, type Dragged, type Point, rowOf } from './drop-spot.ts';
import { type Movable, moveTo } from './moving.ts';
import { startsWith } from './relocate.ts';
import { sisterLists } from './sister-lists.ts';

/** What a handle moves, asked for when the drag begins: by then it may stand elsewhere. */
export type Source = () => { page: Page; movable: Movable };

const kind = Symbol('a row');
let isListening = false;

/** Lets a row be dragged by its handle until the answer is called; the handle of a row that is gone moves nothing. */
export function makeDraggable(handle: HTMLElement, source: Source): () => void {
  const row = rowOf(handle);
  if (!row) return () => {};
  listen();
  let dragged: Dragged = { row, lists: new Set() };
  let aim: Aim | null = null;
  return draggable({
    element: row,
    dragHandle: handle,
    getInitialData: () => ({ kind }),
    onDragStart: () => {
      dragged = { row, lists: acceptingLists(source()) };
      row.classList.add('dragged');
    },
    onDrag: ({ location }) => {
      unmark(aim);
      aim = aimUnder(location.current.input, dragged);
      aim?.shownOn.classList.add(`drop-${aim.edge}`);
    },
    onDrop: ({ location }) => {
      unmark(aim);
      row.classList.remove('dragged');
      const { page, movable } = source();
      // Escape leaves no target, nor does letting go outside of the page.
      const target = location.current.dropTargets.length > 0 ? aimUnder(location.current.input, dragged) : null;
      aim = null;
      if (!target || !moveTo(page, movable, target.spot)) page.draft.notify(`${movable.label} stays where it was`);
    },
  });
}

/** The whole page takes what is dragged, so that the browser shows it as possible; where exactly is a matter of the point. */
function listen(): void {
  if (isListening) return;
  isListening = true;
  dropTargetForElements({ element: document.body, canDrop: ({ source }) => source.data.kind === kind });
}

function aimUnder({ clientX: x, clientY: y }: { clientX: number; clientY: number }, dragged: Dragged): Aim | null {
  const point: Point = { x, y };
  return aimAt(getElementFromPointWithoutHoneypot(point), point, dragged);
}

function acceptingLists({ page, movable: { item } }: ReturnType<Source>): Set<string> {
  const lists = sisterLists(page.draft.store.getState().document, item.slice(0, -1));
  return new Set(lists.flatMap(({ path }) => (startsWith(path, item) ? [] : [pathText(path)])));
}

function unmark(aim: Aim | null): void {
  aim?.shownOn.classList.remove('drop-above', 'drop-below', 'drop-inside');
}

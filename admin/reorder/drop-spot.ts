import { pathText } from '../../shared/finding.ts';
import { type Path, parsePath } from '../document/path.ts';
import type { Spot } from './relocate.ts';

/** Where something would be dropped, and the element that shows it. */
export type Aim = { spot: Spot; shownOn: HTMLElement; edge: 'above' | 'below' | 'inside' };
export type Point = { x: number; y: number };

/** What is being dragged: its row, and the lists (as texts) that take it. */
export type Dragged = { row: HTMLElement; lists: ReadonlySet<string> };

const targets = '[data-row], [data-drop-list]';
const margin = 48;

/** Where a drop at a point would go: beside the row under it, else into the list under it, else beside the nearest row of its own list. */
export function aimAt(hit: Element | null, point: Point, dragged: Dragged): Aim | null {
  if (hit && dragged.row.contains(hit)) return null;
  for (let it = hit?.closest<HTMLElement>(targets); it; it = it.parentElement?.closest<HTMLElement>(targets)) {
    const aim = it.dataset.dropList === undefined ? besideRow(it, point, dragged) : insideList(it, point, dragged);
    if (aim) return aim;
  }
  const own = dragged.row.parentElement;
  return own && isNear(own, point) ? besideNearest(own, point, dragged) : null;
}

/** The row that a handle moves. */
export const rowOf = (handle: Element): HTMLElement | null => handle.closest<HTMLElement>('[data-row]');

function besideRow(row: HTMLElement, point: Point, { lists }: Dragged): Aim | null {
  const path = pathOf(row);
  const at = path?.at(-1);
  const list = path?.slice(0, -1);
  if (list === undefined || typeof at !== 'number' || !lists.has(pathText(list))) return null;
  const { top, bottom } = row.getBoundingClientRect();
  const isAbove = point.y < (top + bottom) / 2;
  return { spot: { list, index: isAbove ? at : at + 1 }, shownOn: row, edge: isAbove ? 'above' : 'below' };
}

function insideList(holder: HTMLElement, point: Point, dragged: Dragged): Aim | null {
  const text = holder.dataset.dropList ?? '';
  if (!dragged.lists.has(text)) return null;
  const rows = [...holder.querySelectorAll<HTMLElement>('[data-row]')].filter((row) => {
    const path = pathOf(row);
    return path !== null && pathText(path.slice(0, -1)) === text;
  });
  const next = rows.find((row) => point.y < row.getBoundingClientRect().bottom);
  const row = next ?? rows.at(-1);
  return row ? besideRow(row, point, dragged) : { spot: { list: parsePath(text), index: 0 }, shownOn: holder, edge: 'inside' };
}

function besideNearest(holder: HTMLElement, point: Point, dragged: Dragged): Aim | null {
  const rows = [...holder.children].filter((it): it is HTMLElement => it instanceof HTMLElement && it.dataset.row !== undefined);
  const row = rows.find((it) => point.y < it.getBoundingClientRect().bottom) ?? rows.at(-1);
  return row && row !== dragged.row ? besideRow(row, point, dragged) : null;
}

function isNear(holder: HTMLElement, { x, y }: Point): boolean {
  const { left, right, top, bottom } = holder.getBoundingClientRect();
  return x > left - margin && x < right + margin && y > top - margin && y < bottom + margin;
}

/** The first handle in a row is the row's own: those of rows within it come later. */
function pathOf(row: HTMLElement): Path | null {
  const place = row.querySelector<HTMLElement>('[data-handle]')?.dataset.handle;
  return place === undefined ? null : parsePath(place);
}

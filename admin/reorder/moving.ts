import { pathText } from '../../shared/finding.ts';
import type { Value } from '../../shared/value.ts';
import { type Path, valueAt } from '../document/path.ts';
import { asList } from '../document/read.ts';
import type { HistoryStep } from '../draft/history.ts';
import type { Page } from '../page.ts';
import { hashOf } from '../route.ts';
import { isSame, pathAfterMove, relocated, type Spot } from './relocate.ts';
import { sisterLists, spotBeside } from './sister-lists.ts';

/** Something that is moved by keys: where it stands, and what announcements call it; `after` adds what follows from a move. */
export type Movable = { item: Path; label: string; after?: (document: Value, path: Path) => string };

/** An item on its way by keys: all its moves are one undo step, and Escape takes them back. */
type OnTheWay = { start: Path; at: Path; step: HistoryStep };

const underWay = new WeakMap<Page, OnTheWay>();

/** Takes an item to a spot and announces it; answers where it stands now, or nothing where it did not move. */
export function moveTo(page: Page, { item, label, after }: Movable, to: Spot): Path | null {
  const moved = relocated(documentOf(page), item, to);
  if (!moved) return null;
  page.draft.edit(pathText(moved.path.slice(0, -1)), () => moved.document);
  followRoute(page, item, moved.path);
  page.draft.notify(`${label} moved to ${placeWords(moved.document, moved.path, item)}${after?.(moved.document, moved.path) ?? ''}`);
  return moved.path;
}

/** What an arrow key does to an item: ↑ and ↓ in its list, with Alt ← and → to the list before or after. */
export function moveByKey(page: Page, movable: Movable, key: string): Path | null {
  const way = wayOf(page, movable.item);
  const spot = spotFor(documentOf(page), movable.item, key);
  if (!spot) {
    page.draft.notify(`${movable.label} cannot go further`);
    return null;
  }
  const path = moveTo(page, movable, spot);
  if (path === null) return null;
  joinSteps(page, way, { start: way?.start ?? movable.item, at: path });
  return path;
}

/** Alt with an arrow moves an item, Escape takes it back; `follow` is told where it went, before the next frame. Answers whether the key was meant for that. */
export function moveByAlt(page: Page, movable: Movable, { event, follow }: { event: KeyboardEvent; follow: (path: Path) => void }): boolean {
  const isArrow = event.altKey && event.key.startsWith('Arrow');
  if (!isArrow && event.key !== 'Escape') return false;
  const next = isArrow ? moveByKey(page, movable, event.key) : cancelMove(page, movable);
  if (next) requestAnimationFrame(() => follow(next));
  if (isArrow || next) event.preventDefault();
  return isArrow || next !== null;
}

/** Puts an item that is on its way back to where it was taken up; answers where that is. */
export function cancelMove(page: Page, { item, label }: Movable): Path | null {
  const way = wayOf(page, item);
  if (!way) return null;
  page.draft.undo();
  followRoute(page, item, way.start);
  underWay.delete(page);
  page.draft.notify(`${label} is back at ${placeWords(documentOf(page), way.start, item)}`);
  return way.start;
}

/** The item has been let go of: its next move is a step of its own. */
export const letGo = (page: Page): void => void underWay.delete(page);

const documentOf = (page: Page): Value => page.draft.store.getState().document;
const lastStep = (page: Page): HistoryStep | undefined => page.draft.store.getState().history.past.at(-1);

/** What is open stays open: its address moves with it. */
function followRoute(page: Page, from: Path, to: Path): void {
  const { route } = page.store.getState();
  if (route.room !== 'build') return;
  const path = pathAfterMove(route.path, from, to);
  if (isSame(path, route.path)) return;
  const next = { room: 'build', path } as const;
  history.replaceState(null, '', hashOf(next));
  page.store.setState({ route: next });
}

/** What is under way, as long as nothing else has been done since. */
function wayOf(page: Page, item: Path): OnTheWay | null {
  const way = underWay.get(page);
  return way && isSame(way.at, item) && lastStep(page) === way.step ? way : null;
}

/** The moves of one item become one step: all are taken back, and the whole way is gone at once. */
function joinSteps(page: Page, way: OnTheWay | null, reached: { start: Path; at: Path }): void {
  const isBack = isSame(reached.start, reached.at);
  if (way) {
    const document = documentOf(page);
    page.draft.undo();
    page.draft.undo();
    if (!isBack) page.draft.edit(pathText(reached.at.slice(0, -1)), () => document);
  }
  const step = lastStep(page);
  // Back where it was taken up there is nothing to undo any more.
  if (step && !isBack) underWay.set(page, { ...reached, step });
  else underWay.delete(page);
}

function spotFor(document: Value, item: Path, key: string): Spot | null {
  const list = item.slice(0, -1);
  const at = Number(item.at(-1));
  const last = asList(valueAt(document, list)).length - 1;
  if (key === 'ArrowUp') return at > 0 ? { list, index: at - 1 } : null;
  if (key === 'ArrowDown') return at < last ? { list, index: at + 2 } : null;
  return spotBeside(document, item, key === 'ArrowLeft' ? -1 : 1);
}

/** "2 of 5", and which list where it is another one than before. */
function placeWords(document: Value, path: Path, before: Path): string {
  const list = path.slice(0, -1);
  const count = asList(valueAt(document, list)).length;
  const name = sisterLists(document, list).find((it) => isSame(it.path, list))?.name ?? '';
  return `${Number(path.at(-1)) + 1} of ${count}${isSame(list, before.slice(0, -1)) || name === '' ? '' : ` in ${name}`}`;
}

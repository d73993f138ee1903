import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Finding } from '../../shared/finding.ts';
import { pathText } from '../../shared/finding.ts';
import type { Value } from '../../shared/value.ts';
import { editorPath } from '../document/outline.ts';
import { type Path, parsePath, valueAt } from '../document/path.ts';
import type { DraftState } from '../draft/draft-state.ts';
import type { Page } from '../page.ts';
import { useStore } from '../use-store.ts';

/** Carries the page to every view; `App` provides it. */
export const PageContext = createContext<Page | null>(null);

/** The page that the view stands on. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('a view was drawn outside of App');
  return page;
}

/** The selected part of the draft. */
export const useDraft = <T>(select: (state: DraftState) => T): T => useStore(usePage().draft.store, select);

/** What stands at a path of the draft, and a way to set it. */
export function useValue(path: Path): [Value | undefined, (value: Value | undefined) => void] {
  const page = usePage();
  const value = useDraft(({ document }) => valueAt(document, path));
  return [value, (next) => page.draft.set(path, next, pathText(path))];
}

/** The findings at a path or below it. */
export function findingsAt(findings: readonly Finding[], path: Path): Finding[] {
  const start = pathText(path);
  return findings.filter(({ path: at }) => at === start || at.startsWith(`${start}.`) || at.startsWith(`${start}[`));
}

/** Opens the editor that holds a place and puts the focus there; `arrived` is called once it stands there. */
export function jump(page: Page, place: string, arrived?: (place: string) => void): void {
  // Tests have no editor of their own among the parts; they stand in the dock.
  if (place === 'tests' || place.startsWith('tests[')) {
    page.openDock('tests');
    return;
  }
  page.go({ room: 'build', path: editorPath(parsePath(place)) });
  whenDrawn(() => focusPlace(place, arrived));
}

/** Opens the editor of a part with the focus on its heading: Tab leads on to its first field, Alt with an arrow moves it. */
export function openPart(page: Page, path: Path): void {
  page.go({ room: 'build', path });
  whenDrawn(focusHeading);
}

/** Puts the focus on the heading of what is open. */
export const focusHeading = (): void => document.querySelector<HTMLElement>('main h1')?.focus();

/** The editor is drawn after the address has changed; two frames later it is there. */
const whenDrawn = (then: () => void): void => void requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => whenFetched(then), 0)));

/** An editor that is still being fetched is waited for, for two seconds at most. */
function whenFetched(then: () => void, tries = 40): void {
  if (tries > 0 && document.querySelector('main .opening')) setTimeout(() => whenFetched(then, tries - 1), 50);
  else then();
}

/** A place inside of something that opens, such as a step, is looked for once that has been opened. */
function focusPlace(place: string, arrived?: (place: string) => void, mayOpen = true): void {
  const opener = mayOpen ? openerOf(place) : undefined;
  if (opener) {
    opener.click();
    requestAnimationFrame(() => setTimeout(() => focusPlace(place, arrived, false), 0));
    return;
  }
  const target = fieldOf(place);
  target?.closest('details')?.setAttribute('open', '');
  target?.scrollIntoView({ block: 'center' });
  target?.focus();
  arrived?.(place);
}

/** What has to be opened to reach a place; nothing where a field of that very place is in sight. */
function openerOf(place: string): HTMLElement | undefined {
  if (fieldsIn('').some(({ dataset }) => dataset.path === place)) return undefined;
  return nearest(
    fieldsIn('').filter(({ dataset }) => dataset.opens !== undefined),
    place,
  );
}

/** The field of a place, else one inside of it, else the nearest around it; what is in an open dialog lies before the rest. */
function fieldOf(place: string): HTMLElement | null {
  const fields = [...fieldsIn('dialog[open] '), ...fieldsIn('')];
  const best = nearest(fields, place);
  const inside = fields.find(({ dataset }) => dataset.path?.startsWith(place));
  return (best?.dataset.path === place ? best : (inside ?? best)) ?? document.querySelector<HTMLElement>('main h1');
}

const fieldsIn = (place: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(`${place}[data-path]`)];

function nearest(fields: readonly HTMLElement[], place: string): HTMLElement | undefined {
  const holds = (path: string): boolean => place === path || place.startsWith(`${path}.`) || place.startsWith(`${path}[`);
  return fields
    .filter(({ dataset }) => holds(dataset.path ?? ' '))
    .toSorted((left, right) => (right.dataset.path?.length ?? 0) - (left.dataset.path?.length ?? 0))[0];
}

import type { Page } from 'playwright-core';

/** What a walk by Tab has met. All lists are empty where nothing is amiss. */
export type Walk = {
  /** How many places the focus came to. */
  reached: number;
  /** What can be used and was never come to. */
  missed: string[];
  /** Where the focus stood and did not show. */
  unseen: string[];
  /** Where neither Tab nor Escape and then Tab led on. */
  traps: string[];
  /** What only a pointer can use. */
  pointerOnly: string[];
};

/** `isIndenting`: an editor in which Tab indents, and that says that Escape and then Tab leaves it. */
type Step = { place: 'somewhere' | 'nowhere' | 'again' | 'stuck'; isClosedFold?: boolean; isIndenting?: boolean };

/** Walks from the start of the page, or of the open dialog, to its end by Tab; folds are opened by Enter on the way. */
export async function walk(page: Page, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<Walk> {
  await page.evaluate(begin);
  let step: Step = { place: 'nowhere' };
  for (let steps = 0; steps < 1_500 && step.place !== 'again' && step.place !== 'stuck'; steps += 1) {
    if (step.isIndenting) await page.keyboard.press('Escape');
    await page.keyboard.press(key);
    step = await page.evaluate(look);
    if (!step.isClosedFold || key !== 'Tab') continue;
    await page.keyboard.press('Enter');
    await page.evaluate(rested);
  }
  return page.evaluate(finish);
}

/** Presses Tab until the focus stands on what has this name. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const wanted = typeof name === 'string' ? `^${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$` : name.source;
  for (let steps = 0; steps < 600; steps += 1) {
    const isThere = await page.evaluate((pattern) => {
      const active = document.activeElement;
      if (!(active instanceof HTMLElement)) return false;
      const labels = 'labels' in active ? [...((active as HTMLInputElement).labels ?? [])] : []; // only form fields have labels
      const names = [active.getAttribute('aria-label'), ...labels.map((label) => label.textContent), active.textContent];
      return names.some((it) => it !== null && new RegExp(pattern).test(it.trim()));
    }, wanted);
    if (isThere) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${String(name)}`);
}

/** Remembers what has the focus; the answer says later whether it has it again, and else what has it. */
export async function rememberFocus(page: Page): Promise<() => Promise<string>> {
  const before = await page.evaluateHandle(() => document.activeElement);
  return () =>
    page.evaluate((it) => {
      const { activeElement: active } = document;
      return active === it && it !== document.body
        ? 'given back'
        : `on ${active?.tagName} ${active?.getAttribute('aria-label') ?? active?.textContent?.slice(0, 40)}`;
    }, before);
}

/** Two frames, in which a fold draws what is in it. */
const rested = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 0))));

type Walking = {
  stops: () => HTMLElement[];
  name: (element: Element) => string;
  ring: (element: Element) => string;
  plain: Map<Element, string>;
  reached: Set<Element>;
  unseen: Set<string>;
  traps: Set<string>;
  last: Element | null;
  first: Element | null;
  /** How often in a row the focus was nowhere in the page. */
  nowhere: number;
};
type WalkedWindow = Window & { walking?: Walking };

/** Runs in the page: what can be come to, and how it looks without the focus. */
function begin(): void {
  const usable = 'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable="true"]';
  const root = (): ParentNode => document.querySelector('dialog[open]') ?? document;
  const isOneOfRadios = (element: Element): boolean =>
    element instanceof HTMLInputElement &&
    element.type === 'radio' &&
    !element.checked &&
    document.querySelector(`input[type=radio][name="${CSS.escape(element.name)}"]:checked`) !== null;
  const stops = (): HTMLElement[] =>
    [...root().querySelectorAll<HTMLElement>(usable)].filter(
      (element) =>
        !element.matches(':disabled, [hidden] *, [type=hidden]') && element.checkVisibility({ visibilityProperty: true }) && !isOneOfRadios(element),
    );
  const ring = (element: Element): string => {
    const chain = [element, element.parentElement, element.parentElement?.parentElement, element.closest('.code-editor')];
    return chain
      .flatMap((it) => (it ? [getComputedStyle(it)] : []))
      .map(({ outlineStyle, outlineWidth, boxShadow }) => `${outlineStyle === 'none' ? '' : outlineWidth} ${boxShadow}`)
      .join('|');
  };
  const name = (element: Element): string => {
    const text = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40) ?? '';
    return `${element.tagName.toLowerCase()}${element.className ? `.${String(element.className).replaceAll(' ', '.')}` : ''} ${element.getAttribute('data-path') ?? ''} ${text}`;
  };
  if (document.activeElement instanceof HTMLElement && document.querySelector('dialog[open]') === null) document.activeElement.blur();
  // The sequential focus starts where the selection stands.
  document.getSelection()?.removeAllRanges();
  const walking: Walking = {
    stops,
    name,
    ring,
    plain: new Map(),
    reached: new Set(),
    unseen: new Set(),
    traps: new Set(),
    last: null,
    first: null,
    nowhere: 0,
  };
  for (const stop of stops()) if (stop !== document.activeElement) walking.plain.set(stop, ring(stop));
  (window as WalkedWindow).walking = walking;
}

/** Runs in the page after a key: where the focus is, and whether it shows. */
function look(): Step {
  const { walking } = window as WalkedWindow;
  if (!walking) throw new Error('the walk has not begun');
  const active = document.activeElement;
  if (active === null || active === document.body || active instanceof HTMLDialogElement) {
    walking.nowhere += 1;
    walking.last = document.body;
    // The browser's own bars take the focus between the end and the start.
    const isOver = walking.nowhere > 4;
    return { place: isOver ? 'again' : 'nowhere' };
  }
  if (active === walking.last) {
    walking.traps.add(walking.name(active));
    return { place: 'stuck' };
  }
  if (walking.last) walking.traps.delete(walking.name(walking.last));
  walking.last = active;
  walking.nowhere = 0;
  if (active === walking.first) return { place: 'again' };
  walking.first ??= active;
  walking.reached.add(active);
  const { width, height, top, bottom, left, right } = active.getBoundingClientRect();
  const isInSight = width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
  const shown = walking.ring(active);
  const before = walking.plain.get(active);
  const hasRing = before === undefined ? /[1-9]/.test(shown) : before !== shown;
  if (!isInSight || !hasRing) walking.unseen.add(`${walking.name(active)} ${isInSight ? 'has no ring' : 'is out of sight'}`);
  const isClosedFold = active.matches('summary') && active.closest('details')?.open === false;
  const isIndenting = active.closest('.code-editor.script') !== null && active.matches('[contenteditable="true"]');
  return { place: 'somewhere', isClosedFold, isIndenting };
}

/** Runs in the page at the end. */
function finish(): Walk {
  const { walking } = window as WalkedWindow;
  if (!walking) throw new Error('the walk has not begun');
  const { reached, name } = walking;
  const all = walking.stops();
  const native = (element: HTMLElement): boolean => element.matches('a[href], button, input, select, textarea, summary');
  return {
    reached: reached.size,
    missed: all.filter((stop) => stop.tabIndex >= 0 && !reached.has(stop)).map(name),
    unseen: [...walking.unseen],
    traps: [...walking.traps],
    pointerOnly: all.filter((stop) => stop.tabIndex < 0 && native(stop)).map(name),
  };
}

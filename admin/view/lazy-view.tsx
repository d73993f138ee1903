import { type ComponentType, createElement, type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { usePage } from './page-context.ts';

/** Something that is fetched when it is wanted first, and then stays: the next one who wants it has it at once. */
export type Fetched<T> = { now: T | null; fetch: () => Promise<T> };

/** Keeps what `load` brings. */
export function fetched<T>(load: () => Promise<T>): Fetched<T> {
  const kept: Fetched<T> = {
    now: null,
    fetch: async () => {
      kept.now ??= await load();
      return kept.now;
    },
  };
  return kept;
}

/** What was fetched, or nothing until it is there; a failure is said on the page. */
export function useFetched<T>(wanted: Fetched<T>, failure: string): T | null {
  const page = usePage();
  const [value, setValue] = useState<T | null>(() => wanted.now);
  useEffect(() => {
    if (value !== null) return;
    wanted.fetch().then(
      (it) => setValue(() => it),
      () => page.draft.notify(failure),
    );
  }, [value, wanted, failure, page]);
  return value;
}

/** What stands where a view is still being fetched; a jump waits until it is gone. */
export const Opening = ({ what = '' }: { what?: string }): JSX.Element => <p class="empty opening">Opening{what && ` ${what}`}…</p>;

/** A view that the page opens without: it is fetched when it is drawn first. */
export function lazyView<P extends object>(
  load: () => Promise<ComponentType<P>>,
  words: { what: string; failure: string },
): (props: P) => JSX.Element {
  const view = fetched(load);
  return (props) => {
    const View = useFetched(view, words.failure);
    return View ? createElement(View, props) : <Opening what={words.what} />;
  };
}

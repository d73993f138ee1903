import { type FunctionComponent, h, type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

const again = 4_000;

/** A part of the view that is fetched when it is first drawn. Where it cannot be had just now, it is asked for again. */
export function lazily<P extends object>(load: () => Promise<FunctionComponent<P>>): FunctionComponent<P> {
  let part: FunctionComponent<P> | undefined;
  return function Later(properties: P): JSX.Element | null {
    const [, redraw] = useState({});
    const wasThere = part !== undefined;
    useEffect(() => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let isGone = false;
      const fetch = (): void => {
        load().then(
          (loaded) => {
            part = loaded;
            if (!isGone) redraw({});
          },
          () => {
            if (!isGone) timer = setTimeout(fetch, again);
          },
        );
      };
      if (!part) fetch();
      // Another place may have fetched it after this one was drawn.
      else if (!wasThere) redraw({});
      return () => {
        isGone = true;
        clearTimeout(timer);
      };
    }, []);
    return part ? h(part, properties) : null;
  };
}

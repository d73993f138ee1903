// A wrapper for React 18 and newer: copy it, and `widget/index.ts`, into your application.
import { useEffect, useRef } from 'react';
import { loadWidget, type WidgetOptions } from '../../widget/index.ts';

type Props = WidgetOptions & {
  isHidden?: boolean;
  /** By the names of docs/widget.md#events; it may be another object at every render. */
  onEvent?: Record<string, (data: unknown) => void>;
};

/** The chat, as long as this component is there; the conversation goes on when it comes back. A page has one, of one project. */
export function Promptside({ isHidden = false, onEvent = {}, ...options }: Props): null {
  const handlers = useRef(onEvent);
  useEffect(() => {
    handlers.current = onEvent;
  });

  useEffect(() => {
    const speak = loadWidget(options);
    speak(isHidden ? 'hide' : 'show');
    return () => speak('hide');
  }, [isHidden]);

  const names = Object.keys(onEvent).toSorted().join(' ');
  useEffect(() => {
    const speak = loadWidget(options);
    const stops = Object.keys(handlers.current).map((name) => speak('on', name, (data) => handlers.current[name]?.(data)));
    return () => {
      for (const stop of stops) stop();
    };
  }, [names]);

  return null;
}

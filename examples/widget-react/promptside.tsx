// A wrapper for React 18 and newer: copy it, and `widget/index.ts`, into your application.
// @ts-nocheck: React is not among this project's packages.
import { useEffect } from 'react';
import { loadWidget, type WidgetOptions } from '../../widget/index.ts';

type Props = WidgetOptions & { isHidden?: boolean; onEvent?: Record<string, (data: unknown) => void> };

/** The chat, as long as this component is there; the conversation goes on when it comes back. */
export function Promptside({ isHidden = false, onEvent = {}, ...options }: Props): null {
  useEffect(() => {
    const speak = loadWidget(options);
    speak('show');
    return () => void speak('hide');
  }, [options.address, options.project]);

  useEffect(() => {
    loadWidget(options)(isHidden ? 'hide' : 'show');
  }, [isHidden]);

  useEffect(() => {
    const speak = loadWidget(options);
    const stops = Object.entries(onEvent).map(([event, handler]) => speak('on', event, handler));
    return () => {
      // Before the widget has loaded, `on` answers nothing yet.
      for (const stop of stops) if (typeof stop === 'function') stop();
    };
  }, [onEvent]);

  return null;
}

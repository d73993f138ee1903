import type { WidgetView } from '../../shared/protocol.ts';
import type { Handle } from '../loader/handle.ts';
import adapt from './adapt.css?inline';
import composer from './composer.css?inline';
import messages from './messages.css?inline';
import panel from './panel.css?inline';

/** How the widget looks now, kept in style sheets that no policy of the page forbids. */
export type Looks = {
  colours(colours: WidgetView['colours']): void;
  theme(name: string): void;
  end(): void;
};

const themes = new Set(['light', 'dark', 'auto']);

/** Puts the panel's style sheets on, and keeps the panel within what the visitor sees of the page. */
export function dress({ root, host }: Handle): Looks {
  const fixed = sheetOf(panel + messages + composer + adapt);
  const colours = sheetOf('');
  const view = sheetOf('');
  // The launcher's own sheet comes first; the page's custom properties, set from outside, beat all of them.
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, fixed, colours, view];

  const fit = (): void => {
    const seen = globalThis.visualViewport;
    if (seen) view.replaceSync(`:host{--seen-height:${Math.round(seen.height)}px;--seen-top:${Math.round(seen.offsetTop)}px}`);
  };
  const until = new AbortController();
  for (const type of ['resize', 'scroll']) globalThis.visualViewport?.addEventListener(type, fit, until);
  fit();

  return {
    colours: ({ accent, onAccent }) => {
      const isSound = CSS.supports('color', accent) && CSS.supports('color', onAccent);
      if (!isSound) return;
      colours.replaceSync(`:host{--accent:var(--promptside-accent,${accent});--on-accent:var(--promptside-on-accent,${onAccent})}`);
    },
    theme: (name) => host.setAttribute('data-theme', themes.has(name) ? name : 'light'),
    end: () => until.abort(),
  };
}

function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { contrast } from '../document/contrast.ts';
import { widgetStandards } from '../document/page-line.ts';
import { asList, asRecord, asText } from '../document/read.ts';
import { useValue } from './page-context.ts';

/** Launcher and panel as visitors see them, drawn from the settings as they are typed. */
export function WidgetPreview(): JSX.Element {
  const [value] = useValue(['widget']);
  const [isOpen, setOpen] = useState(true);
  const [isDark, setDark] = useState(false);
  const ground = useRef<HTMLDivElement>(null);
  const widget = asRecord(value);
  const colours = asRecord(widget.colours);
  const accent = sound(asText(colours.accent)) ?? widgetStandards.accent;
  const onAccent = sound(asText(colours.onAccent)) ?? widgetStandards.onAccent;
  // As properties: an inline style would be forbidden by the page's policy.
  useLayoutEffect(() => {
    ground.current?.style.setProperty('--preview-accent', accent);
    ground.current?.style.setProperty('--preview-on-accent', onAccent);
  }, [accent, onAccent]);
  return (
    <figure class="preview">
      <figcaption>
        <span>Preview</span>
        <label class="toggle">
          <input type="checkbox" checked={isOpen} onChange={(event) => setOpen(event.currentTarget.checked)} />
          open
        </label>
        <label class="toggle">
          <input type="checkbox" checked={isDark} onChange={(event) => setDark(event.currentTarget.checked)} />
          dark
        </label>
      </figcaption>
      <div
        ref={ground}
        class={`preview-page${asText(widget.position) === 'bottom-left' ? ' left' : ''}${isDark ? ' dark' : ''}`}
        role="img"
        aria-label={`The chat ${isOpen ? 'open' : 'closed'}, titled ${asText(widget.title) || 'Chat'}`}
      >
        {isOpen ? <Panel widget={widget} /> : null}
        <span class="preview-launcher">
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d={isOpen ? cross : bubble} class={isOpen ? 'cross' : ''} />
          </svg>
        </span>
      </div>
    </figure>
  );
}

/** The same shapes as the widget's own. */
const bubble =
  'M12 3C6.9 3 3 6.4 3 10.7c0 2.3 1.1 4.3 2.9 5.7-.1 1.1-.5 2.3-1.3 3.4-.2.3 0 .7.4.6 1.9-.3 3.5-1 4.7-1.9.7.1 1.5.2 2.3.2 5.1 0 9-3.4 9-7.9S17.1 3 12 3z';
const cross = 'M6 6l12 12M18 6L6 18';

function Panel({ widget }: { widget: ReturnType<typeof asRecord> }): JSX.Element {
  const buttons = asList(widget.buttons)
    .map((button) => asText(asRecord(button).label))
    .filter(Boolean);
  return (
    <div class="preview-panel" aria-hidden="true">
      <div class="preview-header">{asText(widget.title) || 'Chat'}</div>
      <div class="preview-middle">
        {asText(widget.preChat) ? <p class="preview-note">{asText(widget.preChat)}</p> : null}
        {asText(widget.greeting) ? <p class="preview-bubble">{asText(widget.greeting)}</p> : null}
        <p class="preview-bubble own">Where is my order 12345?</p>
      </div>
      {buttons.length > 0 ? (
        <div class="preview-chips">
          {buttons.map((label, index) => (
            <span key={index}>{label}</span>
          ))}
        </div>
      ) : null}
      <div class="preview-composer">
        <span class="preview-field">{asText(widget.placeholder) || 'Write a message…'}</span>
        <span class="preview-send">
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M4 12l16-8-6 16-3-7z" />
          </svg>
        </span>
      </div>
    </div>
  );
}

/** The colour, where it is one. */
const sound = (colour: string): string | null => (contrast(colour, colour) === null ? null : colour);

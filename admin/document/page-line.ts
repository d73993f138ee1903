import type { Value } from '../../shared/value.ts';
import { contrast } from './contrast.ts';
import { asRecord, asText } from './read.ts';

/** What holds where a project says nothing. */
export const widgetStandards = { accent: '#1f5fd0', onAccent: '#ffffff' } as const;

/**
 * The line that brings the chat to a page. The launcher is drawn before the project's settings are known, so where it
 * is to look otherwise than the standard, the line says so itself.
 */
export function pageLine(origin: string, project: string, widget: Value | undefined): string {
  const { position, colours } = asRecord(widget);
  const { accent, onAccent } = asRecord(colours);
  const said = Object.entries({
    project,
    position: position === 'bottom-left' ? position : '',
    accent: otherThan(widgetStandards.accent, asText(accent)),
    'on-accent': otherThan(widgetStandards.onAccent, asText(onAccent)),
  });
  const attributes = said.filter(([, text]) => text).map(([name, text]) => `data-${name}="${text}"`);
  return `<script async src="${origin}/widget.js" ${attributes.join(' ')}></script>`;
}

/** The colour, where it is one and another than the standard. */
const otherThan = (standard: string, colour: string): string =>
  contrast(colour, standard) === null || colour.toLowerCase() === standard ? '' : colour;

import { isClosed, type Message } from '../../shared/conversation.ts';
import type { Event } from '../../shared/event.ts';
import type { Project } from '../../shared/project/project.ts';
import type { VisitorButton, VisitorEvent, VisitorMessage, Welcome, WidgetView } from '../../shared/protocol.ts';
import type { Values } from '../../shared/value.ts';
import { visible } from '../../shared/visible.ts';
import { toNodes } from './markdown.ts';

/** What visitors see of an event; most events show nothing, and nothing else leaves this house (P-33). */
export function visitorEvent(event: Event, imageHosts: readonly string[]): VisitorEvent | null {
  const seen = visible(event);
  if (!seen || event.shown === undefined) return null;
  switch (seen.type) {
    case 'message':
      return { n: event.shown, type: 'message', message: visitorMessage(seen.message, imageHosts) };
    case 'page':
      return { n: event.shown, type: 'page', event: seen.event, data: seen.data };
    case 'status':
      return { n: event.shown, type: 'status', status: visitorStatus(seen.status) };
  }
}

/** How a conversation stands, as a visitor may know it: why it was closed is the operator's. */
export const visitorStatus = (status: string): Welcome['status'] => {
  if (isClosed(status)) return 'closed';
  return status === 'waiting_for_human' || status === 'with_human' ? status : 'active';
};

/** What a page may know of its project. */
export const widgetView = ({ name, language, widget }: Project): WidgetView => ({
  title: widget.title ?? name,
  greeting: widget.greeting ?? '',
  placeholder: widget.placeholder ?? '',
  language,
  position: widget.position,
  colours: widget.colours,
  buttons: widget.buttons.map(
    ({ label, command, parameters }): VisitorButton => ({
      label,
      ...(command ? { command } : {}),
      ...(parameters ? { parameters: parameters as Values } : {}),
    }),
  ),
});

/** A visitor's own words are shown as they were typed; what the assistant says is read as markdown. */
function visitorMessage({ id, role, text, at, buttons, images }: Message, imageHosts: readonly string[]): VisitorMessage {
  return {
    id,
    role,
    text,
    nodes: role === 'user' ? [{ t: 'text', text }] : toNodes(text, imageHosts),
    at,
    ...(buttons ? { buttons } : {}),
    ...(images ? { images } : {}),
  };
}

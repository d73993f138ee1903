import { isClosed, type Message } from '../../shared/conversation.ts';
import type { Event } from '../../shared/event.ts';
import type { ReplyButton } from '../../shared/project/effect.ts';
import type { Project } from '../../shared/project/project.ts';
import type { NudgeRule, VisitorButton, VisitorCard, VisitorEvent, VisitorMessage, Welcome, WidgetView } from '../../shared/protocol.ts';
import type { ShownCard } from '../../shared/run.ts';
import type { Values } from '../../shared/value.ts';
import { visible } from '../../shared/visible.ts';
import { consentHash } from '../perform/consent.ts';
import { isAllowedImage, toNodes } from './markdown.ts';

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
      return { n: event.shown, type: 'status', status: visitorStatus(seen.status), ...(seen.by ? { by: seen.by } : {}) };
    case 'rated':
    case 'consented':
      return { n: event.shown, ...seen };
  }
}

/** How a conversation stands, as a visitor may know it: why it was closed is the operator's. */
export const visitorStatus = (status: string): Welcome['status'] => {
  if (isClosed(status)) return 'closed';
  return status === 'waiting_for_human' || status === 'with_human' ? status : 'active';
};

/** What a page may know of its project. */
export const widgetView = ({ name, language, widget, handoff }: Project): WidgetView => ({
  title: widget.title ?? name,
  greeting: widget.greeting ?? '',
  placeholder: widget.placeholder ?? '',
  language,
  position: widget.position,
  colours: widget.colours,
  ...(widget.upload ? { upload: widget.upload } : {}),
  buttons: widget.buttons.map(visitorButton),
  ...asked(widget),
  ...(handoff.offer ? { offersHuman: true } : {}),
});

/** What the visitor is told and asked beside the conversation. */
const asked = ({ preChat, consent, rating, messageRating, proactive, imageHosts }: Project['widget']): Partial<WidgetView> => ({
  ...(preChat ? { preChat } : {}),
  ...(consent ? { consent: { nodes: toNodes(consent.text, imageHosts), hash: consentHash(consent.text), required: consent.required } } : {}),
  ...(rating && rating.ask !== 'never' ? { rating: { ...rating, ask: rating.ask } } : {}),
  ...(messageRating ? { messageRating } : {}),
  ...(proactive.length > 0 ? { hasProactive: true } : {}),
});

/** The messages that come by themselves, as any page may know them. */
export const nudgeRules = ({ widget }: Project): NudgeRule[] =>
  widget.proactive.map((rule) => ({ ...rule, buttons: rule.buttons.map(visitorButton) }));

const visitorButton = ({ label, command, parameters }: ReplyButton): VisitorButton => ({
  label,
  ...(command ? { command } : {}),
  // What an author writes as parameters is values by name.
  ...(parameters ? { parameters: parameters as Values } : {}),
});

/** A visitor's own words are shown as they were typed; what the assistant says is read as markdown. */
function visitorMessage(
  { id, role, text, at, by, files, answers, form, buttons, images, cards }: Message,
  imageHosts: readonly string[],
): VisitorMessage {
  return {
    id,
    role,
    text,
    nodes: role === 'user' ? [{ t: 'text', text }] : toNodes(text, imageHosts),
    at,
    ...(buttons ? { buttons } : {}),
    ...(images ? { images } : {}),
    ...(cards ? { cards: cards.map((card) => visitorCard(card, imageHosts)) } : {}),
    ...(form ? { form } : {}),
    ...(files ? { files } : {}),
    ...(answers ? { answers } : {}),
    ...(by ? { by } : {}),
  };
}

/** A card's text is read as markdown too. */
const visitorCard = ({ text, image, ...card }: ShownCard, imageHosts: readonly string[]): VisitorCard => ({
  ...card,
  // From the same hosts as images in texts.
  ...(image && isAllowedImage(image.url, imageHosts) ? { image } : {}),
  ...(text ? { nodes: toNodes(text, imageHosts) } : {}),
});

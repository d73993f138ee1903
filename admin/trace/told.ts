import type { Event } from '../../shared/event.ts';

/** What a visitor's widget told beside the conversation, as a person would say it; nothing for other events. */
export function toldText(event: Event): string {
  switch (event.type) {
    case 'rated':
      return `Rated ${event.message ? 'an answer' : 'the conversation'} ${valueText(event)}${event.comment ? `: ${event.comment}` : ''}`;
    case 'consented':
      return `Agreed to the text ${event.hash}`;
    case 'attributes_told':
      return `The page says ${JSON.stringify(event.attributes)}`;
    case 'profile_filled':
      return `Known from before: ${Object.keys(event.fields).join(', ')}`;
    case 'invited':
      return `Took up the message "${event.name}": ${event.message.text}`;
    default:
      return '';
  }
}

const valueText = ({ scale, value }: { scale: 'thumbs' | 'five'; value: number }): string => {
  if (scale === 'five') return `${value} of 5`;
  return value > 0 ? 'good' : 'not good';
};

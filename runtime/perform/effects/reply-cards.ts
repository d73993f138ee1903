import type { ReplyCard } from '../../../shared/project/effect.ts';
import type { ShownCard } from '../../../shared/run.ts';
import type { Task, Turn } from '../turn.ts';
import { text } from '../values.ts';
import { filledText } from './playbook-scope.ts';
import { buttonsOf } from './reply-buttons.ts';

/** Cards with their texts, addresses and buttons filled in; a link that is no https address in the end is left out. */
export const cardsOf = (cards: readonly ReplyCard[], task: Task, turn: Turn): Promise<ShownCard[]> =>
  Promise.all(cards.map((card) => cardOf(card, task, turn)));

async function cardOf({ title, text: words, image, link, buttons }: ReplyCard, task: Task, turn: Turn): Promise<ShownCard> {
  // In a playbook a variable may stand as `@name` (R004-09).
  const filled = (authored: string): string => (task.origin.kind === 'playbook' ? filledText(authored, task, turn) : text(authored, task, turn));
  const address = link === undefined ? '' : filled(link);
  return {
    title: filled(title),
    ...(words ? { text: filled(words) } : {}),
    ...(image ? { image: { url: filled(image.url), alt: image.alt } } : {}),
    ...(isHttps(address) ? { link: address } : {}),
    ...(buttons && buttons.length > 0 ? { buttons: await buttonsOf(buttons, task, turn) } : {}),
  };
}

const isHttps = (address: string): boolean => URL.canParse(address) && new URL(address).protocol === 'https:';

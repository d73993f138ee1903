import type { EffectOf } from '../../../shared/project/effect.ts';
import type { Task, Turn } from '../turn.ts';
import type { Beside } from './message-of.ts';
import { buttonsOf } from './reply-buttons.ts';
import { cardsOf } from './reply-cards.ts';
import { formOf } from './reply-form.ts';

/** What a response shows beside its text: its buttons, cards and form, all filled in. */
export async function besideOf(effect: EffectOf<'generate_response'>, task: Task, turn: Turn): Promise<Beside> {
  const [buttons, cards, form] = await Promise.all([
    buttonsOf(effect.buttons ?? [], task, turn),
    cardsOf(effect.cards ?? [], task, turn),
    effect.form ? formOf(effect.form, task, turn) : null,
  ]);
  return { buttons, cards, ...(form ? { form } : {}) };
}

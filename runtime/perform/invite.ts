import { isClosed } from '../../shared/conversation.ts';
import type { FactOf } from '../../shared/event.ts';
import { Problem } from '../../shared/problem.ts';
import type { ShownButton } from '../../shared/run.ts';
import type { Values } from '../../shared/value.ts';
import type { Telling } from './telling.ts';

export type Invitation = { kind: 'proactive'; id: string; name: string };

/** A message that came by itself, as part of the conversation from now on; its words are the project's and never the page's. */
export function invitedFact({ id, name }: Invitation, { conversation, project, at }: Telling): FactOf<'invited'> {
  if (isClosed(conversation.status)) throw new Problem('conversation.ended');
  const rule = project.widget.proactive.find((it) => it.name === name);
  if (!rule) throw new Problem('message.invalid', { reason: 'name: no message of this project comes by itself under it' });
  const { turns, stage } = conversation;
  const buttons = rule.buttons.map(
    // What an author writes as a button's parameters is values by name.
    ({ label, command, parameters }): ShownButton => ({
      label,
      ...(command ? { command } : {}),
      ...(parameters ? { parameters: parameters as Values } : {}),
    }),
  );
  const message = { id, role: 'assistant', text: rule.text, at, turn: turns, stage, ...(buttons.length > 0 ? { buttons } : {}) } as const;
  return { type: 'invited', name, message };
}

import { z } from 'zod';
import { type Conversation, type Input, isWithHuman } from '../../shared/conversation.ts';
import type { FactOf } from '../../shared/event.ts';
import { Problem } from '../../shared/problem.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Values } from '../../shared/value.ts';
import { leaveContact } from '../decide/in-human-hands.ts';
import { scopeOf } from '../decide/scope.ts';
import { render } from '../decide/template/template.ts';
import type { Ready } from './versions.ts';

type Said = Extract<Input, { kind: 'message' | 'command' }>;

/** Whether this is the form that asks for an address. */
export const isContact = (said: Said): boolean => said.kind === 'command' && said.command === leaveContact;

/** Lets an address in, where the visitor was asked for one; throws why not before anything is stored. */
export function admitContact({ messages }: Conversation, said: Said): void {
  if (!messages.some(({ form }) => form?.command === leaveContact)) throw new Problem('COMMAND_NOT_ALLOWED', { command: leaveContact });
  emailIn(said);
}

/** The address on record, and thanks for it; a human who is there thanks by themselves. */
export function contactFact(said: Said, now: Conversation, { ready, at }: { ready: Ready; at: number }): FactOf<'contact_left'> {
  const { turns, stage, status } = now;
  const message = { id: `${said.id}.thanks`, role: 'assistant' as const, text: thanksIn(ready.project, now, at), at, turn: turns, stage };
  return { type: 'contact_left', id: said.id, email: emailIn(said), ...(isWithHuman(status) ? {} : { message }) };
}

/** The author's thanks, filled in with what every template sees. */
const thanksIn = (project: Project, now: Conversation, at: number): string =>
  // The scope is plain data by its type, which a template may read like any record.
  render(project.handoff.thanks, scopeOf(project, now, { parameters: {}, now: at }) as unknown as Values, { place: 'text' });

const email = z.string().trim().max(320).pipe(z.email());

function emailIn(said: Said): string {
  const given = email.safeParse(said.kind === 'command' ? said.parameters.email : '');
  if (!given.success) throw new Problem('contact.invalid');
  return given.data;
}

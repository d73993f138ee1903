import type { Conversation } from '../../shared/conversation.ts';
import type { Parameter } from '../../shared/project/action.ts';
import type { Project } from '../../shared/project/project.ts';
import { questionKey } from '../../shared/question-key.ts';
import type { Values } from '../../shared/value.ts';
import { formCommand } from './form-fields.ts';
import { offersOf } from './offers.ts';
import { permissionCommand } from './programs/reply-consent.ts';

/** Whether a command is the button or the form of the very question that waits: a yes to an older one is a yes to nothing (G-31). */
export function answersQuestion({ waiting }: Conversation, { command, parameters }: { command: string; parameters: Values }): boolean {
  if (!waiting) return false;
  const { wait } = waiting;
  if (wait.for === 'message') return command === formCommand && wait.form !== undefined && wait.form === parameters[questionKey];
  return command === permissionCommand && wait.for === 'confirmation' && wait.id === parameters.wait;
}

/** What the form of the question that waits asks for, where it is checked as parameters are. */
export function questionParameters(project: Project, { waiting }: Conversation): Parameter[] {
  const run = waiting?.runs.at(-1);
  if (run?.program !== 'fill') return [];
  const offer = offersOf(project, run.stage).find(({ action }) => action.name === run.action);
  return offer?.action.parameters.filter(({ name }) => run.at.missing.includes(name)) ?? [];
}

import type { Ground } from '../../decide/playbook-prompt.ts';
import { timeContext } from '../../decide/time.ts';
import type { Task, Turn } from '../turn.ts';
import { text } from '../values.ts';
import { filledText, playbookNamed } from './playbook-scope.ts';

/** What every prompt of a playbook says first: who speaks, the playbook's general guidelines, the time (R004-02). */
export function groundOf(task: Task & { effect: { playbook: string } }, turn: Turn): Ground {
  const { project } = turn.ready;
  const guidelines = playbookNamed(turn, task.effect.playbook)?.generalGuidelines;
  return {
    persona: project.persona ? text(project.persona, task, turn) : '',
    guidelines: guidelines ? filledText(guidelines, task, turn) : '',
    anchor: String(timeContext(turn.ports.clock.now(), project.timezone).anchor),
  };
}

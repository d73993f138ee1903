import type { Action } from '../../shared/project/action.ts';
import type { Playbook } from '../../shared/project/playbook.ts';
import type { Project } from '../../shared/project/project.ts';

/** The action that starts a playbook, and the playbook's place in the document. */
export type PlaybookOffer = { action: Action; path: string; kind: 'action' };

/**
 * Playbooks as actions that start them: `description` and `examples` say when, `condition` hides, a client command may fire it.
 * One that only runs inside of others, or that nothing can set off, offers nothing; an action of the same name comes first.
 */
export const playbookOffers = ({ playbooks }: Project, taken: ReadonlySet<string>): PlaybookOffer[] =>
  playbooks.flatMap((playbook, index): PlaybookOffer[] =>
    taken.has(playbook.name) || playbook.onlyInsideOtherPlaybooks || !isTriggered(playbook) ? [] : [offerOf(playbook, index)],
  );

const isSpoken = ({ description, examples }: Playbook): boolean => description !== undefined || examples.length > 0;
const isTriggered = (playbook: Playbook): boolean => isSpoken(playbook) || playbook.triggerOnClientCommand;

function offerOf(playbook: Playbook, index: number): PlaybookOffer {
  const { name, description, examples, condition, triggerOnClientCommand } = playbook;
  return {
    kind: 'action',
    path: `playbooks[${index}]`,
    action: {
      name,
      triggerOnUserInput: isSpoken(playbook),
      triggerOnClientCommand,
      ...(description === undefined ? {} : { classificationTrigger: description }),
      ...(condition === undefined ? {} : { condition }),
      examples,
      counterExamples: [],
      parameters: [],
      interrupts: false,
      effects: [{ type: 'start_playbook', playbook: name }],
    },
  };
}

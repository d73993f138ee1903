import type { ClarifyRun, PlannedEffect } from '../../../shared/run.ts';
import { offersOf } from '../offers.ts';
import { plan } from '../plan.ts';
import { act, done, type Program, start } from '../program.ts';

/** Asks which action was meant, with a button for each, waits, and does the one that was chosen. */
export const clarify: Program<'clarify'> = (run, { project, turn }) => {
  switch (run.at) {
    case 'ask':
      return act('wait', question(run, project.clarify.question));
    case 'wait':
      return { want: 'wait', at: 'do', wait: { for: 'message', declined: false } };
    case 'do': {
      const chosen = run.options.find((option) => isChosen(option.label, turn.originalUserInput));
      const offer = offersOf(project, run.stage).find(({ action }) => action.name === chosen?.action);
      if (!chosen || !offer) return done();
      const source = {
        effects: offer.action.effects,
        origin: { kind: offer.kind, name: offer.action.name },
        path: offer.path,
        parameters: chosen.parameters,
      };
      return start('done', { program: 'list', id: `${run.id}.do`, effects: plan(project, [source]).effects, at: 0 });
    }
    case 'done':
      return done();
  }
};

/** Whether a message is the choice of a label: letter case and the spaces around it do not count. */
export const isChosen = (label: string, text: string): boolean => label.trim().toLowerCase() === text.trim().toLowerCase();

function question(run: ClarifyRun, text: string): PlannedEffect {
  // A label is an author's example and finished text, so it is no template.
  const buttons = run.options.map(({ label }) => ({ label }));
  return {
    effect: { type: 'say', text, buttons },
    tier: 0,
    origin: { kind: 'guard', name: 'did you mean', path: 'clarify', index: 0 },
    parameters: {},
  };
}

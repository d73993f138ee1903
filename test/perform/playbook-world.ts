import { exampleClassifier } from '../../runtime/adapters/classifier/example-classifier.ts';
import type { Classifier } from '../../runtime/ports.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { type Script, scripted, type World, world } from '../world.ts';

type Steps = NonNullable<AuthoredProject['playbooks']>[number]['sections'][number]['steps'];
type AuthoredPlaybook = NonNullable<AuthoredProject['playbooks']>[number];

/** A classifier that knows which action is meant, and reads values as the real one does. */
export const reading = (intents: NonNullable<Script['intents']>): Classifier => ({ ...scripted(intents), extract: exampleClassifier().extract });

/** A project whose action Start starts the playbook `main`. */
export const playbookProject = (steps: Steps, more: Partial<AuthoredProject> = {}, main: Partial<AuthoredPlaybook> = {}): AuthoredProject => ({
  name: 'test',
  stages: [
    {
      name: 'Main',
      actions: [
        { name: 'Start', effects: [{ type: 'start_playbook', playbook: 'main' }] },
        { name: 'Hours', effects: [{ type: 'generate_response', mode: 'prescripted', responses: ['Open till six.'] }] },
        { name: 'Human', interrupts: true, effects: [{ type: 'generate_response', mode: 'prescripted', responses: ['A person is on the way.'] }] },
        { name: 'Press', triggerOnClientCommand: true, effects: [{ type: 'generate_response', mode: 'prescripted', responses: ['Pressed.'] }] },
      ],
      onFallback: { effects: [{ type: 'generate_response', mode: 'prescripted', responses: ['Pardon?'] }] },
    },
  ],
  ...more,
  playbooks: [{ name: 'main', sections: [{ name: 'One', steps }], ...main }, ...(more.playbooks ?? [])],
});

const intents = { go: ['Start'], hours: ['Hours'], human: ['Human'] };

/** A conversation over it; `go` starts the playbook. */
export const playbookWorld = (document: AuthoredProject, script: Script = {}): Promise<World> =>
  world(document, { ...script, ports: { classifier: reading({ ...intents, ...script.intents }), ...script.ports } });

/** The variables of the stage. */
export const varsOf = async (w: World) => (await w.now()).stageVars.Main ?? {};

import type { Value } from '../../shared/value.ts';

type Document = { [key: string]: Value };

/** An action against which there is nothing to say, with some of it said otherwise. */
export const action = (name: string, more: Document = {}): Document => ({
  name,
  classificationTrigger: `The user wants ${name}`,
  examples: ['please do it'],
  effects: [say('Done.')],
  ...more,
});

export const say = (text: string, more: Document = {}): Document => ({ type: 'generate_response', mode: 'prescripted', responses: [text], ...more });

/** A document of one stage with these effects in its one action. */
export const withEffects = (...effects: Value[]): Document => shop({ stages: [{ name: 'Home', actions: [action('Help', { effects })] }] });

/** A document with one stage and one action, with some of it said otherwise. */
export const shop = (more: Document = {}): Document => ({ name: 'shop', stages: [{ name: 'Home', actions: [action('Help')] }], ...more });

/** A document with one playbook of these steps. */
export const withSteps = (...steps: Value[]): Document => shop({ playbooks: [{ name: 'Refund', sections: [{ name: 'One', steps }] }] });

export const script = (name: string, more: Document = {}): Document => ({ type: 'script', name, code: 'return 1;', ...more });
export const webhook = (name: string, more: Document = {}): Document => ({ type: 'webhook', name, url: 'https://api.example/x', ...more });

import type { Value } from '../../shared/value.ts';
import { action, say, script, shop, webhook } from './documents.ts';

const steps: Value[] = [
  { type: 'SET', variable: 'b', value: '=vars.a * 2' },
  {
    type: 'IF_ELSE',
    branches: [
      { operator: 'AND', conditions: [{ variable: 'b', operator: 'is', value: '=1 + 1' }], steps: [{ type: 'SET', variable: 'c', value: '=3' }] },
    ],
  },
];
/** A document that has some of everything. */
export const richDocument = shop({
  stages: [
    {
      name: 'Home',
      transformers: ['note'],
      actions: [
        action('Buy', {
          triggerOnClientCommand: true,
          condition: 'vars.a > 1',
          parameters: [{ name: 'item', type: 'string', required: true }],
          effects: [
            { type: 'modify_variables', modifications: [{ variable: 'a', operation: 'set', value: { deep: ['=1', 'text', { literal: '=no' }] } }] },
            { type: 'change_visibility', visibility: 'conditional', visibilityCondition: 'stage === "Home"' },
            say('= not code'),
          ],
        }),
      ],
    },
    { name: 'Other', actions: [action('Buy'), action('Leave', { triggerOnClientCommand: true })] },
  ],
  globalActions: [action('Help', { triggerOnClientCommand: true }), action('Chat')],
  constants: { formula: '=2' },
  transformers: [{ name: 'note', type: 'script', code: 'vars.n = 1;', condition: 'true' }],
  tools: [
    script('find'),
    webhook('call', { body: { id: '=params.id' }, query: { q: '=1' } }),
    { type: 'smart_function', name: 'think', prompt: 'x' },
  ],
  playbooks: [
    {
      name: 'Refund',
      triggerOnClientCommand: true,
      condition: 'vars.b',
      sections: [{ name: 'One', steps: [...steps, { type: 'RUN', target: { kind: 'handoff' } }] }],
    },
  ],
  promptSequences: [{ name: 'p', mode: 'auto_apply_changes', steps: [{ type: 'inline', prompt: 'x' }] }],
  actionSequences: [{ name: 's', actions: [{ tool: 'find', parameters: { x: '=5' } }] }],
  classifiers: [{ name: 'c', type: 'model' }],
  models: [{ name: 'm', provider: 'openai', model: 'x' }],
  knowledge: [{ id: 'k', question: 'q', answer: 'a' }],
});

import type { Value } from '../../shared/value.ts';

/** A small shop: two stages, a script tool, effects that priorities move, and one of each kind of text. */
export const sampleProject: Value = {
  name: 'shop',
  description: 'Order status, returns and opening hours',
  persona: 'You are the friendly assistant of a small shop.',
  stages: [
    {
      name: 'start',
      prompt: 'Help the visitor of the shop.',
      variables: [{ name: 'retryCount', type: 'number', default: 0 }],
      actions: [
        {
          name: 'order_status',
          classificationTrigger: 'the visitor asks where an order is',
          examples: ['where is my order 12345', 'has my parcel 12345 shipped?', 'track order 998'],
          parameters: [{ name: 'orderNumber', type: 'string', required: true, onMissing: 'ask', description: 'digits of the order' }],
          condition: "vars.retryCount < 3 && userProfile.tier !== 'blocked'",
          triggerOnClientCommand: true,
          effects: [
            {
              type: 'generate_response',
              mode: 'prescripted',
              responses: ['Your order {{params.orderNumber}} is {{vars.status}}.'],
            },
            { type: 'call_tool', tool: 'find_order', parameters: { orderNumber: '=params.orderNumber' }, saveAs: 'order' },
            { type: 'modify_variables', modifications: [{ variable: 'retryCount', operation: 'set', value: '=vars.retryCount + 1' }] },
          ],
        },
        {
          name: 'start_return',
          classificationTrigger: 'the visitor wants to send something back',
          examples: ['I want to return my shoes', 'how do I send this back'],
          effects: [
            { type: 'generate_response', mode: 'prescripted', responses: ['I can help with that.', 'Sure, let us start.'], selection: 'round_robin' },
            { type: 'go_to_stage', stage: 'returns' },
          ],
        },
      ],
      onFallback: { effects: [{ type: 'generate_response', mode: 'prescripted', responses: ['I did not get that.'] }] },
    },
    {
      name: 'returns',
      actions: [
        {
          name: 'stop',
          examples: ['never mind'],
          effects: [
            { type: 'abort_conversation', reason: 'the visitor gave up' },
            { type: 'generate_response', mode: 'prescripted', responses: ['Bye!'] },
          ],
        },
      ],
      onEnter: { effects: [{ type: 'generate_response', mode: 'prescripted', responses: ['Which order is it about?'] }] },
    },
  ],
  globalActions: [
    {
      name: 'opening_hours',
      examples: ['when are you open', 'opening hours'],
      effects: [{ type: 'generate_response', mode: 'prescripted', responses: ['We are open from 9 to 18 on weekdays.'] }],
    },
  ],
  tools: [
    { name: 'find_order', type: 'script', description: 'Looks an order up', code: "vars.status = 'shipped';\nresult = { status: vars.status };" },
  ],
  knowledge: [{ id: 'shipping', question: 'What does shipping cost?', answer: 'Nothing above 50 €.' }],
  widget: { title: 'Shop', greeting: 'Hello!' },
};

/** The sample with many actions, for what must stay quick in a large project. */
export function largeProject(actions: number): Value {
  const many = Array.from({ length: actions }, (_, index) => ({
    name: `action_${index}`,
    classificationTrigger: `the visitor asks about subject ${index}`,
    examples: Array.from({ length: 8 }, (_, example) => `please tell me about subject ${index} in wording ${example}`),
    effects: [{ type: 'generate_response', mode: 'prescripted', responses: [`This is what we know about subject ${index}.`] }],
  }));
  return { name: 'large', stages: [{ name: 'start', actions: many }] };
}

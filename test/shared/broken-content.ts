import type { Value } from '../../shared/value.ts';
import { action, say, script, shop, webhook, withEffects, withSteps } from './documents.ts';

const branch = (more: { [key: string]: Value }): Value => ({ type: 'IF_ELSE', branches: [{ operator: 'AND', steps: [], ...more }] });
const first = 'playbooks[0].sections[0].steps[0]';

/** Documents whose parts contradict themselves or say too little, and exactly what is found: path and code. */
export const brokenContent: [title: string, document: Value, expected: string[]][] = [
  ['C-38 a branch without a condition', withSteps(branch({})), [`${first}.branches[0] condition.empty`]],
  [
    'C-38 an empty group, at any depth',
    withSteps(branch({ groups: [{ operator: 'OR', conditions: [], groups: [{ operator: 'AND', conditions: [] }] }] })),
    [`${first}.branches[0].groups[0].groups[0] condition.empty`],
  ],
  [
    'R004-46 a comparison without a value',
    withSteps(branch({ conditions: [{ variable: 'a', operator: 'is' }] })),
    [`${first}.branches[0].conditions[0] condition.no_value`],
  ],
  ['R004-03 a fixed SEND without text', withSteps({ type: 'SEND' }), [`${first} step.incomplete`]],
  ['R004-03 a contextual SEND without instruction', withSteps({ type: 'SEND', mode: 'contextual', text: 'x' }), [`${first} step.incomplete`]],
  ['R004-13 an exact SET without value', withSteps({ type: 'SET', variable: 'a' }), [`${first} step.incomplete`]],
  ['R004-17 a reasoning SET without instruction', withSteps({ type: 'SET', mode: 'reasoning', variable: 'a' }), [`${first} step.incomplete`]],
  [
    'R004-29 a mapping ASK with two variables',
    withSteps({ type: 'ASK', mode: 'map', inputs: ['a', 'b'].map((variable) => ({ variable, instructions: 'the answer' })) }),
    [`${first}.inputs step.too_many_inputs`],
  ],
  [
    'an ASK that wants a pattern and has none, and one whose pattern is none',
    withSteps({
      type: 'ASK',
      inputs: [
        { variable: 'a', instructions: 'x', validate: 'pattern' },
        { variable: 'b', instructions: 'x', validate: 'pattern', pattern: '(' },
      ],
    }),
    [`${first}.inputs[0] step.incomplete`, `${first}.inputs[1].pattern pattern.invalid`],
  ],
  [
    'R003-25 a prescripted response without text',
    withEffects({ type: 'generate_response', mode: 'prescripted' }),
    ['stages[0].actions[0].effects[0] effect.incomplete'],
  ],
  [
    'C-03 a conditional visibility without condition',
    withEffects({ type: 'change_visibility', visibility: 'conditional' }, say('x')),
    ['stages[0].actions[0].effects[0] effect.incomplete'],
  ],
  [
    'R003-09 an enum without values, and a pattern that is none',
    shop({
      stages: [
        {
          name: 'Home',
          actions: [
            action('Help', {
              parameters: [
                { name: 'a', type: 'enum' },
                { name: 'b', pattern: '[' },
              ],
            }),
          ],
        },
      ],
    }),
    ['stages[0].actions[0].parameters[0] parameter.no_values', 'stages[0].actions[0].parameters[1].pattern pattern.invalid'],
  ],
  [
    'templates that do not parse, in every place that has them',
    shop({
      persona: '{{',
      noModelReply: '{{#if a}}',
      stages: [
        {
          name: 'Home',
          prompt: '{{/if}}',
          actions: [
            action('Help', {
              effects: [
                say('{{a b}}', { buttons: [{ label: '{{', parameters: { x: ['{{'] } }] }),
                { type: 'modify_variables', modifications: [{ variable: 'a', operation: 'set', value: { deep: ['{{> x}}', { literal: '{{' }] } }] },
                { type: 'send_to_page', event: 'e', data: '{{x' },
                { type: 'end_conversation', reason: '{{x.0}}' },
              ],
            }),
          ],
        },
      ],
      tools: [webhook('w', { url: 'https://a.example/{{x', headers: { 'x-a': '{{' }, body: { b: '{{' } })],
      knowledge: [{ id: 'k', question: 'q', answer: '{{' }],
      playbooks: [
        {
          name: 'P',
          sections: [
            { name: 'S', steps: [branch({ conditions: [{ variable: 'a', operator: 'is', value: '{{' }], steps: [{ type: 'SEND', text: '{{' }] })] },
          ],
        },
      ],
    }),
    [
      'persona',
      'stages[0].prompt',
      ...['responses[0]', 'buttons[0].label', 'buttons[0].parameters.x[0]'].map((it) => `stages[0].actions[0].effects[0].${it}`),
      'stages[0].actions[0].effects[1].modifications[0].value.deep[0]',
      'stages[0].actions[0].effects[2].data',
      'stages[0].actions[0].effects[3].reason',
      'tools[0].url',
      'tools[0].headers.x-a',
      'tools[0].body.b',
      'playbooks[0].sections[0].steps[0].branches[0].conditions[0].value',
      'playbooks[0].sections[0].steps[0].branches[0].steps[0].text',
      'knowledge[0].answer',
      'noModelReply',
    ].map((it) => `${it} template.syntax`),
  ],
  ['G-28 a secret in a message', withEffects(say('{{secrets.KEY}}')), ['stages[0].actions[0].effects[0].responses[0] secret.out_of_place']],
  [
    'P-37 secrets that are written out',
    shop({
      constants: { key: `sk-${'a1B2'.repeat(8)}`, note: 'sk-1 is a shelf' },
      tools: [
        webhook('w', {
          headers: { Authorization: 'Bearer abc', 'X-Api-Key': '{{secrets.SHOP_KEY}}', Accept: 'text/plain', Cookie: 'a=b' },
          query: { q: `ghp_${'a'.repeat(36)}` },
        }),
      ],
    }),
    ['tools[0].headers.Authorization', 'tools[0].headers.Cookie', 'constants.key', 'tools[0].query.q'].map((it) => `${it} secret.literal`),
  ],
  ...['{{constants.api}}/x', 'https://{{vars.host}}/x', 'https://a.example{{vars.more}}', 'https://me@a.example/x', 'ftp://a.example', '/x'].map(
    (url): [string, Value, string[]] => [`P-35 the URL ${url}`, shop({ tools: [webhook('w', { url })] }), ['tools[0].url webhook.host']],
  ),
  [
    'P-37 a password in a URL',
    shop({ tools: [webhook('w', { url: 'https://me:pass@a.example/x' })] }),
    ['tools[0].url secret.literal', 'tools[0].url webhook.host'],
  ],
  [
    'names and templates are checked although the schema has found faults elsewhere',
    { ...withEffects(say('{{'), { type: 'go_to_stage', stage: 'x' }, { type: 'nope' }), tools: [script('a'), script('a'), { name: 'b' }], extra: 1 },
    [
      'stages[0].actions[0].effects[2].type schema.wrong_value',
      'tools[2].type schema.missing',
      'extra schema.unknown_key',
      'tools[1].name name.duplicate',
      'stages[0].actions[0].effects[1].stage name.unknown',
      'stages[0].actions[0].effects[0].responses[0] template.syntax',
    ],
  ],
];

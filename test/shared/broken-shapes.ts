import type { Value } from '../../shared/value.ts';
import { action, shop, withEffects, withSteps } from './documents.ts';

const deep = (levels: number): Value => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
const sequence = (more: { [key: string]: Value }): Value =>
  shop({ promptSequences: [{ name: 'p', mode: 'auto_apply_changes', steps: [{ type: 'inline', prompt: 'x' }], ...more }] });
const variable = (more: { [key: string]: Value }): Value => sequence({ variables: [{ name: 'a', type: 'text', ...more }] });
const first = 'playbooks[0].sections[0].steps[0]';
const effect = 'stages[0].actions[0].effects[0]';

/** Documents that do not fit the schema, and exactly what is found: path and code. */
export const brokenShapes: [title: string, document: Value, expected: string[]][] = [
  ['no object', [], [' document.not_an_object']],
  ['nothing', null, [' document.not_an_object']],
  ['an empty object', {}, ['name schema.missing', 'stages schema.missing']],
  ['no stage', shop({ stages: [] }), ['stages schema.too_small']],
  ['too deep', shop({ constants: { a: deep(200) } }), [`constants.a${'[0]'.repeat(6)} document.too_deep`]],
  ['so deep that a recursion would end', shop({ constants: { a: deep(5_000) } }), [`constants.a${'[0]'.repeat(6)} document.too_deep`]],
  [
    'G-25 a reserved key',
    JSON.parse('{"name": "shop", "constants": {"a": {"__proto__": 1}}, "stages": [{"name": "a"}]}'),
    ['constants.a.__proto__ document.reserved_key'],
  ],
  ['G-25 a reserved name', shop({ stages: [{ name: 'constructor' }] }), ['stages[0].name schema.malformed']],
  [
    'unknown keys, near and far',
    shop({ stage: [], xyz: 1, langauge: 'en' }),
    ['stage schema.unknown_key', 'xyz schema.unknown_key', 'langauge schema.unknown_key'],
  ],
  ['a required key under a mistyped name is told once', { nmae: 'shop', stages: [{ name: 'a' }] }, ['nmae schema.unknown_key']],
  ['an unknown effect', withEffects({ type: 'call_tol', tool: 'x' }), [`${effect}.type schema.wrong_value`]],
  ['an effect without a type', withEffects({ tool: 'x' }), [`${effect}.type schema.missing`]],
  ['an effect that is text', withEffects('say hello'), [`${effect} schema.wrong_type`]],
  ['an effect with a key of another', withEffects({ type: 'go_to_stage', stage: 'Home', tool: 'x' }), [`${effect}.tool schema.unknown_key`]],
  ['R003-24 an unknown mode', withEffects({ type: 'generate_response', mode: 'prescript' }), [`${effect}.mode schema.wrong_value`]],
  [
    'R003-16 a set without a value',
    withEffects({ type: 'modify_variables', modifications: [{ variable: 'a', operation: 'set' }] }),
    [`${effect}.modifications[0].value schema.missing`],
  ],
  [
    'a name that is no identifier',
    withEffects({ type: 'modify_variables', modifications: [{ variable: '1a', operation: 'reset' }] }),
    [`${effect}.modifications[0].variable schema.malformed`],
  ],
  [
    'R003-12 an unknown watch mode',
    shop({ stages: [{ name: 'Home', actions: [action('Help', { watchedVariables: { a: 'gone' } })] }] }),
    ['stages[0].actions[0].watchedVariables.a schema.wrong_value'],
  ],
  ['a constant under a name that is no identifier', shop({ constants: { 'a b': 1 } }), ['constants.a b schema.bad_key']],
  [
    'a number as text, a broken number, too much',
    shop({ limits: { effects: '5', steps: 1.5, toolCalls: 5_000 } }),
    ['limits.effects schema.wrong_type', 'limits.steps schema.wrong_type', 'limits.toolCalls schema.too_big'],
  ],
  [
    'formats',
    shop({ name: 'My Shop', language: 'english', timezone: 'Mars' }),
    ['name schema.malformed', 'language schema.malformed', 'timezone schema.malformed'],
  ],
  [
    'P-37 a key in place of the name of one',
    shop({ models: [{ name: 'm', provider: 'opnai', model: 'x', apiKey: 'my-key' }] }),
    ['models[0].provider schema.wrong_value', 'models[0].apiKey schema.malformed'],
  ],
  ['R003-22 an unknown kind of tool', shop({ tools: [{ type: 'scrpt', name: 'a' }] }), ['tools[0].type schema.wrong_value']],
  [
    'R000-06 an action sequence without items',
    shop({ actionSequences: [{ name: 's', actions: [] }] }),
    ['actionSequences[0].actions schema.too_small'],
  ],
  [
    'items of an action sequence, each told at the branch that was meant',
    shop({ actionSequences: [{ name: 's', actions: [{ tol: 'x' }, { tool: 1 }, { effect: { type: 'go_to_stag' } }, { action: 'Help', x: 1 }, 5] }] }),
    [
      '[0] schema.wrong_type',
      '[1].tool schema.wrong_type',
      '[2].effect.type schema.wrong_value',
      '[3].x schema.unknown_key',
      '[4] schema.wrong_type',
    ].map((it) => `actionSequences[0].actions${it}`),
  ],
  [
    'accepted values',
    shop({ stages: [{ name: 'Home', actions: [action('Help', { parameters: [{ name: 'a', acceptedValues: ['x', 3, { valu: 'x' }] }] })] }] }),
    [
      'stages[0].actions[0].parameters[0].acceptedValues[1] schema.wrong_type',
      'stages[0].actions[0].parameters[0].acceptedValues[2].valu schema.unknown_key',
    ],
  ],
  ['R002-02 a long name', sequence({ name: 'x'.repeat(121) }), ['promptSequences[0].name schema.too_big']],
  ['R002-03 an unknown execution mode', sequence({ mode: 'auto_apply' }), ['promptSequences[0].mode schema.wrong_value']],
  ['R002-04 no step', sequence({ steps: [] }), ['promptSequences[0].steps schema.too_small']],
  [
    'R002-04 too many steps',
    sequence({ steps: Array.from({ length: 101 }, () => ({ type: 'inline', prompt: 'x' })) }),
    ['promptSequences[0].steps schema.too_big'],
  ],
  [
    'R002-05 an unknown type of step',
    sequence({ steps: [{ type: 'snipet', snippetId: 'x' }] }),
    ['promptSequences[0].steps[0].type schema.wrong_value'],
  ],
  [
    'R002-06 an empty prompt, a long one, none',
    sequence({ steps: [{ type: 'inline', prompt: '' }, { type: 'inline', prompt: 'x'.repeat(20_001) }, { type: 'inline' }] }),
    [
      'promptSequences[0].steps[0].prompt schema.malformed',
      'promptSequences[0].steps[1].prompt schema.too_big',
      'promptSequences[0].steps[2].prompt schema.missing',
    ],
  ],
  [
    'R002-07 a snippet step without its snippet',
    sequence({ steps: [{ type: 'snippet' }] }),
    ['promptSequences[0].steps[0].snippetId schema.missing'],
  ],
  [
    'R002-10 too many variables',
    sequence({ variables: Array.from({ length: 101 }, (_, at) => ({ name: `v${at}`, type: 'text' })) }),
    ['promptSequences[0].variables schema.too_big'],
  ],
  [
    'R002-11 names of variables',
    sequence({
      variables: [
        { name: 'a-b', type: 'text' },
        { name: 'x'.repeat(129), type: 'text' },
      ],
    }),
    ['promptSequences[0].variables[0].name schema.malformed', 'promptSequences[0].variables[1].name schema.too_big'],
  ],
  ['R002-12 an unknown type of variable', variable({ type: 'number' }), ['promptSequences[0].variables[0].type schema.wrong_value']],
  ['R002-13 C-23 a line break in a text default', variable({ default: 'a\nb' }), ['promptSequences[0].variables[0].default schema.malformed']],
  ['R002-14 a long label', variable({ label: 'x'.repeat(201) }), ['promptSequences[0].variables[0].label schema.too_big']],
  ['R002-15 a long description', variable({ description: 'x'.repeat(201) }), ['promptSequences[0].variables[0].description schema.too_big']],
  ['R002-16 a long default', variable({ default: 'x'.repeat(2_001) }), ['promptSequences[0].variables[0].default schema.too_big']],
  ['R004-03 an unknown type of step', withSteps({ type: 'ASKK' }), [`${first}.type schema.wrong_value`]],
  [
    'R004-26 R004-27 an ASK without and with empty instructions',
    withSteps({ type: 'ASK', inputs: [{ variable: 'a' }, { variable: 'b', instructions: '' }] }),
    [`${first}.inputs[0].instructions schema.missing`, `${first}.inputs[1].instructions schema.too_small`],
  ],
  ...[0, 21, 1.5].map((maxReaskAttempts): [string, Value, string[]] => [
    `R004-31 ${maxReaskAttempts} attempts`,
    withSteps({ type: 'ASK', inputs: [{ variable: 'a', instructions: 'x' }], maxReaskAttempts }),
    [`${first}.maxReaskAttempts schema.${maxReaskAttempts === 0 ? 'too_small' : maxReaskAttempts === 21 ? 'too_big' : 'wrong_type'}`],
  ]),
  ['R004-37 an unknown target of RUN', withSteps({ type: 'RUN', target: { kind: 'acton', name: 'x' } }), [`${first}.target.kind schema.wrong_value`]],
  [
    'R004-45 an IF/ELSE without branches, a branch without steps',
    withSteps({ type: 'IF_ELSE' }, { type: 'IF_ELSE', branches: [{ operator: 'OR', conditions: [{ variable: 'a', operator: 'is_set' }] }] }),
    [`${first}.branches schema.missing`, 'playbooks[0].sections[0].steps[1].branches[0].steps schema.missing'],
  ],
  [
    'R004-47 a branch without an operator',
    withSteps({ type: 'IF_ELSE', branches: [{ conditions: [{ variable: 'a', operator: 'is_set' }], steps: [] }] }),
    [`${first}.branches[0].operator schema.missing`],
  ],
  [
    'R004-46 an unknown operator, deep inside',
    withSteps({
      type: 'IF_ELSE',
      branches: [{ operator: 'AND', conditions: [{ variable: 'a', operator: 'equals', value: 1 }], steps: [{ type: 'GO_TO', target: 'x' }] }],
    }),
    [
      `${first}.branches[0].conditions[0].operator schema.wrong_value`,
      `${first}.branches[0].steps[0].target_step_id schema.missing`,
      `${first}.branches[0].steps[0].target schema.unknown_key`,
    ],
  ],
  [
    'R004-50 a group without operator and conditions',
    withSteps({ type: 'IF_ELSE', branches: [{ operator: 'AND', steps: [], groups: [{ groups: [] }] }] }),
    [
      `${first}.branches[0].groups[0].operator schema.missing`,
      `${first}.branches[0].groups[0].conditions schema.missing`,
      `${first}.branches[0].groups[0] condition.empty`,
    ],
  ],
  ['R004-52 a GO TO without a target', withSteps({ type: 'GO_TO' }), [`${first}.target_step_id schema.missing`]],
];

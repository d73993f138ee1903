import type { AuthoredProject } from '../../shared/project/project.ts';

/** A stage as shops have it: ten actions, three of them conditional; one turn runs four effects, one of them a script. */
export const benchProject: AuthoredProject = {
  name: 'test',
  tools: [
    {
      type: 'script',
      name: 'look_up',
      parameters: [{ name: 'orderNumber', type: 'code' }],
      code: 'const known = { shipped: true, number: params.orderNumber }; vars.seen = (vars.seen ?? 0) + 1; return known;',
    },
  ],
  profile: [{ name: 'lastOrder', type: 'string' }],
  stages: [
    {
      name: 'Main',
      variables: [{ name: 'status', type: 'string' }],
      actions: [
        {
          name: 'CheckOrder',
          classificationTrigger: 'The user wants to know where an order is',
          examples: [
            'where is my order',
            'has my parcel {orderNumber} shipped?',
            'track order {orderNumber}',
            'when will my package {orderNumber} arrive',
            'status of my delivery',
            'is order {orderNumber} on its way',
          ],
          parameters: [{ name: 'orderNumber', type: 'code', pattern: '[0-9]{5}' }],
          condition: 'vars.blocked !== true',
          effects: [
            { type: 'modify_variables', modifications: [{ variable: 'status', operation: 'set', value: 'looking up {{params.orderNumber}}' }] },
            { type: 'modify_user_profile', modifications: [{ variable: 'lastOrder', operation: 'set', value: '{{params.orderNumber}}' }] },
            { type: 'call_tool', tool: 'look_up', parameters: { orderNumber: '{{params.orderNumber}}' } },
            {
              type: 'generate_response',
              mode: 'prescripted',
              responses: ['Order {{results.tools.look_up.number}} {{#if results.tools.look_up.shipped}}is on its way{{else}}is being packed{{/if}}.'],
            },
          ],
        },
        ...['returns', 'opening hours', 'gift cards', 'sizes', 'payment', 'newsletter', 'repairs', 'jobs', 'stores'].map((subject, index) => ({
          name: `About${index}`,
          classificationTrigger: `The user asks about ${subject}`,
          examples: [
            `tell me about ${subject}`,
            `I have a question about ${subject}`,
            `how do ${subject} work`,
            `${subject} please`,
            `what should I know about ${subject}`,
          ],
          ...(index < 2 ? { condition: 'userProfile.tier !== "blocked" && !vars.quiet' } : {}),
          effects: [{ type: 'generate_response' as const, mode: 'prescripted' as const, responses: [`About ${subject}: see our pages.`] }],
        })),
      ],
    },
  ],
};

export const benchText = 'has my parcel 12345 shipped?';

/** The same stage with so many more actions, each under a condition that holds. */
export function conditional(count: number): AuthoredProject {
  const [stage, ...others] = benchProject.stages;
  const more = Array.from({ length: count }, (_, index) => ({
    name: `Extra${index}`,
    triggerOnUserInput: true,
    classificationTrigger: `The user asks about extra number ${index}`,
    examples: [`extra ${index} please`],
    condition: `(vars.n${index} ?? 0) < 3 && userProfile.tier !== 'tier${index}'`,
    effects: [],
  }));
  return { ...benchProject, stages: stage ? [{ ...stage, actions: [...(stage.actions ?? []), ...more] }, ...others] : [] };
}

import type { Value } from '../../shared/value.ts';
import { action, say, script, shop, withEffects, withSteps } from './documents.ts';

/** Documents that fit the schema and name what is not there or what may not be, and exactly what is found: path and code. */
export const brokenNames: [title: string, document: Value, expected: string[]][] = [
  ['an unknown stage', withEffects({ type: 'go_to_stage', stage: 'Hoem' }), ['stages[0].actions[0].effects[0].stage name.unknown']],
  ['an unknown tool', withEffects({ type: 'call_tool', tool: 'find' }), ['stages[0].actions[0].effects[0].tool name.unknown']],
  ['an unknown playbook', withEffects({ type: 'start_playbook', playbook: 'Refund' }), ['stages[0].actions[0].effects[0].playbook name.unknown']],
  [
    'an unknown prompt sequence',
    withEffects({ type: 'run_prompt_sequence', sequence: 'a' }),
    ['stages[0].actions[0].effects[0].sequence name.unknown'],
  ],
  [
    'an unknown default classifier and model',
    shop({ defaultClassifier: 'a', defaultModel: 'b' }),
    ['defaultClassifier name.unknown', 'defaultModel name.unknown'],
  ],
  [
    'unknown names in a stage',
    shop({
      stages: [{ name: 'Home', classifier: 'a', model: 'b', transformers: ['c'], tools: ['d'], actions: [action('Help', { classifier: 'e' })] }],
    }),
    ['stages[0].classifier', 'stages[0].model', 'stages[0].transformers[0]', 'stages[0].tools[0]', 'stages[0].actions[0].classifier'].map(
      (it) => `${it} name.unknown`,
    ),
  ],
  [
    'unknown names in a workflow',
    shop({
      stages: [{ name: 'Home', workflow: { start: 'x', states: [{ name: 'a' }, { name: 'a' }], transitions: [{ from: 'a', to: 'b', tool: 'c' }] } }],
    }),
    [
      'stages[0].workflow.states[1].name name.duplicate',
      'stages[0].workflow.start name.unknown',
      'stages[0].workflow.transitions[0].to name.unknown',
      'stages[0].workflow.transitions[0].tool name.unknown',
    ],
  ],
  ['R001-06 an unknown dependency', shop({ tools: [script('a', { dependsOn: ['b'] })] }), ['tools[0].dependsOn[0] name.unknown']],
  [
    'an unknown fallback model',
    shop({ models: [{ name: 'a', provider: 'openai', model: 'x', fallback: ['b'] }] }),
    ['models[0].fallback[0] name.unknown'],
  ],
  [
    'R000-05 unknown items of an action sequence',
    shop({ actionSequences: [{ name: 's', actions: [{ tool: 'a' }, { action: 'b' }, { effect: { type: 'call_tool', tool: 'c' } }] }] }),
    ['actionSequences[0].actions[2].effect.tool', 'actionSequences[0].actions[0].tool', 'actionSequences[0].actions[1].action'].map(
      (it) => `${it} name.unknown`,
    ),
  ],
  [
    'R002-07 an unknown snippet',
    shop({ promptSequences: [{ name: 'p', mode: 'auto_apply_changes', steps: [{ type: 'snippet', snippetId: 'x' }] }] }),
    ['promptSequences[0].steps[0].snippetId name.unknown'],
  ],
  [
    'R002-17 C-24 placeholders that are no variable, in a prompt and in a snippet that it uses',
    shop({
      snippets: [{ id: 's', content: 'To {{whom}}.' }],
      promptSequences: [
        {
          name: 'p',
          mode: 'auto_apply_changes',
          variables: [{ name: 'who', type: 'text' }],
          steps: [
            { type: 'inline', prompt: '{{who}} and {{wo}}' },
            { type: 'snippet', snippetId: 's' },
          ],
        },
      ],
    }),
    ['promptSequences[0].steps[0].prompt placeholder.unknown', 'promptSequences[0].steps[1].snippetId placeholder.unknown'],
  ],
  [
    'a button that starts a prompt sequence which clients may not start',
    shop({
      widget: { buttons: [{ label: 'Go', command: 'p' }] },
      promptSequences: [{ name: 'p', mode: 'auto_apply_changes', steps: [{ type: 'inline', prompt: 'x' }] }],
    }),
    ['widget.buttons[0].command command.not_offered'],
  ],
  [
    'R004-52 a GO TO without a target, also inside of a branch',
    withSteps(
      { type: 'GO_TO', target_step_id: 'x' },
      {
        type: 'IF_ELSE',
        id: 'here',
        branches: [{ operator: 'AND', conditions: [{ variable: 'a', operator: 'is_set' }], steps: [{ type: 'GO_TO', target_step_id: 'heer' }] }],
      },
    ),
    ['playbooks[0].sections[0].steps[0].target_step_id', 'playbooks[0].sections[0].steps[1].branches[0].steps[0].target_step_id'].map(
      (it) => `${it} name.unknown`,
    ),
  ],
  [
    'R004-37 unknown targets of RUN',
    withSteps({ type: 'RUN', target: { kind: 'action', name: 'a' } }, { type: 'RUN', target: { kind: 'playbook', name: 'b' } }),
    ['playbooks[0].sections[0].steps[0].target.name', 'playbooks[0].sections[0].steps[1].target.name'].map((it) => `${it} name.unknown`),
  ],
  [
    'an unknown command on a reply button',
    withEffects(say('Hi', { buttons: [{ label: 'x', command: 'Halp' }] })),
    ['stages[0].actions[0].effects[0].buttons[0].command name.unknown'],
  ],
  [
    'a widget button whose action is not for clients',
    shop({ widget: { buttons: [{ label: 'x', command: 'Help' }] } }),
    ['widget.buttons[0].command command.not_offered'],
  ],
  ['two stages of one name', shop({ stages: [{ name: 'Home' }, { name: 'Home' }] }), ['stages[1].name name.duplicate']],
  [
    'R003-06 two actions of one name in a stage',
    shop({ stages: [{ name: 'Home', actions: [action('Help'), action('Help')] }] }),
    ['stages[0].actions[1].name name.duplicate'],
  ],
  ['two global actions of one name', shop({ globalActions: [action('Other'), action('Other')] }), ['globalActions[1].name name.duplicate']],
  [
    'two parameters of one name',
    shop({ tools: [script('a', { parameters: [{ name: 'x' }, { name: 'x' }] })] }),
    ['tools[0].parameters[1].name name.duplicate'],
  ],
  [
    'R002-11 two variables of one name in a prompt sequence',
    shop({
      promptSequences: [
        {
          name: 'p',
          mode: 'auto_apply_changes',
          steps: [{ type: 'inline', prompt: 'x' }],
          variables: [
            { name: 'a', type: 'text' },
            { name: 'a', type: 'text' },
          ],
        },
      ],
    }),
    ['promptSequences[0].variables[1].name name.duplicate'],
  ],
  [
    'R004-52 two steps of one id',
    withSteps({ type: 'SEND', id: 'a', text: 'x' }, { type: 'SEND', id: 'a', text: 'y' }),
    ['playbooks[0].sections[0].steps[1].id name.duplicate'],
  ],
  [
    'a tool and an action sequence of one name',
    shop({ tools: [script('a')], actionSequences: [{ name: 'a', actions: [{ tool: 'a' }] }] }),
    ['actionSequences[0].name name.taken', 'actionSequences[0].actions[0].tool sequence.nested'],
  ],
  [
    'R000-12 a sequence in a sequence, by name, by an effect and through an action',
    shop({
      stages: [{ name: 'Home', actions: [action('Help', { effects: [{ type: 'call_tool', tool: 'one' }, say('Done.')] })] }],
      tools: [script('t')],
      actionSequences: [
        { name: 'one', actions: [{ tool: 't' }] },
        { name: 'two', actions: [{ tool: 'one' }, { effect: { type: 'call_tool', tool: 'one' } }, { action: 'Help' }] },
      ],
    }),
    ['actionSequences[1].actions[0].tool', 'actionSequences[1].actions[2].action', 'actionSequences[1].actions[1].effect.tool'].map(
      (it) => `${it} sequence.nested`,
    ),
  ],
  [
    'R003-28 what On Enter may not do',
    shop({
      stages: [
        {
          name: 'Home',
          onEnter: { effects: [{ type: 'end_conversation' }, { type: 'abort_conversation' }, { type: 'go_to_stage', stage: 'Home' }, say('Fine.')] },
        },
      ],
    }),
    [0, 1, 2].map((at) => `stages[0].onEnter.effects[${at}].type hook.banned`),
  ],
  [
    'R003-29 what On Leave may not do',
    shop({ stages: [{ name: 'Home', onLeave: { effects: [{ type: 'go_to_stage', stage: 'Home' }, say('Bye.'), { type: 'end_conversation' }] } }] }),
    [0, 1].map((at) => `stages[0].onLeave.effects[${at}].type hook.banned`),
  ],
  [
    'R001-06 tools that wait for each other',
    shop({
      tools: [
        script('a', { dependsOn: ['b'] }),
        script('b', { dependsOn: ['c'] }),
        script('c', { dependsOn: ['b'] }),
        script('d', { dependsOn: ['d'] }),
      ],
    }),
    ['tools[1].dependsOn cycle.tools', 'tools[3].dependsOn cycle.tools'],
  ],
  [
    'C-41 playbooks that run each other',
    shop({
      playbooks: ['A', 'B'].map((name) => ({
        name,
        sections: [{ name: 'One', steps: [{ type: 'RUN', target: { kind: 'playbook', name: name === 'A' ? 'B' : 'A' } }] }],
      })),
    }),
    ['playbooks[0] cycle.playbooks'],
  ],
  [
    'a model that falls back on itself',
    shop({ models: [{ name: 'a', provider: 'openai', model: 'x', fallback: ['a'] }] }),
    ['models[0].fallback cycle.models'],
  ],
];

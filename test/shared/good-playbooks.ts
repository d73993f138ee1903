import type { Value } from '../../shared/value.ts';
import { script, shop, webhook } from './documents.ts';
import { act, ask, book, child, exit, go, is, link, main, reason, say, set, start, when } from './playbook-steps.ts';

/** Playbooks against which there is nothing to say. */
export const goodPlaybooks: [title: string, document: Value][] = [
  ['a SEND', main(say())],
  ['an email address is no variable', main(say('write to help@shop.example'))],
  ['R004-53 a retry that asks', main(ask('a', { id: 'q' }), when(is('a', 'x'), [go('q')]), say('@a'))],
  ['R004-53 a counted loop', main(set('n', 0), set('n', '=vars.n + 1', { id: 'a' }), when(is('n', 3, 'lt'), [say('@n'), go('a')]), say('done'))],
  [
    'R004-53 a retry of an action',
    main(
      act({ statusVariable: 'code' }),
      when(is('code', 200), [say('fine')], {
        else: [say('once more'), act({ statusVariable: 'code' }, 'lookup'), when(is('code', 200), [say()], { else: [say()] })],
      }),
    ),
  ],
  ['R004-53 a shared section for errors', book([[ask('a'), when(is('a', 'x'), [go('error')]), say('fine'), exit], [say('error', 'error')]])],
  [
    'R004-53 a loop over an action',
    main(
      set('n', 0),
      say('trying', 'a'),
      act({ statusVariable: 'code' }),
      when(is('code', 200), [say('fine'), exit]),
      set('n', '=vars.n + 1'),
      when(is('n', 3, 'lt'), [go('a')]),
      say('no'),
    ),
  ],
  ['a variable that both branches set', main(ask('a'), when(is('a', 'x'), [set('b', 1)], { else: [set('b', 2)] }), say('@b'))],
  ['whether a variable is set may be asked of any', main(when({ variable: 'a', operator: 'is_set' }, [say()], { else: [say()] }))],
  ['inputs are given', book([[say('@who')]], { main: { inputs: ['who'] } })],
  [
    'what effects, stages and scripts set is given',
    book([[say('@a @b @c')]], {
      stages: [
        {
          name: 'Home',
          variables: [{ name: 'a' }],
          actions: [
            {
              ...start,
              effects: [
                { type: 'call_tool', tool: 'refund', saveAs: 'b' },
                { type: 'start_playbook', playbook: 'Main' },
              ],
            },
          ],
        },
      ],
      tools: [script('refund', { code: 'vars.c = 1; return 1;' }), webhook('lookup')],
    }),
  ],
  [
    'all accepted values have a branch',
    main(ask('size', { acceptedValues: ['s', 'l'] }), {
      type: 'IF_ELSE',
      branches: [
        { operator: 'AND', conditions: [is('size', 'S')], steps: [say()] },
        { operator: 'AND', conditions: [is('size', 'l')], steps: [say()] },
      ],
    }),
  ],
  ['an else takes the rest', main(ask('size', { acceptedValues: ['s', 'l'] }), when(is('size', 's'), [say()], { else: [say()] }))],
  [
    'a variable that something else may write',
    main(ask('size', { acceptedValues: ['s', 'l'] }), set('size', '=vars.size + "x"'), when(is('size', 's'), [say()]), say()),
  ],
  ['a comparison with something computed', main(ask('size', { acceptedValues: ['s', 'l'] }), when(is('size', '=vars.size'), [say()]), say())],
  [
    'R004-23 an action, a value out of its answer, a branch',
    main(act(), reason('size', { acceptedValues: ['s'], fallback: '?' }), when(is('size', 's'), [say()], { else: [say()] })),
  ],
  ['a contextual SEND with words for when there is no model', main({ type: 'SEND', mode: 'contextual', instruction: 'greet', text: 'Hi.' })],
  [
    'with a model nothing is missing',
    book([[{ type: 'SEND', mode: 'contextual', instruction: 'greet' }, reason('a'), say('@a')]], {
      models: [{ name: 'm', provider: 'openai', model: 'x' }],
    }),
  ],
  [
    'a child for others only may be silent',
    book(
      [[say(), link('Child', { inputs: { a: 1 }, outputs: { b: 'c' } }), say('@b')]],
      child([act({ inputs: { a: '@a' } }), set('c', 1)], { inputs: ['a'], outputs: ['c'], onlyInsideOtherPlaybooks: true }),
    ),
  ],
  [
    'a playbook with a description, and one with a command',
    shop({
      playbooks: [
        { name: 'A', description: 'when asked', examples: ['do a'], sections: [{ name: 'a', steps: [say()] }] },
        { name: 'B', triggerOnClientCommand: true, sections: [{ name: 'a', steps: [say()] }] },
      ],
    }),
  ],
  [
    'R004-42 the status by a SET',
    main(act({}, 'lookup'), set('code', '=results.webhooks.lookup.status'), when(is('code', 200), [say()], { else: [say()] })),
  ],
];

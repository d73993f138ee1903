import type { Value } from '../../shared/value.ts';
import { action, shop } from './documents.ts';
import { act, ask, at, book, child, exit, go, is, link, main, reason, say, set, start, when } from './playbook-steps.ts';

/** Playbooks that are broken, and exactly what is found in each: level, place and code. */
export const brokenPlaybooks: [title: string, document: Value, expected: string[]][] = [
  // What nothing leads to.
  ['R004-54 a step after an exit', main(say(), exit, say()), [`warning ${at('[2]')} playbook.unreachable_step`]],
  ['a step after a handoff', main({ type: 'RUN', target: { kind: 'handoff' } }, say(), say()), [`warning ${at('[1]')} playbook.unreachable_step`]],
  ['a step that a GO TO jumps over', main(say(), go('b'), say('never'), say('b', 'b')), [`warning ${at('[2]')} playbook.unreachable_step`]],
  ['two steps that only lead to each other', main(say(), exit, say('a', 'a'), go('a')), [`warning ${at('[2]')} playbook.unreachable_step`]],
  [
    'steps after branches that all leave',
    main(ask('a'), when(is('a', 'x'), [exit], { else: [exit] }), say()),
    [`warning ${at('[2]')} playbook.unreachable_step`],
  ],
  [
    'a whole section',
    book([
      [say(), exit],
      [say(), say()],
    ]),
    ['warning playbooks[0].sections[1].steps[0] playbook.unreachable_step'],
  ],

  // Loops that can neither wait nor leave.
  ['R004-54 C-40 a step that goes to itself', main(say('a', 'a'), go('a')), [`error ${at('[0]')} playbook.endless_loop`]],
  ['a GO TO that names itself', main(say(), { ...go('a'), id: 'a' }), [`error ${at('[1]')} playbook.endless_loop`]],
  ['a loop over sections', book([[say('a', 'a')], [say()], [go('a')]]), ['error playbooks[0].sections[0].steps[0] playbook.endless_loop']],
  [
    'a loop with a branch that never sees a change',
    main(ask('n'), say('a', 'a'), when(is('n', 1), [go('a')]), say()),
    [`error ${at('[1]')} playbook.endless_loop`],
  ],
  [
    'a loop that changes another variable than it looks at',
    main(ask('n'), set('m', '=1', { id: 'a' }), when(is('n', 1), [go('a')]), say()),
    [`error ${at('[1]')} playbook.endless_loop`],
  ],
  [
    'a loop whose branches all stay inside',
    main(ask('n'), set('n', '=vars.n + 1', { id: 'a' }), when(is('n', 1), [go('a')], { else: [go('a')] })),
    [`error ${at('[1]')} playbook.endless_loop`],
  ],
  [
    'a loop beside a way that asks',
    main(ask('n', { id: 'q' }), say('a', 'a'), when(is('n', 1), [go('a')], { else: [go('q')] })),
    [`error ${at('[1]')} playbook.endless_loop`],
  ],

  // Variables that nothing has set.
  ['a variable that nobody sets', main(say('Hello @customer_name')), [`warning ${at('[0]')} playbook.read_before_set`]],
  ['a template that reads what comes later', main(say('{{vars.order}}'), ask('order')), [`warning ${at('[0]')} playbook.read_before_set`]],
  ['an expression that does', main(set('b', '=vars.a * 2'), say('@b')), [`warning ${at('[0]')} playbook.read_before_set`]],
  ['a branch that compares what is not there', main(when(is('a', 'x'), [say()])), [`warning ${at('[0]')} playbook.read_before_set`]],
  ['what only one branch sets', main(ask('a'), when(is('a', 'x'), [set('b', 1)]), say('@b')), [`warning ${at('[2]')} playbook.read_before_set`]],
  ['what was cleared before', main(ask('a'), set('a', 'NONE'), say('@a')), [`warning ${at('[2]')} playbook.read_before_set`]],
  ['an input of an action', main(act({ inputs: { email: '@email' } }), say()), [`warning ${at('[0]')} playbook.read_before_set`]],
  [
    'what a jump leaves out',
    main(ask('a'), when(is('a', 'x'), [go('end')]), set('b', 1), say('@b', 'end')),
    [`warning ${at('[3]')} playbook.read_before_set`],
  ],
  [
    'C-42 what only the parent knows, not named as an input',
    book([[ask('who'), link('Child')]], child([say('@who')])),
    ['warning playbooks[1].sections[0].steps[0] playbook.read_before_set'],
  ],

  // Values that no branch takes.
  [
    'an accepted value without a branch and without an else',
    main(ask('size', { acceptedValues: ['small', 'large'] }), when(is('size', 'small'), [say()]), say()),
    [`warning ${at('[1]')} playbook.uncovered_value`],
  ],
  [
    'the fallback has no branch',
    main(reason('size', { acceptedValues: ['small'], fallback: 'unknown' }), when(is('size', 'SMALL'), [say()]), say()),
    [`warning ${at('[1]')} playbook.uncovered_value`],
  ],
  [
    'the case counts where it is said to',
    main(reason('size', { acceptedValues: ['small'], fallback: 'small' }), when({ ...is('size', 'SMALL'), case_sensitive: true }, [say()]), say()),
    [`warning ${at('[1]')} playbook.uncovered_value`],
  ],

  // Inferred values that a branch leans on.
  [
    'R004-22 neither accepted values nor a fallback',
    book([[reason('size'), when(is('size', 'small'), [say()]), say()]], { models: [{ name: 'm', provider: 'openai', model: 'x' }] }),
    [`warning ${at('[0]')} playbook.no_accepted_values`, `warning ${at('[0]')} playbook.no_fallback`],
  ],
  [
    'R004-22 no fallback',
    main(reason('size', { acceptedValues: ['a'] }), when(is('size', 'a'), [say()]), say()),
    [`warning ${at('[0]')} playbook.no_fallback`],
  ],
  [
    'R004-22 no accepted values, without a model',
    main(reason('size', { fallback: 'a' }), when(is('size', 'a'), [say()]), say()),
    [`warning ${at('[0]')} playbook.no_accepted_values`, `warning ${at('[0]')} playbook.needs_model`],
  ],

  // A status that nobody looks at.
  [
    'R004-43 a status variable without an IF/ELSE',
    main(act({ statusVariable: 'code' }), say()),
    [`warning ${at('[0].target.statusVariable')} playbook.status_not_tested`],
  ],
  [
    'C-36 a status variable that is overwritten before',
    main(act({ statusVariable: 'code' }), set('code', 1), when(is('code', 1), [say()]), say()),
    [`warning ${at('[0].target.statusVariable')} playbook.status_not_tested`],
  ],

  // Silence.
  ['R004-11 two actions and nothing said between', main(act(), act({}, 'lookup'), say()), [`warning ${at('[1]')} playbook.silent_chain`]],
  ['R004-11 two actions with a SET between', main(act(), set('a', 1), act({}, 'lookup'), say()), [`warning ${at('[2]')} playbook.silent_chain`]],
  ['R004-11 an end without a word', main(ask('a'), act({ inputs: { a: '@a' } })), [`warning ${at('[1]')} playbook.silent_end`]],
  ['R004-11 an exit without a word', main(act(), exit), [`warning ${at('[1]')} playbook.silent_end`]],
  [
    'R004-11 a branch that ends without one',
    main(ask('a'), act(), when(is('a', 'x'), [exit]), say()),
    [`warning ${at('[2].branches[0].steps[0]')} playbook.silent_end`],
  ],

  // What is empty.
  ['an empty branch', main(ask('a'), when(is('a', 'x'), []), say()), [`warning ${at('[1].branches[0].steps')} playbook.empty_branch`]],
  ['an empty else', main(ask('a'), when(is('a', 'x'), [say()], { else: [] })), [`warning ${at('[1].else')} playbook.empty_branch`]],
  ['an empty section', book([[say()], []]), ['warning playbooks[0].sections[1] playbook.empty_section']],
  ['C-35 a SET to an empty text', main(say(), set('a', '')), [`warning ${at('[1].value')} playbook.empty_text`]],
  [
    'C-38 an empty group',
    main(say(), { type: 'IF_ELSE', branches: [{ operator: 'OR', conditions: [], groups: [{ operator: 'AND', conditions: [] }], steps: [say()] }] }),
    [`error ${at('[1].branches[0].groups[0]')} condition.empty`],
  ],

  // What needs a model.
  [
    'a contextual SEND without a model',
    main({ type: 'SEND', mode: 'contextual', instruction: 'greet' }),
    [`warning ${at('[0]')} playbook.needs_model`],
  ],
  ['an ASK that maps freely', main({ ...ask('a', { mode: 'map' }) }), [`warning ${at('[0]')} playbook.needs_model`]],
  [
    'R004-34 an ASK without a question',
    main({ type: 'ASK', inputs: [{ variable: 'a', instructions: 'the answer' }] }),
    [`warning ${at('[0]')} playbook.needs_model`],
  ],

  // Ids, links and starts.
  ['R004-52 a GO TO without its step', main(say(), go('nowhere')), [`error ${at('[1].target_step_id')} name.unknown`]],
  ['R004-52 two steps of one id', main(say('a', 'a'), say('b', 'a')), [`error ${at('[1].id')} name.duplicate`]],
  ['C-41 playbooks in a circle', book([[say(), link('Child')]], child([say(), link('Main')])), ['error playbooks[0] cycle.playbooks']],
  [
    'R004-26 an ASK whose input lacks what it needs',
    main({ type: 'ASK', question: 'q', inputs: [{ captureMode: 'verbatim' }] }),
    [`error ${at('[0].inputs[0].instructions')} schema.missing`, `error ${at('[0].inputs[0].variable')} schema.missing`],
  ],
  [
    'R004-27 an ASK without extraction instructions',
    main({ type: 'ASK', question: 'q', inputs: [{ variable: 'a', instructions: '' }] }),
    [`error ${at('[0].inputs[0].instructions')} schema.too_small`],
  ],
  ['R004-31 more re-asks than there may be', main(ask('a', { maxReaskAttempts: 21 })), [`error ${at('[0].maxReaskAttempts')} schema.too_big`]],
  ['R004-31 no re-ask at all', main(ask('a', { maxReaskAttempts: 0 })), [`error ${at('[0].maxReaskAttempts')} schema.too_small`]],
  [
    'R004-47 a branch without its operator',
    main(say(), { type: 'IF_ELSE', branches: [{ conditions: [is('a', 1)], steps: [say()] }] }),
    [`error ${at('[1].branches[0].operator')} schema.missing`],
  ],
  ['R004-37 a RUN of an unknown kind', main({ type: 'RUN', target: { kind: 'email' } }), [`error ${at('[0].target.kind')} schema.wrong_value`]],
  [
    'a playbook that nothing starts',
    shop({ playbooks: [{ name: 'Lost', sections: [{ name: 'a', steps: [say()] }] }] }),
    ['warning playbooks[0] playbook.never_started'],
  ],
  [
    'a playbook for others only, which an action starts',
    book([[say(), link('Child')]], {
      ...child([say()], { onlyInsideOtherPlaybooks: true }),
      stages: [{ name: 'Home', actions: [start, action('Direct', { effects: [{ type: 'start_playbook', playbook: 'Child' }] })] }],
    }),
    ['error playbooks[1] playbook.only_inside'],
  ],
  [
    'C-42 an input and an output that the child does not have',
    book([[say(), link('Child', { inputs: { a: 1 }, outputs: { b: 'c' } }), say('@b')]], child([say()])),
    [`warning ${at('[1].target.inputs.a')} playbook.unknown_input`, `warning ${at('[1].target.outputs.b')} playbook.unknown_output`],
  ],
  [
    'R004-10 images that are none',
    main({
      type: 'SEND',
      text: 'x',
      images: ['http://a.example/x.png', 'https://a.example/x.svg', 'x.png', 'https://a.example/x.JPG?y'].map((url) => ({ url })),
    }),
    [0, 1, 2].map((index) => `error ${at(`[0].images[${index}].url`)} playbook.image`),
  ],
];

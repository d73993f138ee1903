import { describe, expect, test } from 'vitest';
import { parseProject } from '../../shared/parse.ts';
import type { Value } from '../../shared/value.ts';
import { action, say, script, shop, webhook } from './documents.ts';

/** What is advised on a document that is published; parts that are still to come left out. */
const advice = (document: Value): string[] => {
  const { project, findings } = parseProject(document);
  expect(project).not.toBeNull();
  return findings.map(({ level, path, code }) => `${level} ${path} ${code}`);
};

const withActions = (...actions: Value[]): Value => shop({ stages: [{ name: 'Home', actions }] });
const here = 'stages[0].actions[0]';

describe('R003-51 advice on names and triggers', () => {
  test.each(['action_1', 'Action', 'my action 2', 'test', 'untitled-3', 'x', '12'])('the name %s says nothing', (name) =>
    expect(advice(withActions(action(name)))).toContain(`warning ${here}.name action.vague_name`),
  );

  test.each(['CheckOrderStatus', 'RefundAction', 'TestDrive', 'Contact'])('the name %s is fine', (name) =>
    expect(advice(withActions(action(name)))).toEqual([]),
  );

  test('R003-06 spaces in a name are advised against, not refused', () => {
    expect(advice(withActions(action('Check order')))).toEqual([`warning ${here}.name action.spaced_name`]);
    expect(parseProject(withActions(action('Check order status'))).findings[0]?.suggestion).toBe('Write it as CheckOrderStatus.');
  });

  test('missing examples and a missing classification trigger, where user input triggers', () => {
    expect(advice(withActions(action('Help', { examples: [], classificationTrigger: '' })))).toEqual([
      `warning ${here} action.no_examples`,
      `warning ${here} action.no_trigger`,
    ]);
    expect(
      advice(withActions(action('Help', { examples: [], classificationTrigger: '', triggerOnUserInput: false, triggerOnClientCommand: true }))),
    ).toEqual([]);
  });

  test('an action that nothing triggers', () => {
    const hidden = action('Help', { triggerOnUserInput: false });
    expect(advice(withActions(hidden))).toEqual([`warning ${here} action.never_triggered`.replace(here, `${here}.name`)]);
    expect(advice(shop({ stages: [{ name: 'Home', actions: [hidden] }], actionSequences: [{ name: 's', actions: [{ action: 'Help' }] }] }))).toEqual(
      [],
    );
  });
});

describe('C-09 an action after which nobody answers', () => {
  const quiet = { type: 'modify_variables', modifications: [{ variable: 'a', operation: 'reset' }] };
  const silent = (more: { [key: string]: Value }, ...effects: Value[]): string[] =>
    advice(
      shop({
        stages: [
          { name: 'Home', actions: [action('Help', { effects })] },
          { name: 'Other', onEnter: { effects: [say('Hi.')] } },
        ],
        ...more,
      }),
    );

  test.each<[string, Value[]]>([
    ['no effects', []],
    ['only changes', [quiet]],
    ['a move to a stage that says nothing', [{ type: 'go_to_stage', stage: 'Home' }]],
    ['a script that says nothing', [{ type: 'call_tool', tool: 't' }]],
  ])('%s', (_, effects) => expect(silent({ tools: [script('t')] }, ...effects)).toEqual([`warning ${here} action.silent`]));

  test.each<[string, Value]>([
    ['a response', say('Hi.')],
    ['the end', { type: 'end_conversation' }],
    ['a move to a stage that greets', { type: 'go_to_stage', stage: 'Other' }],
    ['a script that responds', { type: 'call_tool', tool: 't' }],
  ])('%s is an answer', (_, effect) => expect(silent({ tools: [script('t', { code: "respond('Hi.'); return 1;" })] }, quiet, effect)).toEqual([]));

  test('what only a change triggers need not answer', () => {
    const document = shop({
      transformers: [{ name: 'note', type: 'script', code: '' }],
      stages: [
        {
          name: 'Home',
          transformers: ['note'],
          actions: [action('Help', { triggerOnUserInput: false, watchedVariables: { a: 'new' }, effects: [quiet] })],
        },
      ],
    });
    expect(advice(document)).toEqual([]);
  });
});

test('C-18 P-09 two prescripted responses in one action', () =>
  expect(advice(withActions(action('Help', { effects: [say('a'), say('b')] })))).toEqual([`warning ${here}.effects action.two_responses`]));

describe('C-02 an effect that reads what a later tier gives', () => {
  const call = (tool: string, more: { [key: string]: Value } = {}): Value => ({ type: 'call_tool', tool, ...more });
  const set = (value: Value): Value => ({ type: 'modify_variables', modifications: [{ variable: 'a', operation: 'set', value }] });
  const read = (...effects: Value[]): string[] =>
    advice(
      shop({
        tools: [script('s'), webhook('w'), webhook('v')],
        actionSequences: [{ name: 'q', actions: [{ effect: set('=results.tools.s') }, { tool: 's' }] }],
        stages: [{ name: 'Home', actions: [action('Help', { effects: [...effects, { type: 'end_conversation' }] })] }],
      }),
    );
  const early = (path: string): string[] => [`warning ${here}.effects[${path} order.read_too_early`];

  test.each<[string, Value[]]>([
    ['an expression reads a script', [call('s'), set('=results.tools.s.total + 1')]],
    ['an expression with brackets', [call('s'), set('=results.tools["s"]')]],
    ['a template reads a script', [call('s'), set('{{results.tools.s.total}}')]],
    ['what a script saves', [call('s', { saveAs: 'order' }), set('=vars.order.total')]],
    ['a webhook reads a webhook', [call('w'), call('v', { parameters: { x: '=results.tools.w' } })]],
  ])('%s', (_, effects) =>
    expect(read(...effects)).toEqual(
      early(effects[1] && JSON.stringify(effects[1]).includes('call_tool') ? '1].parameters.x' : '1].modifications[0].value'),
    ),
  );

  test.each<[string, Value[]]>([
    ['R003-52 variables read a webhook', [call('w'), set('=results.tools.w.total')]],
    ['R003-52 a response reads a script', [call('s'), say('{{results.tools.s}}')]],
    ['a priority puts it later', [call('s'), { ...(set('=results.tools.s') as object), priority: 7 }]],
    ['another tool of a similar name', [call('s'), set('=results.tools.s2')]],
    ['a variable of that name elsewhere', [call('s', { saveAs: 'order' }), set('=params.order')]],
  ])('%s: nothing to say', (_, effects) => expect(read(...effects)).toEqual([]));
});

describe('C-13 watched variables', () => {
  const watching = (transformers: Value[], used: string[]): string[] =>
    advice(shop({ transformers, stages: [{ name: 'Home', transformers: used, actions: [action('Help', { watchedVariables: { mood: 'any' } })] }] }));
  const extract = { name: 'mood', type: 'extract', variables: ['mood'] };
  const never = [`warning ${here}.watchedVariables.mood watch.never`];

  test('no transformer writes it', () => expect(watching([], [])).toEqual(never));
  test('the one that writes it belongs to no stage', () => expect(watching([extract], [])).toEqual(never));
  test('one of the stage writes it', () => expect(watching([extract], ['mood'])).toEqual([]));
  test('a script may write anything', () => expect(watching([{ name: 's', type: 'script', code: '' }], ['s'])).toEqual([]));
});

describe('names that templates do not see', () => {
  const advised = (text: string): string[] => advice(withActions(action('Help', { effects: [say(text)] })));
  test('a mistyped one is told', () => {
    expect(advised('{{var.name}}')).toEqual([`warning ${here}.effects[0].responses[0] template.unknown_name`]);
    expect(parseProject(withActions(action('Help', { effects: [say('{{var.name}}')] }))).findings[0]?.suggestion).toBe('Did you mean "vars"?');
  });
  test('what an item of a list has is not looked for', () =>
    expect(advised('{{#each vars.list}}{{name}}{{@root.stage}}{{/each}}{{#with (get vars "x")}}{{y}}{{/with}}')).toEqual([]));
  test('G-28 a webhook sees secrets', () =>
    expect(advice(shop({ tools: [webhook('w', { headers: { Authorization: 'Bearer {{secrets.KEY}}' } })] }))).toEqual([]));
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plan, type Source } from '../../runtime/decide/plan.ts';
import { tiers, toolTiers } from '../../shared/check/tiers.ts';
import { type Effect, type EffectType, effect } from '../../shared/project/effect.ts';
import { project } from '../../shared/project/project.ts';

const document = project.parse({
  name: 'test',
  stages: [{ name: 'Main' }, { name: 'Other' }],
  tools: [
    { type: 'webhook', name: 'hook', url: 'https://shop.example/' },
    { type: 'smart_function', name: 'smart', prompt: 'x' },
    { type: 'script', name: 'script', code: '' },
  ],
});

const samples: Record<string, unknown> = {
  webhook: { type: 'call_tool', tool: 'hook' },
  smart_function: { type: 'call_tool', tool: 'smart' },
  modify_variables: { type: 'modify_variables', modifications: [{ variable: 'a', operation: 'reset' }] },
  modify_user_profile: { type: 'modify_user_profile', modifications: [{ variable: 'a', operation: 'reset' }] },
  modify_user_input: { type: 'modify_user_input', template: 'x' },
  script: { type: 'call_tool', tool: 'script' },
  change_visibility: { type: 'change_visibility', visibility: 'never' },
  generate_response: { type: 'generate_response', mode: 'prescripted', responses: ['x'] },
  end_conversation: { type: 'end_conversation' },
  abort_conversation: { type: 'abort_conversation' },
  go_to_stage: { type: 'go_to_stage', stage: 'Other' },
};
const made = (kind: string): Effect => effect.parse(samples[kind]);
const source = (name: string, kinds: string[]): Source => ({
  effects: kinds.map(made),
  origin: { kind: 'action', name },
  path: `stages[0].actions.${name}`,
  parameters: {},
});
const kindsOf = (sources: Source[]) => plan(document, sources).effects.map(({ effect: it, origin }) => `${origin.name}:${it.type}`);

describe('the priority table', () => {
  const rows: [string, string, number][] = [
    ['R003-37', 'webhook', 1],
    ['R003-38', 'smart_function', 2],
    ['R003-39', 'modify_variables', 3],
    ['R003-40', 'modify_user_profile', 4],
    ['R003-41', 'modify_user_input', 5],
    ['R003-42', 'script', 6],
    ['R003-43', 'change_visibility', 50],
    ['R003-44', 'generate_response', 100],
    ['R003-45', 'end_conversation', 200],
    ['R003-46', 'abort_conversation', 201],
    ['R003-47', 'go_to_stage', 202],
  ];
  test.each(rows)('%s %s runs at %i', (_number, kind, tier) => {
    expect(plan(document, [source('a', [kind])]).effects[0]?.tier).toBe(tier);
  });
});

test('R003-05 effects of several actions interleave by priority, not action by action', () => {
  expect(kindsOf([source('a', ['generate_response', 'script']), source('b', ['modify_variables', 'webhook'])])).toEqual([
    'b:call_tool',
    'b:modify_variables',
    'a:call_tool',
    'a:generate_response',
  ]);
});

test('C-01 inside a tier the order is first action first, then as written', () => {
  const sources = [source('a', ['modify_variables', 'modify_variables']), source('b', ['modify_variables'])];
  expect(plan(document, sources).effects.map(({ origin }) => origin.path)).toEqual([
    'stages[0].actions.a.effects[0]',
    'stages[0].actions.a.effects[1]',
    'stages[0].actions.b.effects[0]',
  ]);
});

test('R003-48 the first matched action decides the stage', () => {
  const { effects, discarded } = plan(document, [source('a', ['go_to_stage']), source('b', ['go_to_stage'])]);
  expect(effects.map(({ origin }) => origin.name)).toEqual(['a']);
  expect(discarded.map(({ origin, reason }) => [origin.name, reason])).toEqual([['b', 'an earlier action goes to another stage']]);
});

test('R003-49 abort wins over end, and C-04 drops the response that abort forbids', () => {
  expect(kindsOf([source('a', ['generate_response', 'end_conversation']), source('b', ['abort_conversation'])])).toEqual(['b:abort_conversation']);
});

test('C-06 end wins over go to stage', () => {
  expect(kindsOf([source('a', ['go_to_stage']), source('b', ['end_conversation'])])).toEqual(['b:end_conversation']);
});

test('C-18 and P-09 of two responses the first matched action gives one', () => {
  const { effects, discarded } = plan(document, [
    source('a', ['modify_variables']),
    source('b', ['generate_response']),
    source('c', ['generate_response']),
  ]);
  expect(effects.map(({ origin, effect: it }) => `${origin.name}:${it.type}`)).toEqual(['a:modify_variables', 'b:generate_response']);
  expect(discarded[0]?.reason).toBe('an earlier action answers');
});

test('an effect with a priority of its own runs there', () => {
  const late = { ...source('a', []), effects: [effect.parse({ ...(samples.webhook as object), priority: 90 }), made('script')] };
  expect(plan(document, [late]).effects.map(({ tier }) => tier)).toEqual([6, 90]);
});

test('any set of matched actions gives an order that obeys the table, one navigation at most, one response at most, and no response beside an abort', () => {
  const kinds = fc.constantFrom(...Object.keys(samples));
  const anySources = fc
    .array(fc.array(kinds, { maxLength: 8 }), { maxLength: 6 })
    .map((lists) => lists.map((list, index) => source(`action${index}`, list)));
  fc.assert(
    fc.property(anySources, (sources) => {
      const { effects, discarded } = plan(document, sources);
      const count = (type: EffectType) => effects.filter((it) => it.effect.type === type).length;
      expect(effects.length + discarded.length).toBe(sources.flatMap((it) => it.effects).length);
      expect(effects.map(({ tier }) => tier)).toEqual(effects.map(({ tier }) => tier).toSorted((a, b) => a - b));
      expect(count('go_to_stage')).toBeLessThanOrEqual(1);
      expect(count('generate_response')).toBeLessThanOrEqual(1);
      expect(count('abort_conversation') + count('end_conversation')).toBeLessThanOrEqual(1);
      if (count('abort_conversation') > 0) expect(count('generate_response') + count('go_to_stage')).toBe(0);
      const inputs = effects.filter((it) => it.effect.type === 'modify_user_input').map(({ origin }) => origin.index);
      expect(inputs).toEqual(inputs.toSorted((a, b) => a - b));
    }),
  );
});

test('C-21 an action sequence stands in the tier of smart functions', () => {
  expect(toolTiers.sequence).toBe(toolTiers.smart_function);
});

test('C-44 a playbook owns the turn’s response', () => {
  expect(tiers.start_playbook).toBe(tiers.generate_response);
});

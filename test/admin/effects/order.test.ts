import { array, assert, constantFrom, option, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asRecord } from '../../../admin/document/read.ts';
import { newEffect } from '../../../admin/effects/new-effect.ts';
import { executionOrder } from '../../../admin/effects/order.ts';
import { effectName, effectNames, effectSentence } from '../../../admin/effects/sentence.ts';
import { plan, planHook } from '../../../runtime/decide/plan.ts';
import { type Effect, type EffectType, effect } from '../../../shared/project/effect.ts';
import { project as projectSchema } from '../../../shared/project/project.ts';
import type { HookName } from '../../../shared/run.ts';
import type { Value } from '../../../shared/value.ts';

const authored: Value = {
  name: 'shop',
  stages: [{ name: 'start' }, { name: 'other' }],
  tools: [
    { name: 'script', type: 'script', code: '1' },
    { name: 'hook', type: 'webhook', url: 'https://shop.example' },
    { name: 'smart', type: 'smart_function', prompt: 'think' },
  ],
  actionSequences: [{ name: 'chain', actions: [{ tool: 'script' }] }],
  playbooks: [{ name: 'refund', sections: [{ name: 'one', steps: [] }] }],
  promptSequences: [{ name: 'write', mode: 'auto_apply_changes', steps: [{ type: 'inline', prompt: 'p' }] }],
};
const project = projectSchema.parse(authored);
const types = Object.keys(effectNames) as EffectType[]; // the keys of a record over EffectType
const hooks: HookName[] = [
  'onEnter',
  'onLeave',
  'onFallback',
  'onConversationStart',
  'onConversationEnd',
  'onConversationAbort',
  'onConversationFailed',
];
const one = record({
  type: constantFrom(...types),
  tool: constantFrom('script', 'hook', 'smart', 'chain'),
  priority: option(constantFrom(0, 4, 100, 300), { nil: undefined }),
});

function written(list: { type: EffectType; tool: string; priority: number | undefined }[]): Effect[] {
  return list.map(({ type, tool, priority }) => {
    const start = newEffect(type, authored);
    const parts = { ...asRecord(start), ...(type === 'call_tool' ? { tool } : {}), ...(priority === undefined ? {} : { priority }) };
    return effect.parse(type === 'generate_response' ? { ...parts, responses: ['text'] } : parts);
  });
}

/** An effect is JSON by its schema. */
const asValue = (effects: Effect[]): Value => JSON.parse(JSON.stringify(effects)) as Value;

describe('the order of execution on the page', () => {
  test('is the order of the runtime, whatever is written (R003-37 … R003-47, C-01, C-04, C-06, C-18)', () => {
    assert(
      property(array(one, { maxLength: 8 }), (list) => {
        const effects = written(list);
        const real = plan(project, [{ effects, origin: { kind: 'action', name: 'a' }, path: 'p', parameters: {} }]);
        const shown = executionOrder(asValue(effects), authored);
        expect(shown.filter(({ position }) => position !== undefined).map(({ index, tier }) => [`p.effects[${index}]`, tier])).toEqual(
          real.effects.map(({ origin, tier }) => [origin.path, tier]),
        );
        expect(shown.filter(({ position }) => position === undefined).map(({ index }) => `p.effects[${index}]`)).toEqual(
          real.discarded.map(({ origin }) => origin.path),
        );
      }),
    );
  });

  test('knows what a hook may not do (R003-28, R003-29)', () => {
    assert(
      property(array(one, { maxLength: 6 }), constantFrom(...hooks), (list, name) => {
        const effects = written(list);
        const real = planHook(project, { effects }, { name, path: 'p' });
        const shown = executionOrder(asValue(effects), authored, name);
        expect(shown.filter(({ position }) => position !== undefined).map(({ index }) => `p.effects[${index}]`)).toEqual(
          real.effects.map(({ origin }) => origin.path),
        );
      }),
    );
  });

  test('says where an effect was written and why it runs elsewhere', () => {
    const effects: Value = [{ type: 'generate_response' }, { type: 'call_tool', tool: 'script' }, { type: 'modify_variables', modifications: [] }];
    expect(executionOrder(effects, authored).map(({ position, reason }) => [position, reason])).toEqual([
      [1, 'Written 3rd, runs 1st: variables come before script tools.'],
      [2, undefined],
      [3, 'Written 1st, runs 3rd: replies come after variables.'],
    ]);
  });

  test('says why an effect will not run at all', () => {
    const effects = [{ type: 'abort_conversation' }, { type: 'generate_response' }];
    expect(executionOrder(effects, authored)[1]).toMatchObject({ reason: 'Will not run: the conversation is aborted.' });
  });

  test('bears a draft that is no list of effects', () => {
    expect(executionOrder('nonsense', null)).toEqual([]);
    expect(executionOrder([null, 3, { type: 'unheard_of' }], null)).toHaveLength(3);
  });
});

describe('an effect in words', () => {
  test.each<[Value, string]>([
    [
      { type: 'call_tool', tool: 'find', parameters: { number: '=params.n', text: 'x' }, saveAs: 'order' },
      'Call find with number = params.n, text = “x”, keep the result in order',
    ],
    [
      {
        type: 'modify_variables',
        modifications: [
          { variable: 'a', operation: 'reset' },
          { variable: 'b', operation: 'add', value: 2 },
        ],
      },
      'Clear vars.a, add 2 to vars.b',
    ],
    [{ type: 'modify_user_profile', modifications: [{ variable: 'tags', operation: 'remove', value: 'x' }] }, 'Remove “x” from userProfile.tags'],
    [{ type: 'generate_response', mode: 'prescripted', responses: ['a', 'b'], selection: 'round_robin' }, 'Say one of 2 texts, in turn'],
    [{ type: 'generate_response' }, 'Let the model answer'],
    [{ type: 'go_to_stage', stage: 'returns' }, 'Go to stage returns'],
    [{ type: 'end_conversation', reason: 'done' }, 'End the conversation, because done'],
    [{ type: 'send_to_page', event: 'added', data: { id: 1 } }, 'Send the page the event added with {"id":1}'],
    [{ type: 'unheard_of', x: 1 }, '{"type":"unheard_of","x":1}'],
  ])('%j', (written: Value, sentence) => {
    expect(effectSentence(written)).toBe(sentence);
  });

  test('every new effect that the menu offers is one that the schema knows, and has a name', () => {
    for (const type of types) {
      // The one thing left to fill in is what to say.
      const filled = JSON.parse(JSON.stringify(newEffect(type, authored)).replaceAll('[""]', '["text"]'));
      expect(effect.safeParse(filled).success, type).toBe(true);
      expect(effectName(type)).not.toBe(type);
    }
  });
});

import { afterAll, describe, expect, test } from 'vitest';
import { sharedSandbox } from '../world.ts';
import { script } from './authored-effects.ts';
import { act, ask, exit, run, type Steps, say, set } from './playbook-steps.ts';
import { playbookProject, playbookWorld, varsOf } from './playbook-world.ts';

afterAll(() => sharedSandbox().close());

describe('R004-01 R004-03 C-39 C-44 sections of steps run in their order', () => {
  test('through all sections, then the playbook is over', async () => {
    const { heard, w } = await run([say('a')], {
      main: {
        sections: [
          { name: 'A', steps: [say('a'), say('b')] },
          { name: 'empty', steps: [] },
          { name: 'C', steps: [say('c')] },
        ],
      },
    });
    expect(heard).toEqual(['a', 'b', 'c']);
    expect((await w.now()).waiting).toBeNull();
  });

  test('C-44 start_playbook owns the response of its turn', async () => {
    const document = playbookProject([say('from the playbook')]);
    const w = await playbookWorld(document, { intents: { both: ['Start', 'Hours'] } });
    await w.say('both');
    expect(await w.heard()).toEqual(['from the playbook']);
    expect((await w.events('execution_plan')).at(-1)?.plan.discarded).toMatchObject([
      { effect: 'generate_response', reason: 'an earlier action answers' },
    ]);
  });

  test('inputs of start_playbook are set before the first step', async () => {
    const document = playbookProject([say('@size @color')]);
    const stage = document.stages[0];
    const first = stage?.actions?.[0];
    if (first) first.effects = [{ type: 'start_playbook', playbook: 'main', inputs: { size: '=1 + 1', color: 'red' } }];
    const w = await playbookWorld(document);
    await w.say('go');
    expect(await w.heard()).toEqual(['2 red']);
  });

  test('R004-41 RUN exit ends it', async () => expect((await run([say('a'), exit, say('b')])).heard).toEqual(['a']));

  test('G-06 each message has an id of its own, the same for every attempt', async () => {
    const { w } = await run([say('a'), say('b'), say('c')]);
    const ids = (await w.now()).messages.filter(({ role }) => role === 'assistant').map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
  });

  test('a stage that is left takes its playbook with it', async () => {
    const document = playbookProject([ask('email', { validate: 'email' }), say('never')]);
    document.stages[0]?.actions?.push({ name: 'Leave', effects: [{ type: 'go_to_stage', stage: 'Other' }] });
    document.stages.push({ name: 'Other' });
    const w = await playbookWorld(document, { intents: { leave: ['Leave'] } });
    for (const text of ['go', 'leave', 'a@b.co']) await w.say(text);
    expect(await w.heard()).not.toContain('never');
    expect((await w.now()).waiting).toBeNull();
  });
});

describe('R004-06 a fixed SEND says exactly what is written', () => {
  const odd = '  Tabs\tand\n\nlines – “quotes”, ümlauts, 😀, <b>&amp;</b>, a@b.c, 50 % of $5, \\n, @nobody  ';
  test('byte for byte', async () => expect((await run([say(odd)])).heard).toEqual([odd]));

  test('R004-09 with variables, each filled in once', async () =>
    expect(
      (
        await run([
          set('a', '{{vars.b}} @b'),
          set('b', 5),
          { type: 'SET', variable: 'a', value: { literal: '{{vars.b}} @b' } },
          say('@a, {{vars.b}} and x@b.com, @b.'),
        ])
      ).heard,
    ).toEqual(['{{vars.b}} @b, 5 and x@b.com, 5.']));

  test('R004-07 C-32 another language has its translation, and without one the words stay', async () => {
    const steps: Steps = [{ type: 'SEND', text: 'Hello @name', translations: { de: 'Hallo @name' } }];
    const w = await playbookWorld(playbookProject([set('name', 'Ana'), ...steps, say('Bye')], { language: 'en' }));
    const id = await w.conversations.start({ project: 'test', visitor: 'v2', language: 'de-AT' });
    await w.conversations.accept(id, { kind: 'message', id: 'x1', text: 'go' });
    for (let left = 200; left > 0 && (await w.conversations.look(id)).conversation.messages.length < 3; left -= 1)
      await new Promise((again) => setTimeout(again, 2));
    expect((await w.conversations.look(id)).conversation.messages.slice(1).map(({ text }) => text)).toEqual(['Hallo Ana', 'Bye']);
  });

  test('R004-10 images are delivered exactly as they were chosen, buttons filled in', async () => {
    const url = 'https://img.shop.example/Größe%20XL.png?v=2&x=@size#a';
    const { w } = await run([
      set('size', 'XL'),
      { type: 'SEND', text: 'Look', images: [{ url, alt: '@size' }], buttons: [{ label: 'Size {{vars.size}}' }] },
    ]);
    expect((await w.now()).messages.at(-1)).toMatchObject({ images: [{ url, alt: '@size' }], buttons: [{ label: 'Size XL' }] });
  });

  test('R004-08 a contextual SEND without a model says the author’s stand-in, and the trace why', async () => {
    const { heard, w } = await run(
      [
        { type: 'SEND', mode: 'contextual', instruction: 'greet', text: 'Hi @x.' },
        { type: 'SEND', mode: 'contextual', instruction: 'greet' },
      ],
      { more: { noModelReply: 'No model.' } },
    );
    expect(heard).toEqual(['Hi @x.', 'No model.']);
    expect((await w.events('effect_done')).at(-1)?.trace?.reason).toBe('no model is set: noModelReply is sent');
  });
});

describe('R004-12 SET says nothing', () => {
  test('R004-13 R004-14 R004-15 a literal, another variable with its type, an expression', async () => {
    const { heard, w } = await run([
      set('a', 2),
      set('b', '@a'),
      set('c', '=vars.a * vars.b + 1'),
      set('d', 'No @a'),
      { type: 'SET', variable: 'list', value: ['@a', { deep: '@c' }] },
      set('e', '@list'),
    ]);
    expect(heard).toEqual([]);
    expect(await varsOf(w)).toEqual({ a: 2, b: 2, c: 5, d: 'No 2', list: [2, { deep: 5 }], e: [2, { deep: 5 }] });
  });

  test('R004-16 C-35 "NONE" clears, "none" and "" are texts, and an unset variable clears as well', async () => {
    const { w } = await run([set('a', 1), set('b', 1), set('c', 1), set('a', 'NONE'), set('b', 'none'), set('c', ''), set('d', 1), set('d', '@a')]);
    expect(await varsOf(w)).toEqual({ b: 'none', c: '' });
  });

  test('an expression that fails leaves the variable, is on record, and the playbook goes on', async () => {
    const { heard, w } = await run([set('a', 1), set('a', '=nobody.here'), say('a is @a')]);
    expect(heard).toEqual(['a is 1']);
    expect((await w.events('effect_done')).filter(({ outcome }) => !outcome.ok)).toHaveLength(1);
  });

  test('R004-17 R004-18 R004-19 R004-20 reasoning without a model finds accepted values in what was said and in results, else the fallback', async () => {
    const infer = (variable: string, fallback?: string) => ({
      type: 'SET' as const,
      mode: 'reasoning' as const,
      variable,
      instruction: 'which',
      body: 'the last one counts',
      acceptedValues: ['small', 'large'],
      ...(fallback ? { fallback } : {}),
    });
    const more = { tools: [script('find', "return { old: 'large', size: 'Small' }")] };
    const w = await playbookWorld(playbookProject([infer('wish', 'none said'), act('find'), infer('size'), infer('untouched')], more), {
      intents: { 'large please': ['Start'] },
    });
    await w.say('go');
    expect(await varsOf(w)).toEqual({ wish: 'none said', size: 'small', untouched: 'large' });
    await w.say('large please');
    expect((await varsOf(w)).wish).toBe('large');
  });
});

import { afterAll, describe, expect, test } from 'vitest';
import type { LanguageModel, ModelRequest } from '../../runtime/ports.ts';
import type { Value } from '../../shared/value.ts';
import { sharedSandbox, type World } from '../world.ts';
import { playbookProject, playbookWorld, varsOf } from './playbook-world.ts';

afterAll(() => sharedSandbox().close());

type Steps = Parameters<typeof playbookProject>[0];
const say = (text: string) => ({ type: 'SEND' as const, text });

/** A model that answers these, in turn: words, an object, or a failure (null). */
function scriptedModel(answers: (string | { [key: string]: Value } | null)[]): LanguageModel & { asked: ModelRequest[] } {
  const asked: ModelRequest[] = [];
  const usage = { inputTokens: 1, outputTokens: 1 };
  return {
    asked,
    answer: async (request) => {
      asked.push(request);
      const next = answers.shift() ?? null;
      if (next === null)
        return { ok: false, problem: { code: 'model.timeout', message: 'too late' }, text: '', cut: false, usage, milliseconds: 1, attempts: 1 };
      const base = { ok: true as const, calls: [], finish: 'end' as const, usage, milliseconds: 1, attempts: 1 };
      return typeof next === 'string' ? { ...base, text: next } : { ...base, text: JSON.stringify(next), object: next };
    },
  };
}

const models = [{ name: 'main', provider: 'openai' as const, model: 'x' }];

type Told = { w: World; heard: string[]; asked: ModelRequest[] };
const run = async (
  steps: Steps,
  answers: Parameters<typeof scriptedModel>[0],
  { says = [], main = {}, language = 'en' }: { says?: string[]; main?: object; language?: string } = {},
): Promise<Told> => {
  const model = scriptedModel(answers);
  const w = await playbookWorld(playbookProject(steps, { models, language }, main), { ports: { model } });
  for (const text of ['go', ...says]) await w.say(text);
  return { w, heard: await w.heard(), asked: model.asked };
};

describe('R004-08 a contextual SEND', () => {
  test('is what the model writes, from the instruction with its variables and the conversation', async () => {
    const { heard, asked } = await run(
      [
        { type: 'SET', variable: 'name', value: 'Ana' },
        { type: 'SEND', mode: 'contextual', instruction: 'Greet @name' },
      ],
      ['Hello Ana!'],
    );
    expect(heard).toEqual(['Hello Ana!']);
    expect(asked[0]?.system).toContain('Greet Ana');
    expect(asked[0]?.messages).toEqual([{ role: 'user', text: 'go' }]);
  });

  test('where the model fails, the author’s words are said and the trace has the reason', async () => {
    const { heard, w } = await run([{ type: 'SEND', mode: 'contextual', instruction: 'Greet', text: 'Hi.' }, say('on')], [null]);
    expect(heard).toEqual(['Hi.', 'on']);
    expect((await w.events('effect_done')).find(({ effect }) => effect === 'send')?.trace?.reason).toBe('the model failed: too late');
  });
});

test('R004-02 the general guidelines stand in every prompt of the playbook', async () => {
  const steps: Steps = [
    { type: 'SET', variable: 'tone', value: 'calm' },
    { type: 'SEND', mode: 'contextual', instruction: 'Greet' },
    { type: 'SET', mode: 'reasoning', variable: 'mood', instruction: 'the mood' },
    { type: 'ASK', question: 'the order', inputs: [{ variable: 'order', instructions: 'the order' }] },
    say('done'),
  ];
  const { asked } = await run(steps, ['Hi', { mood: 'fine' }, { order: null }, 'Which order?', { order: '77' }], {
    says: ['it is 77'],
    main: { generalGuidelines: 'Stay @tone.' },
  });
  expect(asked).toHaveLength(5);
  for (const { system } of asked) expect(system).toContain('Guidelines:\nStay calm.');
});

test('R004-05 RUN, IF/ELSE, GO TO, a fixed SEND and an exact SET ask no model', async () => {
  const steps: Steps = [
    { type: 'SET', variable: 'a', value: '=1 + 1' },
    {
      type: 'IF_ELSE',
      branches: [
        { operator: 'AND', conditions: [{ variable: 'a', operator: 'is', value: '=2' }], steps: [{ type: 'GO_TO', target_step_id: 'there' }] },
      ],
    },
    { type: 'RUN', id: 'there', target: { kind: 'action', name: 'Hours' } },
    say('@a'),
    { type: 'RUN', target: { kind: 'exit' } },
  ];
  const { asked, heard } = await run(steps, []);
  expect(heard).toEqual(['Open till six.', '2']);
  expect(asked).toHaveLength(0);
});

describe('R004-17 a SET by reasoning', () => {
  const set = (more: object = {}) => ({ type: 'SET' as const, mode: 'reasoning' as const, variable: 'size', instruction: 'the size', ...more });

  test('R004-20 R004-21 has the instruction, the free text and the effort', async () => {
    const { asked, w } = await run([set({ body: 'The last one counts.', effort: 'high' })], [{ size: 'large' }]);
    expect(asked[0]?.system).toContain('- size: the size\nThe last one counts.');
    expect(asked[0]?.effort).toBe('high');
    expect(asked[0]?.output).toMatchObject({ required: ['size'] });
    expect((await varsOf(w)).size).toBe('large');
  });

  test('R004-21 the effort is normal where nothing is said', async () =>
    expect((await run([set()], [{ size: 'x' }])).asked[0]?.effort).toBe('normal'));

  test('R004-18 R004-19 what is not accepted is not written, whatever the model says; the fallback is', async () => {
    const accepted = { acceptedValues: ['small', 'large'] };
    expect(await varsOf((await run([set({ ...accepted, fallback: 'unknown' })], [{ size: 'gigantic' }])).w)).toEqual({ size: 'unknown' });
    expect(await varsOf((await run([set(accepted)], [{ size: 'LARGE' }])).w)).toEqual({ size: 'large' });
    expect(await varsOf((await run([set(accepted)], [{ size: null }])).w)).toEqual({});
  });

  test('where the model fails, accepted values are found without it', async () => {
    const { w } = await run([set({ acceptedValues: ['go', 'stay'], fallback: '?' })], [null]);
    expect(await varsOf(w)).toEqual({ size: 'go' });
    expect((await w.events('effect_done')).find(({ effect }) => effect === 'infer')?.trace?.reason).toBe('too late');
  });

  test('R004-12 it says nothing', async () => expect((await run([set()], [{ size: 'x' }])).heard).toEqual([]));
});

describe('R004-24 an ASK with a model', () => {
  const ask = (more: object = {}, input: object = {}) => ({
    type: 'ASK' as const,
    question: 'their order number',
    inputs: [{ variable: 'order', instructions: 'the number', ...input }],
    ...more,
  });

  test('R004-34 the question is put by the model; exact_words never', async () => {
    const { heard, asked } = await run(
      [ask({ whenToAsk: 'always' }), ask({ whenToAsk: 'always', phrasing: 'exact_words', question: 'Number!' })],
      ['Which order is it?', { order: '12' }, { order: '13' }],
      { says: ['12', '13'] },
    );
    expect(heard).toEqual(['Which order is it?', 'Number!']);
    expect(asked[0]?.system).toContain('Ask the user: their order number');
  });

  test('R004-33 only_when_needed reads the transcript first', async () => {
    const { heard } = await run([ask({}, { captureMode: 'mapped' }), say('@order')], [{ order: '99' }]);
    expect(heard).toEqual(['99']);
  });

  test('an answer is read beside its question, not beside what was answered before', async () => {
    const { asked } = await run([ask({ phrasing: 'exact_words', whenToAsk: 'always' })], [{ order: null }, { order: '2' }], {
      says: ['erm', 'it is 2'],
    });
    expect(asked[1]?.messages).toEqual([
      { role: 'assistant', text: 'their order number' },
      { role: 'user', text: 'it is 2' },
    ]);
  });

  test('R004-25 what should be verbatim and was never said is not taken', async () => {
    const { heard } = await run([ask({ phrasing: 'exact_words' }), say('@order')], [{ order: 'A-1' }, { order: 'A-2' }, { order: 'a-2 ' }], {
      says: ['hm', 'it is A-2'],
    });
    expect(heard).toEqual(['their order number', 'their order number', 'a-2 ']);
  });

  test('R004-28 a mapped value need not have been said; what is validated has to be valid', async () => {
    const steps = [
      ask({ phrasing: 'exact_words', whenToAsk: 'always', mode: 'map', inputs: [{ variable: 'mood', instructions: 'the mood' }] }),
      ask({ phrasing: 'exact_words', whenToAsk: 'always' }, { validate: 'email' }),
    ];
    const { w, heard } = await run(steps, [{ mood: 'sad' }, { order: 'nonsense' }, { order: 'a@b.co' }], { says: ['it broke :(', 'a@b', 'a@b.co'] });
    expect(heard).toEqual(['their order number', 'their order number', 'their order number']);
    expect(await varsOf(w)).toEqual({ mood: 'sad', order: 'a@b.co' });
  });
});

describe('R004-07 C-32 a fixed SEND in another language', () => {
  const speak = async (language: string, answers: (string | null)[]) => {
    const model = scriptedModel(answers);
    const w = await playbookWorld(playbookProject([say('Hello @name, <b>5</b>')], { models }), { ports: { model } });
    const id = await w.conversations.start({ project: 'test', visitor: 'v2', language });
    await w.conversations.accept(id, { kind: 'message', id: 'x1', text: 'go' });
    for (let left = 200; left > 0 && (await w.conversations.look(id)).conversation.messages.length < 2; left -= 1)
      await new Promise((again) => setTimeout(again, 2));
    return { text: (await w.conversations.look(id)).conversation.messages.at(-1)?.text, asked: model.asked };
  };

  test('R004-06 no model is asked in the author’s language', async () => {
    const { text, asked } = await speak('en-GB', ['never']);
    expect([text, asked.length]).toEqual(['Hello @name, <b>5</b>', 0]);
  });

  test('is translated, and stays as it is where that fails', async () => {
    expect((await speak('de', ['Hallo'])).text).toBe('Hallo');
    expect((await speak('de', [null])).text).toBe('Hello @name, <b>5</b>');
  });
});

import { afterAll, describe, expect, test } from 'vitest';
import { sharedSandbox, type World } from '../world.ts';
import { playbookProject, playbookWorld, varsOf } from './playbook-world.ts';

afterAll(() => sharedSandbox().close());

type Steps = Parameters<typeof playbookProject>[0];
type More = Parameters<typeof playbookProject>[1];
type Main = Parameters<typeof playbookProject>[2];

/** What is heard after `go` and these texts. */
const run = async (
  steps: Steps,
  { more, main, says = [] }: { more?: More; main?: Main; says?: string[] } = {},
): Promise<{ heard: string[]; w: World }> => {
  const w = await playbookWorld(playbookProject(steps, more, main));
  for (const text of ['go', ...says]) await w.say(text);
  return { heard: await w.heard(), w };
};

const script = (name: string, code: string) => ({ type: 'script' as const, name, code });
const say = (text: string, id?: string) => ({ type: 'SEND' as const, text, ...(id ? { id } : {}) });
const set = (variable: string, value: string | number | boolean | null) => ({ type: 'SET' as const, variable, value });
const is = (variable: string, value: string | number) => ({ variable, operator: 'is' as const, value });
const ask = (variable: string, more: object = {}) => ({
  type: 'ASK' as const,
  question: `${variable}?`,
  inputs: [{ variable, instructions: `the ${variable}`, ...more }],
});
const act = (name: string, more: object = {}) => ({ type: 'RUN' as const, target: { kind: 'action' as const, name, ...more } });
const exit = { type: 'RUN' as const, target: { kind: 'exit' as const } };

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

describe('R004-24 ASK', () => {
  test('R004-25 C-31 several values from one answer, each with its own kind', async () => {
    const inputs = [
      { variable: 'email', instructions: 'the email', validate: 'email' as const },
      { variable: 'pieces', instructions: 'how many', validate: 'number' as const },
      { variable: 'size', instructions: 'the size', captureMode: 'verbatim' as const, validate: 'pattern' as const, pattern: 'X?[SML]' },
    ];
    const { w } = await run([{ type: 'ASK', question: 'Which?', inputs }], { says: ['3 pieces in XL, to a@b.co'] });
    expect(await varsOf(w)).toEqual({ email: 'a@b.co', pieces: 3, size: 'XL' });
  });

  test('R004-25 words that are not typed are kept exactly as they were said', async () => {
    const { w } = await run([ask('story')], { says: ['  It broke…  "badly" ß '] });
    expect((await varsOf(w)).story).toBe('It broke…  "badly" ß');
  });

  test('what one answer leaves open is asked for again, and what it gave is kept', async () => {
    const inputs = [
      { variable: 'email', instructions: 'e', validate: 'email' as const },
      { variable: 'day', instructions: 'd', validate: 'date' as const },
    ];
    const { heard, w } = await run([{ type: 'ASK', question: 'Which?', inputs }, say('@email @day')], { says: ['a@b.co', 'on 2026-04-05'] });
    expect(heard).toEqual(['Which?', 'Which?', 'a@b.co 2026-04-05']);
    expect((await varsOf(w)).day).toBe('2026-04-05');
  });

  test.each([
    ['email', undefined, 'no', 'me@shop.example'],
    ['phone', undefined, 'no', '+49 30 901820'],
    ['number', undefined, 'many', '12'],
    ['date', undefined, 'whenever', '2026-05-01'],
    ['pattern', '[A-Z]{2}[0-9]{4}', 'ab12', 'it is AB1234'],
  ] as const)('typed validation: %s; what does not fit counts as a re-ask', async (validate, pattern, bad, good) => {
    const { heard, w } = await run([ask('it', { validate, ...(pattern ? { pattern } : {}) }), say('done')], { says: [bad, good] });
    expect(heard).toEqual(['it?', 'it?', 'done']);
    expect((await varsOf(w)).it).toBeDefined();
  });

  test.each([
    [undefined, 5],
    [1, 2],
    [2, 3],
    [20, 21],
  ])('C-29 R004-30 R004-31 maxReaskAttempts %s: %i questions at most', async (maxReaskAttempts, questions) => {
    const step = { ...ask('email', { validate: 'email' }), ...(maxReaskAttempts ? { maxReaskAttempts } : {}) };
    const { heard, w } = await run([step, say('on')], { says: Array.from({ length: questions }, () => 'erm') });
    expect(heard).toEqual([...Array.from({ length: questions }, () => 'email?'), 'on']);
    expect(await varsOf(w)).toEqual({});
  });

  test('R004-32 C-30 after all attempts the fallback is written, else the variable is left as it was', async () => {
    const step = (variable: string, more: object) => ({
      ...ask(variable, { validate: 'email' }),
      whenToAsk: 'always' as const,
      maxReaskAttempts: 1,
      ...more,
    });
    const { w } = await run([set('kept', 'before'), step('kept', {}), step('filled', { fallback: 'nobody@shop.example' })], {
      says: ['a', 'b', 'c', 'd'],
    });
    expect(await varsOf(w)).toEqual({ kept: 'before', filled: 'nobody@shop.example' });
  });

  test('R004-33 only_when_needed takes what was said already; always asks', async () => {
    const w = await playbookWorld(
      playbookProject([ask('email', { validate: 'email' }), { ...ask('again', { validate: 'email' }), whenToAsk: 'always' }, say('@email @again')]),
      { intents: { 'go with a@b.co': ['Start'] } },
    );
    await w.say('go with a@b.co');
    await w.say('c@d.co');
    expect(await w.heard()).toEqual(['again?', 'a@b.co c@d.co']);
  });

  test('R004-33 a variable that has a value is not asked for', async () =>
    expect((await run([set('name', 'Ana'), ask('name'), say('Hi @name')])).heard).toEqual(['Hi Ana']));

  test('R004-34 exact_words is said as it is; contextual without a model says the question too', async () =>
    expect(
      (
        await run(
          [
            { ...ask('a'), question: 'Tell me, now!', phrasing: 'exact_words' },
            { ...ask('b'), question: 'And b?' },
            { type: 'ASK', inputs: [{ variable: 'first_name', instructions: 'i' }] },
          ],
          { says: ['x', 'y', 'z'] },
        )
      ).heard,
    ).toEqual(['Tell me, now!', 'And b?', 'First name?']));

  test('R004-28 R004-29 R004-35 accepted values are the only ones, in any spelling, and are shown as buttons', async () => {
    const { heard, w } = await run(
      [{ ...ask('size', { captureMode: 'mapped' }), mode: 'map', acceptedValues: ['Small', 'Extra large'] }, say('@size')],
      { says: ['medium', 'the extra-large one'] },
    );
    expect(heard).toEqual(['size?', 'size?', 'Extra large']);
    expect((await w.now()).messages.find(({ text }) => text === 'size?')?.buttons).toEqual([{ label: 'Small' }, { label: 'Extra large' }]);
  });
});

describe('C-43 a message while an ASK waits', () => {
  const steps: Steps = [ask('email', { validate: 'email' }), say('thanks')];

  test('that another action answers does not count, and the question comes back', async () =>
    expect((await run(steps, { says: ['hours', 'hours', 'a@b.co'] })).heard).toEqual([
      'email?',
      'Open till six.',
      'email?',
      'Open till six.',
      'email?',
      'thanks',
    ]));

  test('five of them and the question is still open', async () =>
    expect(
      (
        await run([{ ...ask('email', { validate: 'email' }), maxReaskAttempts: 1 }, say('thanks')], {
          says: ['hours', 'hours', 'hours', 'hours', 'hours', 'a@b.co'],
        })
      ).heard.at(-1),
    ).toBe('thanks'));

  test('a free answer that clearly is another matter is no answer', async () => {
    const { heard, w } = await run([ask('story'), say('thanks')], { says: ['hours', 'it broke'] });
    expect(heard).toEqual(['story?', 'Open till six.', 'story?', 'thanks']);
    expect((await varsOf(w)).story).toBe('it broke');
  });

  test('onOffTopic exit: the other matter is answered and the playbook is left', async () => {
    const { heard, w } = await run(steps, { main: { onOffTopic: 'exit' }, says: ['hours', 'a@b.co'] });
    expect(heard).toEqual(['email?', 'Open till six.', 'Pardon?']);
    expect((await w.now()).waiting).toBeNull();
  });

  test('onHumanRequest exit: the playbook is left; stay: it waits on', async () => {
    const left = await run(steps, { says: ['human', 'a@b.co'] });
    expect(left.heard).toEqual(['email?', 'A person is on the way.', 'Pardon?']);
    const stayed = await run(steps, { main: { onHumanRequest: 'stay' }, says: ['human', 'a@b.co'] });
    expect(stayed.heard).toEqual(['email?', 'A person is on the way.', 'thanks']);
  });

  test('a client command comes first, and the ASK waits on', async () => {
    const w = await playbookWorld(playbookProject(steps));
    await w.say('go');
    await w.press('Press');
    await w.say('a@b.co');
    expect(await w.heard()).toEqual(['email?', 'Pressed.', 'thanks']);
  });

  test('a guardrail comes first, and the ASK waits on', async () => {
    const guard = { name: 'Guard', effects: [{ type: 'generate_response' as const, mode: 'prescripted' as const, responses: ['Not that.'] }] };
    const w = await playbookWorld(playbookProject(steps, { globalActions: [guard] }), { intents: { bad: ['Guard'] } });
    for (const text of ['go', 'bad', 'a@b.co']) await w.say(text);
    expect(await w.heard()).toEqual(['email?', 'Not that.', 'thanks']);
  });

  test('what the knowledge answers is answered, and the question comes back', async () => {
    const found = { item: { id: 'k', question: 'Do you ship?', answer: 'We ship.', tags: [] }, score: 0.9 };
    const w = await playbookWorld(playbookProject(steps, { knowledge: [{ id: 'k', question: 'Do you ship?', answer: 'We ship.' }] }), {});
    w.ports.knowledge.find = async (_, { text }) => (text === 'do you ship' ? [found] : []);
    for (const text of ['go', 'do you ship', 'a@b.co']) await w.say(text);
    expect(await w.heard()).toEqual(['email?', 'We ship.', 'email?', 'thanks']);
  });
});

describe('R004-37 RUN', () => {
  const closed = { schedule: { days: { sunday: [{ from: '00:00', to: '00:01' }] } } };
  const fails = script('fails', "throw new Error('no')");

  test('R004-38 a tool gets variables, gives its result, and its status', async () => {
    const tools = [{ ...script('double', 'return params.n * 2'), parameters: [{ name: 'n', type: 'number' as const, required: true }] }];
    const { w } = await run([set('n', 4), act('double', { inputs: { n: '@n' }, saveAs: 'result', statusVariable: 'code' })], { more: { tools } });
    expect(await varsOf(w)).toEqual({ n: 4, result: 8, code: 200 });
  });

  test('an action by its name does what it does', async () =>
    expect((await run([act('Hours'), say('after')])).heard).toEqual(['Open till six.', 'after']));

  test('R004-43 C-37 a failure leaves the playbook and fetches a human; where nobody is there, in the author’s words', async () => {
    const { heard, w } = await run([act('fails', { statusVariable: 'code' }), say('never')], {
      more: { tools: [fails], handoff: closed },
      main: { handoffUnavailable: 'Nobody is here, @code.' },
    });
    expect(heard).toEqual(['Nobody is here, 0.']);
    expect((await w.events('effect_done')).filter(({ effect }) => effect === 'handoff')).toHaveLength(1);
  });

  test('without words of its own it is the project’s apology', async () =>
    expect((await run([act('fails')], { more: { tools: [fails], handoff: closed, apology: 'Sorry!' } })).heard).toEqual(['Sorry!']));

  test('R004-44 a status that is looked at is the author’s: the playbook goes on', async () =>
    expect(
      (
        await run(
          [
            act('fails', { statusVariable: 'code' }),
            {
              type: 'IF_ELSE',
              branches: [{ operator: 'AND', conditions: [is('code', 200)], steps: [say('fine')] }],
              else: [say('failed with @code')],
            },
            say('after'),
          ],
          { more: { tools: [fails] } },
        )
      ).heard,
    ).toEqual(['failed with 0', 'after']));

  test('R004-38 R004-43 an action sequence is run the same way: its failure fetches a human, unless its status is looked at', async () => {
    const more = {
      tools: [fails, script('works', 'return 1')],
      actionSequences: [{ name: 'chain', actions: [{ tool: 'works' }, { tool: 'fails' }] }],
      handoff: closed,
      apology: 'Sorry!',
    };
    const chain = act('chain', { statusVariable: 'code' });
    expect((await run([chain, say('never')], { more })).heard).toEqual(['Sorry!']);
    const looks = {
      type: 'IF_ELSE' as const,
      branches: [{ operator: 'AND' as const, conditions: [is('code', 200)], steps: [say('fine')] }],
      else: [say('failed')],
    };
    expect((await run([chain, looks], { more })).heard).toEqual(['failed']);
  });

  test('R004-39 RUN handoff asks for a human with a reason, and ends the playbook', async () => {
    const { heard, w } = await run([set('a', 1), { type: 'RUN', target: { kind: 'handoff', reason: 'stuck at @a' } }, say('never')]);
    expect(heard).toEqual(['I am getting somebody from our team. This can take a moment.']);
    expect(await w.now()).toMatchObject({ waiting: null, status: 'waiting_for_human', human: { reason: 'stuck at 1' } });
  });

  const child = (steps: Steps, more: object = {}) => ({ playbooks: [{ name: 'child', sections: [{ name: 'One', steps }], ...more }] });
  const link = (more: object = {}) => ({ type: 'RUN' as const, target: { kind: 'playbook' as const, name: 'child', ...more } });

  test('R004-40 C-42 the parent pauses, the child asks and completes, control and values return', async () => {
    const steps: Steps = [say('parent'), link({ inputs: { who: 'you, @name' }, outputs: { address: 'email' } }), say('back: @address')];
    const { heard, w } = await run([set('name', 'Ana'), ...steps], {
      more: child([say('for @who'), ask('email', { validate: 'email' })]),
      says: ['a@b.co'],
    });
    expect(heard).toEqual(['parent', 'for you, Ana', 'email?', 'back: a@b.co']);
    expect((await w.events('run_waits')).at(-1)).toBeDefined();
  });

  test('a child that is run again asks anew', async () => {
    const again = { ...link(), id: 'again' };
    const wrong = {
      type: 'IF_ELSE' as const,
      branches: [
        {
          operator: 'AND' as const,
          conditions: [is('email', 'a@b.co')],
          steps: [say('not @email'), { type: 'GO_TO' as const, target_step_id: 'again' }],
        },
      ],
    };
    const { heard } = await run([again, wrong, say('yes @email')], {
      more: child([ask('email', { validate: 'email' })]),
      says: ['a@b.co', 'c@d.co'],
    });
    expect(heard).toEqual(['email?', 'not a@b.co', 'email?', 'yes c@d.co']);
  });

  test('R004-41 an exit in the child ends the child alone', async () =>
    expect((await run([link(), say('parent')], { more: child([say('child'), exit, say('never')]) })).heard).toEqual(['child', 'parent']));

  test('R004-43 a failure in the child fetches a human for both', async () =>
    expect(
      (await run([link(), say('never')], { more: { tools: [fails], handoff: closed, apology: 'Sorry!', ...child([act('fails')]) } })).heard,
    ).toEqual(['Sorry!']));

  test('C-41 playbooks may not be nested without end', async () => {
    const names = Array.from({ length: 12 }, (_, at) => `p${at}`);
    const playbooks = names.map((name, at) => ({
      name,
      sections: [
        {
          name: 'One',
          steps: [say(name), ...(names[at + 1] ? [{ type: 'RUN' as const, target: { kind: 'playbook' as const, name: names[at + 1] ?? '' } }] : [])],
        },
      ],
    }));
    const { heard } = await run([{ type: 'RUN', target: { kind: 'playbook', name: 'p0' } }, say('never')], {
      more: { playbooks, apology: 'Sorry!' },
    });
    expect(heard).toEqual([...names.slice(0, 8), 'Sorry!']);
  });
});

describe('R004-45 R004-46 R004-48 IF/ELSE', () => {
  const branch = (value: string | number, text: string) => ({ operator: 'AND' as const, conditions: [is('a', value)], steps: [say(text)] });
  const choose = {
    type: 'IF_ELSE' as const,
    branches: [branch(1, 'one'), branch('=1 + 1', 'two'), branch('@b', 'like b'), branch(1, 'never')],
    else: [say('else')],
  };

  test.each([
    [1, 'one'],
    [2, 'two'],
    [7, 'like b'],
    [9, 'else'],
  ])('the first branch that holds is run: %i', async (value, text) =>
    expect((await run([set('a', value), set('b', 7), choose, say('after')])).heard).toEqual([text, 'after']),
  );

  test('without an else, what follows is next', async () =>
    expect((await run([set('a', 5), { type: 'IF_ELSE', branches: [branch(1, 'one')] }, say('after')])).heard).toEqual(['after']));
});

describe('R004-52 R004-53 R004-54 GO TO', () => {
  const when = (variable: string, operator: 'lt' | 'is', value: number, steps: Steps) => ({
    type: 'IF_ELSE' as const,
    branches: [{ operator: 'AND' as const, conditions: [{ variable, operator, value }], steps }],
  });
  const go = (target_step_id: string) => ({ type: 'GO_TO' as const, target_step_id });

  test('a loop with an exit', async () =>
    expect(
      (await run([set('n', 0), { ...set('n', '=vars.n + 1'), id: 'again' }, say('n is @n'), when('n', 'lt', 3, [go('again')]), say('done')])).heard,
    ).toEqual(['n is 1', 'n is 2', 'n is 3', 'done']));

  test('ahead, across sections, to a shared step for errors', async () =>
    expect(
      (
        await run([], {
          main: {
            sections: [
              { name: 'A', steps: [say('a'), go('error'), say('never')] },
              { name: 'B', steps: [say('never'), say('error', 'error')] },
            ],
          },
        })
      ).heard,
    ).toEqual(['a', 'error']));

  test('C-40 at run time a step is entered so often in one turn and no oftener; the conversation stays', async () => {
    const steps: Steps = [set('n', 0), { ...set('n', '=vars.n + 1'), id: 'again' }, when('n', 'lt', 1_000, [go('again')]), say('never')];
    const { heard, w } = await run(steps, { more: { apology: 'Sorry!', limits: { effects: 10_000, steps: 10_000 } }, says: ['hours'] });
    expect(heard).toEqual(['Sorry!', 'Open till six.']);
    expect((await w.events('effect_done')).find(({ trace }) => trace?.reason)?.trace?.reason).toContain('was entered 50 times in one turn');
  });

  test('C-47 the turn’s own budget holds as well', async () => {
    const steps: Steps = [set('n', 0), { ...set('n', '=vars.n + 1'), id: 'again' }, when('n', 'lt', 1_000, [go('again')])];
    expect((await run(steps, { more: { apology: 'Sorry!', limits: { steps: 20 } } })).heard).toEqual(['Sorry!']);
  });
});

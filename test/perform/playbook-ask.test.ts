import { afterAll, describe, expect, test } from 'vitest';
import { sharedSandbox } from '../world.ts';
import { ask, run, type Steps, say, set } from './playbook-steps.ts';
import { playbookProject, playbookWorld, varsOf } from './playbook-world.ts';

afterAll(() => sharedSandbox().close());

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

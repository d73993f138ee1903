import { afterAll, describe, expect, test } from 'vitest';
import type { Message } from '../../shared/conversation.ts';
import { parseProject } from '../../shared/parse.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { visible } from '../../shared/visible.ts';
import { projectOf, reply, sharedSandbox, type World, world } from '../world.ts';
import { playbookProject, playbookWorld, varsOf } from './playbook-world.ts';

afterAll(() => sharedSandbox().close());

const ask = { required: true, onMissing: 'ask' as const };
const order: AuthoredProject['stages'][number]['actions'] = [
  {
    name: 'Order',
    triggerOnClientCommand: true,
    form: true,
    parameters: [
      { ...ask, name: 'email', type: 'email', question: 'Where to, and which size?' },
      { ...ask, name: 'size', acceptedValues: ['S', { value: 'M', synonyms: ['medium'] }], description: 'Your size' },
      { name: 'note' },
    ],
    effects: [reply('Ordered {{params.size}} for {{params.email}}.')],
  },
  { name: 'Hours', effects: [reply('Open till six.')] },
];
const intents = { order: { Order: {} }, hours: ['Hours'] };
const missing = { Order: ['email', 'size'] };

/** What visitors see of a conversation. */
async function messages(w: World): Promise<Message[]> {
  return (await w.log()).flatMap((event) => {
    const seen = visible(event);
    return seen?.type === 'message' ? [seen.message] : [];
  });
}
const formOf = async (w: World) => (await messages(w)).findLast(({ form }) => form)?.form;
const words = async (w: World) => (await messages(w)).map(({ role, text }) => `${role}: ${text}`);
const problemOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (thrown) => ({ code: thrown.code, ...thrown.details }),
  );

describe('a form for what an action still has to know', () => {
  test('has a field for each missing parameter; sent, the action runs, and the visitor’s words show what was sent', async () => {
    const w = await world(projectOf(order), { intents, missing });
    await w.say('order');
    const form = await formOf(w);
    expect(form?.fields).toEqual([
      { name: 'email', label: 'Email', type: 'email', required: true },
      { name: 'size', label: 'Your size', type: 'choice', options: ['S', 'M'], required: true },
    ]);
    await w.press(form?.command ?? '', { ...form?.parameters, email: 'a@b.co', size: 'M' });
    expect(await words(w)).toEqual([
      'user: order',
      'assistant: Where to, and which size?',
      'user: Email: a@b.co\nYour size: M',
      'assistant: Ordered M for a@b.co.',
    ]);
    const all = await messages(w);
    expect(all[2]?.answers).toBe(all[1]?.id);
  });

  test('P-15 is never trusted: values that do not fit are refused before anything is stored, with the name of the field', async () => {
    const w = await world(projectOf(order), { intents, missing });
    await w.say('order');
    const { command = '', parameters } = (await formOf(w)) ?? {};
    const before = (await w.log()).length;
    const send = (values: Record<string, string>) => problemOf(w.press(command, { ...parameters, ...values }));
    expect(await send({ email: 'nobody', size: 'M' })).toMatchObject({ code: 'command.parameters', parameter: 'email' });
    expect(await send({ email: 'a@b.co', size: 'XXL' })).toMatchObject({ code: 'command.parameters', parameter: 'size' });
    expect(await send({ email: 'a@b.co', size: '' })).toMatchObject({ code: 'command.parameters', parameter: 'size' });
    expect(await w.log()).toHaveLength(before);
  });

  test('answers its own question and no other: once sent, or with a made-up id, it is over', async () => {
    const w = await world(projectOf(order), { intents, missing });
    await w.say('order');
    const { command = '', parameters = {} } = (await formOf(w)) ?? {};
    const values = { email: 'a@b.co', size: 'M' };
    expect(await problemOf(w.press(command, { $question: 'another', ...values }))).toEqual({ code: 'form.over' });
    await w.press(command, { ...parameters, ...values });
    expect(await problemOf(w.press(command, { ...parameters, ...values }))).toEqual({ code: 'form.over' });
    expect((await w.heard()).at(-1)).toBe('Ordered M for a@b.co.');
  });

  test('two tabs that send it at the same time order once', async () => {
    const w = await world(projectOf(order), { intents, missing });
    await w.say('order');
    const { command = '', parameters } = (await formOf(w)) ?? {};
    const send = (id: string) =>
      w.conversations.accept(w.id, { kind: 'command', id, command, parameters: { ...parameters, email: 'a@b.co', size: 'M' } });
    const sent = await Promise.allSettled([send('tab-1'), send('tab-2')]);
    await w.rest();
    expect(sent.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect((await w.heard()).filter((text) => text.startsWith('Ordered'))).toHaveLength(1);
  });

  test('is answered by words as well; what is still missing then has a form of its own', async () => {
    const w = await world(projectOf(order), { intents, missing });
    await w.say('order');
    await w.say('email=a@b.co');
    expect((await formOf(w))?.fields.map(({ name }) => name)).toEqual(['size']);
    await w.say('size=S');
    expect((await w.heard()).at(-1)).toBe('Ordered S for a@b.co.');
  });

  test('C-43 something else is answered first, and the question comes back with a form that works', async () => {
    const w = await world(projectOf(order), { intents, missing });
    await w.say('order');
    const old = await formOf(w);
    await w.say('hours');
    const form = await formOf(w);
    expect(await problemOf(w.press(old?.command ?? '', { ...old?.parameters, email: 'a@b.co', size: 'S' }))).toEqual({ code: 'form.over' });
    await w.press(form?.command ?? '', { ...form?.parameters, email: 'a@b.co', size: 'S' });
    expect((await w.heard()).at(-1)).toBe('Ordered S for a@b.co.');
  });

  test('comes for a command that leaves required ones out; without one, such a command is refused as before', async () => {
    const w = await world(projectOf(order), { intents, missing });
    await w.press('Order', { note: 'quick' });
    const form = await formOf(w);
    await w.press(form?.command ?? '', { ...form?.parameters, email: 'a@b.co', size: 'M' });
    expect(await w.heard()).toEqual(['Where to, and which size?', 'Ordered M for a@b.co.']);
    const plain = await world(projectOf(order.map(({ form: _form, ...rest }) => rest)));
    expect(await problemOf(plain.press('Order', {}))).toMatchObject({ code: 'command.parameters' });
  });
});

describe('the form of an ASK', () => {
  const step = {
    type: 'ASK' as const,
    phrasing: 'exact_words' as const,
    question: 'Who are you?',
    form: true,
    inputs: [
      { variable: 'name', instructions: 'the name' },
      { variable: 'mail', instructions: 'the address', validate: 'email' as const },
    ],
  };
  const start = async () => {
    const w = await playbookWorld(playbookProject([step, { type: 'SEND', text: 'Hello @name, @mail.' }]));
    await w.say('go');
    return w;
  };

  test('fills the variables', async () => {
    const w = await start();
    const form = await formOf(w);
    expect(form?.fields).toEqual([
      { name: 'name', label: 'Name', type: 'text', required: true },
      { name: 'mail', label: 'Mail', type: 'email', required: true },
    ]);
    await w.press(form?.command ?? '', { ...form?.parameters, name: 'Ann', mail: 'a@b.co' });
    expect(await varsOf(w)).toMatchObject({ name: 'Ann', mail: 'a@b.co' });
    expect((await w.heard()).at(-1)).toBe('Hello Ann, a@b.co.');
  });

  test('validates as ASK does: what is not valid is asked for again, what is valid is kept', async () => {
    const w = await start();
    const form = await formOf(w);
    await w.press(form?.command ?? '', { ...form?.parameters, name: 'Ann', mail: 'nowhere' });
    const again = await formOf(w);
    expect(again?.fields.map(({ name }) => name)).toEqual(['mail']);
    await w.press(again?.command ?? '', { ...again?.parameters, mail: 'a@b.co' });
    expect((await w.heard()).at(-1)).toBe('Hello Ann, a@b.co.');
  });

  test('leaves typed words their way', async () => {
    const w = await start();
    await w.say('a@b.co');
    expect((await formOf(w))?.fields.map(({ name }) => name)).toEqual(['name']);
    await w.say('Ann');
    expect((await w.heard()).at(-1)).toBe('Hello Ann, a@b.co.');
  });
});

describe('a form under a response', () => {
  const contact = { name: 'write_back', triggerOnUserInput: false, triggerOnClientCommand: true };
  const project = (form: object, more: object = {}) =>
    projectOf([
      { name: 'Show', effects: [{ ...reply('How can we reach you?'), form: { command: 'write_back', ...form } }] },
      {
        ...contact,
        parameters: [{ name: 'email', type: 'email', required: true }, { name: 'name' }, { name: 'topic', required: true }],
        effects: [reply('Thank you, {{params.email}} ({{params.topic}}).')],
        ...more,
      },
    ]);
  const shown = async (form: object = {}, more: object = {}) => {
    const w = await world(project(form, more), { intents: { show: ['Show'] } });
    await w.say('show');
    return w;
  };
  const send = async (w: World, values: Record<string, string>) => {
    const message = (await messages(w)).findLast(({ form }) => form);
    const { command = '', parameters } = message?.form ?? {};
    const sent = { kind: 'command' as const, id: `form-${Math.random()}`, command, parameters: { ...parameters, ...values } };
    await w.conversations.accept(w.id, { ...sent, form: message?.id ?? '' });
    await w.rest();
  };

  test('has the command’s parameters; those that are given are not asked for, required ones always', async () => {
    expect((await formOf(await shown()))?.fields.map(({ name }) => name)).toEqual(['email', 'name', 'topic']);
    const form = await formOf(await shown({ fields: ['email'], parameters: { topic: '=1 + 1' }, submit: 'Leave it' }));
    expect(form).toMatchObject({ command: 'write_back', parameters: { topic: 2 }, submit: 'Leave it' });
    expect(form?.fields.map(({ name }) => name)).toEqual(['email']);
    expect((await formOf(await shown({ fields: ['name'] })))?.fields.map(({ name }) => name)).toEqual(['email', 'name', 'topic']);
  });

  test('fires the command, once', async () => {
    const w = await shown({ fields: ['email'], parameters: { topic: 'shoes' } });
    await send(w, { email: 'a@b.co' });
    expect((await words(w)).slice(-2)).toEqual(['user: Email: a@b.co', 'assistant: Thank you, a@b.co (shoes).']);
    expect(await problemOf(send(w, { email: 'x@b.co' }))).toEqual({ code: 'form.over' });
  });

  test('P-14 is not shown where the stage does not offer the command, which a visitor could not fire either', async () => {
    const [show, ...others] = project({}).stages[0]?.actions ?? [];
    const stages = [
      { name: 'Main', actions: show ? [show] : [] },
      { name: 'Other', actions: others },
    ];
    const w = await world(projectOf([], { stages }), { intents: { show: ['Show'] } });
    await w.say('show');
    expect(await w.heard()).toEqual(['How can we reach you?']);
    expect(await formOf(w)).toBeUndefined();
    expect(await problemOf(w.press('write_back', { email: 'a@b.co', topic: 'x' }))).toMatchObject({ code: 'COMMAND_NOT_ALLOWED' });
  });

  test('a publish names commands and fields that are not there', () => {
    const codes = (document: AuthoredProject) => parseProject(document).findings.filter(({ level }) => level === 'error');
    expect(codes(project({ command: 'write_bakc' }))).toMatchObject([{ code: 'name.unknown', path: 'stages[0].actions[0].effects[0].form.command' }]);
    expect(codes(project({ fields: ['emial'] }))).toMatchObject([{ code: 'name.unknown', path: 'stages[0].actions[0].effects[0].form.fields[0]' }]);
    expect(codes(project({}, { triggerOnClientCommand: false }))).toMatchObject([{ code: 'command.not_offered' }]);
  });
});

describe('cards', () => {
  const card = {
    title: 'Boots of {{userInput}}',
    text: 'From **{{constants.price}}**',
    image: { url: 'https://img.example/{{userInput}}.png', alt: 'boots' },
    link: 'https://shop.example/{{userInput}}',
    buttons: [{ label: 'Buy {{userInput}}', command: 'Buy', parameters: { item: '{{userInput}}' } }],
  };
  const buy = { name: 'Buy', triggerOnUserInput: false, triggerOnClientCommand: true, parameters: [{ name: 'item' }], effects: [reply('Bought.')] };
  const project = (cards: object[]) =>
    projectOf([{ name: 'Show', effects: [{ ...reply('Look:'), cards: cards as (typeof card)[] }] }, buy], { constants: { price: '90' } });

  test('are filled in as texts and buttons are; a link that is no https address in the end is left out', async () => {
    const w = await world(project([card, { title: 'Second', link: '{{userInput}}' }]), { intents: { show: ['Show'] } });
    await w.say('show');
    expect((await messages(w)).at(-1)?.cards).toEqual([
      {
        title: 'Boots of show',
        text: 'From **90**',
        image: { url: 'https://img.example/show.png', alt: 'boots' },
        link: 'https://shop.example/show',
        buttons: [{ label: 'Buy show', command: 'Buy', parameters: { item: 'show' } }],
      },
      { title: 'Second' },
    ]);
  });

  test('come with a SEND too, with its variables', async () => {
    const steps = [
      { type: 'SET' as const, variable: 'what', value: 'tents' },
      { type: 'SEND' as const, text: 'Here:', cards: [{ title: 'Our @what' }] },
    ];
    const w = await playbookWorld(playbookProject(steps));
    await w.say('go');
    expect((await messages(w)).at(-1)?.cards).toEqual([{ title: 'Our tents' }]);
  });

  test('a publish finds links that are not https, more than there may be, and buttons that fire nothing', () => {
    const findings = (cards: object[]) => parseProject(project(cards)).findings.filter(({ level }) => level === 'error');
    for (const link of ['javascript:alert(1)', 'http://shop.example', '/local', ' https://x.example'])
      expect(findings([{ ...card, link }])).toMatchObject([{ path: 'stages[0].actions[0].effects[0].cards[0].link' }]);
    expect(findings(Array.from({ length: 11 }, () => card))).toMatchObject([{ code: 'schema.too_big' }]);
    expect(findings([{ ...card, buttons: Array.from({ length: 5 }, () => ({ label: 'x' })) }])).toMatchObject([{ code: 'schema.too_big' }]);
    expect(findings([{ ...card, buttons: [{ label: 'x', command: 'Bye' }] }])).toMatchObject([
      { code: 'name.unknown', path: 'stages[0].actions[0].effects[0].cards[0].buttons[0].command' },
    ]);
  });
});

test('files of a message are told to prompts and scripts by name, type and size', async () => {
  const w = await world(projectOf([], { stages: [{ name: 'Main', onFallback: { effects: [reply('{{#each history}}{{text}}|{{/each}}')] } }] }));
  const file = { id: 'x', name: 'leak.pdf', type: 'application/pdf', bytes: 1_234 };
  await w.conversations.accept(w.id, { kind: 'message', id: 'with-file', text: '', files: [file] });
  await w.rest();
  expect((await messages(w))[0]).toMatchObject({ text: '', files: [file] });
  expect(await w.heard()).toEqual(['[file: leak.pdf (application/pdf, 1234 bytes)]|']);
});

import { afterAll, describe, expect, test } from 'vitest';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { projectOf, reply, sharedSandbox, world } from '../world.ts';
import { ana, ben, breath, ear, heldModel } from './handoff-world.ts';

afterAll(() => sharedSandbox().close());

const fetches = { name: 'Human', effects: [{ type: 'handoff' as const, reason: 'wants a human' }] };
const greets = { name: 'Greet', effects: [reply('Hello!')] };
const intents = { human: ['Human'], hi: ['Greet'], late: ['Late'] };
const waiting = 'I am getting somebody from our team. This can take a moment.';
const shop = (more: Partial<AuthoredProject> = {}, actions: AuthoredProject['stages'][number]['actions'] = []) =>
  projectOf([fetches, greets, ...(actions ?? [])], more);

describe('a human is fetched', () => {
  test('R000-13 the visitor is told, the conversation waits, and a profile written in the same turn is there', async () => {
    const update = { type: 'modify_user_profile' as const, modifications: [{ variable: 'plan', operation: 'set' as const, value: 'gold' }] };
    const w = await world(projectOf([{ name: 'Human', effects: [...fetches.effects, update] }]), { intents });
    await w.say('human');
    const now = await w.now();
    expect(await w.heard()).toEqual([waiting]);
    expect(now).toMatchObject({ status: 'waiting_for_human', human: { reason: 'wants a human', operator: null }, profile: { plan: 'gold' } });
  });

  test('where the turn has said something else already, that is enough', async () => {
    const w = await world(projectOf([{ name: 'Human', effects: [reply('One moment.'), ...fetches.effects] }]), { intents });
    await w.say('human');
    expect(await w.heard()).toEqual(['One moment.']);
    expect((await w.now()).status).toBe('waiting_for_human');
  });

  test('a move beside it is made first, an end beside it wins', async () => {
    const moves: AuthoredProject = {
      name: 'test',
      stages: [
        { name: 'A', actions: [{ name: 'Human', effects: [...fetches.effects, { type: 'go_to_stage', stage: 'B' }] }] },
        { name: 'B', onEnter: { effects: [reply('In B.')] } },
      ],
    };
    const w = await world(moves, { intents });
    await w.say('human');
    expect(await w.now()).toMatchObject({ stage: 'B', status: 'waiting_for_human' });
    expect(await w.heard()).toEqual(['In B.']);
    const ends = await world(projectOf([{ name: 'Human', effects: [...fetches.effects, { type: 'end_conversation' }] }]), { intents });
    await ends.say('human');
    expect((await ends.now()).status).toBe('ended');
  });

  test('C-16 a tool that fails fetches a human where its author says so, and what was left is not done', async () => {
    const tools: AuthoredProject['tools'] = [{ type: 'script', name: 'breaks', code: 'throw new Error("no")' }];
    const call = { type: 'call_tool' as const, tool: 'breaks', onError: 'handoff' as const, priority: 2 };
    const w = await world(shop({ tools }, [{ name: 'Late', effects: [call, reply('Done!')] }]), { intents });
    await w.say('late');
    expect(await w.heard()).toEqual([waiting]);
    expect((await w.now()).human).toMatchObject({ reason: 'breaks failed' });
  });

  test('the visitor’s own wish does the same, where the project offers it, and asking twice is asking once', async () => {
    const w = await world(shop({ handoff: { offer: true } }));
    await Promise.all([w.conversations.inbox.wish(w.id), w.conversations.inbox.wish(w.id)]);
    await w.rest();
    await w.conversations.inbox.wish(w.id);
    await w.rest();
    expect(await w.heard()).toEqual([waiting]);
    const other = await world(shop());
    await expect(other.conversations.inbox.wish(other.id)).rejects.toMatchObject({ code: 'handoff.not_offered' });
  });
});

describe('outside of the opening hours', () => {
  // A Monday, 9:30 in London.
  const closed = { schedule: { timezone: 'Europe/London', days: { monday: [{ from: '10:00', to: '18:00' }] } }, closed: 'We open at ten.' };

  test('the visitor is told so and can leave an address: it is kept, stands in the profile, and is thanked for once', async () => {
    const w = await world(shop({ handoff: closed }), { intents });
    await w.say('human');
    const asked = (await w.now()).messages.at(-1);
    expect(asked).toMatchObject({
      text: 'We open at ten.',
      form: { command: 'leave_contact', fields: [{ name: 'email', type: 'email', required: true }] },
    });
    await expect(w.press('leave_contact', { email: 'nobody' })).rejects.toMatchObject({ code: 'contact.invalid' });
    const said = {
      kind: 'command' as const,
      id: 'contact-1',
      command: 'leave_contact',
      parameters: { email: ' ada@example.com ' },
      form: asked?.id ?? '',
    };
    await w.conversations.accept(w.id, said);
    expect(await w.conversations.accept(w.id, said)).toEqual({ again: true });
    await w.rest();
    expect(await w.heard()).toEqual(['We open at ten.', 'Thank you. We will write to you.']);
    expect(await w.now()).toMatchObject({ status: 'active', contact: { email: 'ada@example.com' }, profile: { email: 'ada@example.com' } });
    expect(await w.ports.store.profile('test', 'visitor-1')).toEqual({ email: 'ada@example.com' });
    await w.say('hi');
    expect((await w.heard()).at(-1)).toBe('Hello!');
  });

  test('what is said is filled in like every template, also the thanks', async () => {
    const handoff = { ...closed, closed: 'Not here, in {{constants.city}}.', thanks: 'Thank you from {{constants.city}}.' };
    const w = await world(shop({ handoff, constants: { city: 'Bath' } }), { intents });
    await w.say('human');
    await w.press('leave_contact', { email: 'ada@example.com' });
    expect(await w.heard()).toEqual(['Not here, in Bath.', 'Thank you from Bath.']);
  });

  test('nobody is asked for an address who need not leave one, and nobody can leave one unasked', async () => {
    const w = await world(shop({ handoff: { ...closed, askEmail: false } }), { intents });
    await w.say('human');
    expect((await w.now()).messages.at(-1)?.form).toBeUndefined();
    await expect(w.press('leave_contact', { email: 'ada@example.com' })).rejects.toMatchObject({ code: 'COMMAND_NOT_ALLOWED' });
  });

  test('a playbook says it in its own words', async () => {
    const playbooks: AuthoredProject['playbooks'] = [
      { name: 'Ask', handoffUnavailable: 'Come back later.', sections: [{ name: 'One', steps: [{ type: 'RUN', target: { kind: 'handoff' } }] }] },
    ];
    const w = await world(shop({ handoff: closed, playbooks }, [{ name: 'Late', effects: [{ type: 'start_playbook', playbook: 'Ask' }] }]), {
      intents,
    });
    await w.say('late');
    expect(await w.heard()).toEqual(['Come back later.']);
  });
});

describe('in the hands of an operator', () => {
  const fetched = async (more: Partial<AuthoredProject> = {}, script: Parameters<typeof world>[1] = {}) => {
    const w = await world(shop(more), { intents, ...script });
    await w.say('human');
    return { w, inbox: w.conversations.inbox };
  };

  test('of two operators in the same moment one wins, and the other hears by whom', async () => {
    const { w, inbox } = await fetched();
    const both = await Promise.allSettled([inbox.takeOver(w.id, ana), inbox.takeOver(w.id, ben)]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(both[1]).toMatchObject({ reason: { code: 'handoff.taken', details: { operator: 'Ana' } } });
    await inbox.takeOver(w.id, ana);
    expect((await w.events('status_changed')).filter(({ status }) => status === 'with_human')).toHaveLength(1);
  });

  test('P-44 what the visitor says meanwhile is kept and not answered, commands neither', async () => {
    const { w, inbox } = await fetched();
    await w.say('hi');
    await inbox.takeOver(w.id, ana);
    await w.say('hi');
    expect(await w.heard()).toEqual([waiting]);
    expect(await w.now()).toMatchObject({ unread: 3, queue: [], status: 'with_human' });
  });

  test('only the holder replies, and a retry says nothing twice', async () => {
    const { w, inbox } = await fetched();
    await expect(inbox.reply(w.id, ana, { id: 'reply-01', text: 'Hi' })).rejects.toMatchObject({ code: 'handoff.not_yours' });
    await inbox.takeOver(w.id, ana);
    await inbox.reply(w.id, ana, { id: 'reply-01', text: 'Hi, Ana here.' });
    await inbox.reply(w.id, ana, { id: 'reply-01', text: 'Hi, Ana here.' });
    await expect(inbox.reply(w.id, ana, { id: 'reply-01', text: 'Other' })).rejects.toMatchObject({ code: 'message.conflict' });
    await expect(inbox.reply(w.id, ben, { id: 'reply-02', text: 'Me too' })).rejects.toMatchObject({
      code: 'handoff.not_yours',
      details: { holder: 'Ana' },
    });
    expect((await w.now()).messages.filter(({ role }) => role === 'operator')).toMatchObject([{ text: 'Hi, Ana here.', by: 'Ana' }]);
    expect((await w.now()).unread).toBe(0);
  });

  test('handed back, the bot answers what came after the operator’s last word, and nothing that came before', async () => {
    const { w, inbox } = await fetched();
    await inbox.takeOver(w.id, ana);
    await w.say('hi');
    await inbox.reply(w.id, ana, { id: 'reply-01', text: 'Hi.' });
    await inbox.handBack(w.id, ana, { summary: 'Looked at it.' });
    await w.rest();
    expect(await w.heard()).toEqual([waiting]);
    await w.say('human');
    await w.say('hi');
    await inbox.takeOver(w.id, ben);
    await w.say('hi');
    await inbox.handBack(w.id, ben, { summary: '' });
    await w.rest();
    expect(await w.heard()).toEqual([waiting, waiting, 'Hello!', 'Hello!']);
    expect(await w.now()).toMatchObject({ status: 'active', queue: [], colleagues: [{ by: 'Ana', summary: 'Looked at it.' }] });
    expect((await w.now()).human).toBeUndefined();
  });

  test('handed back into another stage, it is entered first; a stage that is not there is refused', async () => {
    const document: AuthoredProject = {
      name: 'test',
      stages: [
        { name: 'A', actions: [fetches] },
        { name: 'B', onEnter: { effects: [reply('In B.')] }, actions: [greets] },
      ],
    };
    const w = await world(document, { intents });
    const { inbox } = w.conversations;
    await inbox.takeOver(w.id, ana);
    await w.say('hi');
    await expect(inbox.handBack(w.id, ana, { summary: '', stage: 'C' })).rejects.toMatchObject({
      code: 'stage.unknown',
      message: expect.stringContaining('"C"'),
    });
    await inbox.handBack(w.id, ana, { summary: '', stage: 'B' });
    await w.rest();
    expect(await w.heard()).toEqual(['In B.', 'Hello!']);
  });

  test('later prompts know what a colleague did, and whose words are whose', async () => {
    const held = heldModel();
    const models: AuthoredProject['models'] = [{ name: 'm', provider: 'openai', model: 'x' }];
    const w = await world(shop({ models }), { intents, ports: { model: held.model } });
    const { inbox } = w.conversations;
    await inbox.takeOver(w.id, ana);
    await inbox.reply(w.id, ana, { id: 'reply-01', text: 'I sent you a voucher.' });
    await inbox.handBack(w.id, ana, { summary: 'Sent voucher 42.' });
    await w.conversations.accept(w.id, { kind: 'message', id: 'input-x1', text: 'and now?' });
    while (!held.isAsked()) await new Promise((again) => setTimeout(again, 1));
    held.write('Now this.');
    held.finish();
    await w.rest();
    expect(held.prompts[0]).toContain('- Ana: Sent voucher 42.');
    expect(held.said[0]).toEqual(['[Ana, a human colleague, wrote:] I sent you a voucher.', 'and now?']);
  });

  test('given to a colleague by its holder, by nobody else unless they may', async () => {
    const { w, inbox } = await fetched();
    await inbox.takeOver(w.id, ana);
    await expect(inbox.assign(w.id, { to: ben, by: ben, mayAny: false })).rejects.toMatchObject({ code: 'handoff.not_yours' });
    await inbox.assign(w.id, { to: ben, by: ana, mayAny: false });
    expect((await w.now()).human).toMatchObject({ operator: ben, reason: 'wants a human' });
    await inbox.assign(w.id, { to: ana, by: { id: 'boss', name: 'Boss' }, mayAny: true });
    expect((await w.now()).human).toMatchObject({ operator: ana });
  });

  test('closed by its holder it takes nothing more', async () => {
    const { w, inbox } = await fetched();
    await inbox.takeOver(w.id, ana);
    await expect(inbox.end(w.id, ben, '')).rejects.toMatchObject({ code: 'handoff.not_yours' });
    await inbox.end(w.id, ana, 'solved');
    await expect(w.say('hi')).rejects.toMatchObject({ code: 'conversation.ended' });
    await expect(inbox.takeOver(w.id, ben)).rejects.toMatchObject({ code: 'conversation.ended' });
  });

  test('to look makes nothing new but what was unread', async () => {
    const { w, inbox } = await fetched();
    const before = await w.now();
    await inbox.see(w.id, ana);
    await inbox.see(w.id, ana);
    const after = await w.now();
    expect([before.unread, after.unread, after.changedAt]).toEqual([1, 0, before.changedAt]);
    expect(await w.events('seen')).toHaveLength(1);
  });

  test('a suggestion is the bot’s draft: the visitor hears nothing of it and nothing is recorded', async () => {
    const held = heldModel();
    const { outlet, seen } = ear();
    const models: AuthoredProject['models'] = [{ name: 'm', provider: 'openai', model: 'x' }];
    const { w, inbox } = await fetched({ models }, { ports: { model: held.model, outlet } });
    await inbox.takeOver(w.id, ana);
    await breath();
    const [log, heard] = [(await w.log()).length, seen.length];
    const asked = inbox.suggest(w.id, ana);
    while (!held.isAsked()) await new Promise((again) => setTimeout(again, 1));
    held.write('Try this.');
    held.finish();
    expect(await asked).toEqual({ text: 'Try this.' });
    expect([(await w.log()).length, seen.length]).toEqual([log, heard]);
    await expect(inbox.suggest(w.id, ben)).rejects.toMatchObject({ code: 'handoff.not_yours' });
    const plain = await fetched();
    await plain.inbox.takeOver(plain.w.id, ana);
    expect((await plain.inbox.suggest(plain.w.id, ana)).reason).toMatch(/No model/);
  });

  test('taken over before it has begun, it begins once it is handed back', async () => {
    const greeted = {
      name: 'test',
      stages: [{ name: 'A', onEnter: { effects: [reply('Welcome.')] }, variables: [{ name: 'n', type: 'number' as const, default: 1 }] }],
    };
    const { outlet, seen } = ear();
    const w = await world(greeted, { ports: { outlet } });
    seen.length = 0;
    const id = await w.conversations.start({ project: 'test', visitor: 'visitor-2' });
    await w.conversations.inbox.takeOver(id, ana);
    for (let quiet = 0; quiet < 5; quiet += 1) await breath();
    expect(seen).toEqual([{ kind: 'status', text: 'with_human' }]);
    await w.conversations.inbox.handBack(id, ana, { summary: '' });
    for (let quiet = 0; quiet < 10; quiet += 1) await breath();
    const { conversation } = await w.conversations.look(id);
    expect(conversation.stageVars).toEqual({ A: { n: 1 } });
    expect(seen.filter(({ kind }) => kind === 'assistant')).toEqual([{ kind: 'assistant', text: 'Welcome.' }]);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Event } from '../../shared/event.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { projectOf, reply } from '../world.ts';
import { heardIn, matchedIn, rehearsalWorld, somebody } from './rehearsal-world.ts';

const greets = (answer: string) => ({
  name: 'Hello',
  examples: ['hello there', 'good morning', 'hi you', 'greetings', 'hey'],
  effects: [reply(answer)],
});
const speaking = projectOf([
  greets('Hi!'),
  {
    name: 'Remember',
    triggerOnClientCommand: true,
    effects: [{ type: 'modify_user_profile', modifications: [{ variable: 'seen', operation: 'set', value: true }] }, reply('Noted.')],
  },
]);
const moving: AuthoredProject = {
  name: 'test',
  stages: [
    {
      name: 'Main',
      variables: [{ name: 'mood', type: 'string' }],
      onLeave: { effects: [{ type: 'modify_variables', modifications: [{ variable: 'left', operation: 'set', value: true }] }] },
      actions: [{ name: 'Cheer', triggerOnUserInput: false, watchedVariables: { mood: 'any' }, effects: [reply('Cheer up: {{vars.mood}}')] }],
    },
    {
      name: 'Other',
      variables: [{ name: 'count', type: 'number', default: 1 }],
      onEnter: { effects: [reply('In Other.')] },
      actions: [greets('Other hi')],
    },
  ],
};

describe('a rehearsal', () => {
  test('runs the draft as it is, without publishing, and the published version goes on as it was', async () => {
    const { production, begin, act, edit } = await rehearsalWorld(speaking);
    edit(projectOf([greets('Hi from the draft!')]));
    const rehearsal = await begin();
    const { events } = await act(rehearsal, { kind: 'say', text: 'hello there' });
    expect(heardIn(events)).toEqual(['Hi from the draft!']);
    await production.say('hello there');
    expect(await production.heard()).toEqual(['Hi!']);
  });

  test('leaves nothing behind: no conversation, no profile, no version, nothing that waits', async () => {
    const { production, begin, act } = await rehearsalWorld(speaking);
    const { store } = production.ports;
    const before = await Promise.all([store.conversations('test', { limit: 100 }), store.versions('test'), store.unfinished()]);
    const rehearsal = await begin();
    await act(rehearsal, { kind: 'say', text: 'hello there' });
    const { conversation } = await act(rehearsal, { kind: 'fire', command: 'Remember', parameters: {} });
    expect(conversation.profile).toEqual({ seen: true });
    expect(await Promise.all([store.conversations('test', { limit: 100 }), store.versions('test'), store.unfinished()])).toEqual(before);
    expect(await store.profile('test', conversation.visitor)).toEqual({});
    expect(await store.conversation(conversation.id)).toBeNull();
    await expect(production.conversations.look(conversation.id)).rejects.toMatchObject({ code: 'conversation.unknown' });
  });

  test('that asks for a human tells no external desk and stands in nobody’s inbox', async () => {
    let sent = 0;
    const http = {
      send: async () => {
        sent += 1;
        return { ok: true as const, status: 200, statusText: 'OK', headers: {}, data: null, milliseconds: 0 };
      },
      close: async () => undefined,
    };
    const secrets = { get: () => 'secret' };
    const calling = projectOf([{ name: 'Human', triggerOnClientCommand: true, effects: [{ type: 'handoff', reason: 'asked' }] }], {
      handoff: { webhook: { url: 'https://desk.example/hook', secret: 'DESK_SECRET' } },
    });
    const { production, begin, act } = await rehearsalWorld(calling, { ports: { http, secrets } });
    const { conversation } = await act(await begin(), { kind: 'fire', command: 'Human', parameters: {} });
    expect(conversation.status).toBe('waiting_for_human');
    expect([await production.ports.store.outgoing(10), await production.ports.store.conversation(conversation.id), sent]).toEqual([[], null, 0]);
    // In production the same command does tell the desk.
    await production.press('Human');
    await expect.poll(() => sent).toBeGreaterThan(0);
  });

  test('lives through an edit of the draft: the next turn runs on it, and the trace says so', async () => {
    const { begin, act, edit } = await rehearsalWorld(speaking);
    const rehearsal = await begin();
    await act(rehearsal, { kind: 'say', text: 'hello there' });
    edit(projectOf([greets('Good day.')]));
    const { events } = await act(rehearsal, { kind: 'say', text: 'hello there' });
    expect(heardIn(events)).toEqual(['Good day.']);
    expect(events.filter(({ type }) => type === 'version_moved')).toHaveLength(1);
    const same = await act(rehearsal, { kind: 'say', text: 'hello there' });
    expect(same.events.filter(({ type }) => type === 'version_moved')).toEqual([]);
  });

  test('learns a new example by itself', async () => {
    const { begin, act, edit } = await rehearsalWorld(speaking);
    const rehearsal = await begin();
    expect(matchedIn((await act(rehearsal, { kind: 'say', text: 'wotcher mate' })).events)).toEqual([]);
    edit(projectOf([{ ...greets('Hi!'), examples: [...greets('').examples, 'wotcher mate'] }]));
    expect(matchedIn((await act(rehearsal, { kind: 'say', text: 'wotcher mate' })).events)).toEqual(['Hello']);
  });

  test('stays on the draft that it knows where the newest one has lost its stage', async () => {
    const { begin, act, edit } = await rehearsalWorld(speaking);
    const rehearsal = await begin();
    edit({ name: 'test', stages: [{ name: 'Renamed', actions: [greets('New.')] }] });
    expect(heardIn((await act(rehearsal, { kind: 'say', text: 'hello there' })).events)).toEqual(['Hi!']);
  });

  test('of a draft with errors is refused with the findings, and goes on once they are mended', async () => {
    const { begin, act, edit } = await rehearsalWorld(speaking);
    const rehearsal = await begin();
    edit(projectOf([{ name: 'Broken', effects: [{ type: 'go_to_stage', stage: 'Nowhere' }] }]));
    await expect(act(rehearsal, { kind: 'say', text: 'hello there' })).rejects.toMatchObject({
      code: 'project.invalid',
      findings: expect.arrayContaining([expect.objectContaining({ level: 'error', path: 'stages[0].actions[0].effects[0].stage' })]),
    });
    edit(speaking);
    expect(heardIn((await act(rehearsal, { kind: 'say', text: 'hello there' })).events)).toEqual(['Hi!']);
  });

  test('a variable that is set triggers what watches it, as a transformer would', async () => {
    const { begin, act } = await rehearsalWorld(moving);
    const rehearsal = await begin();
    const { events, conversation } = await act(rehearsal, { kind: 'set', values: { mood: 'grim' } });
    expect(matchedIn(events)).toEqual(['Cheer']);
    expect(heardIn(events)).toEqual(['Cheer up: grim']);
    expect(conversation.stageVars.Main).toEqual({ mood: 'grim' });
    const same = await act(rehearsal, { kind: 'set', values: { mood: 'grim' } });
    expect(matchedIn(same.events)).toEqual([]);
    const cleared = await act(rehearsal, { kind: 'set', values: { mood: undefined } });
    expect(matchedIn(cleared.events)).toEqual(['Cheer']);
    expect(cleared.conversation.stageVars.Main).toEqual({});
  });

  test('a jump runs what leaving and entering do; a stage that does not exist is refused and changes nothing', async () => {
    const { begin, act } = await rehearsalWorld(moving);
    const rehearsal = await begin();
    const { events, conversation } = await act(rehearsal, { kind: 'jump', stage: 'Other' });
    expect(heardIn(events)).toEqual(['In Other.']);
    expect(conversation).toMatchObject({ stage: 'Other', stageVars: { Main: { left: true }, Other: { count: 1 } } });
    await expect(act(rehearsal, { kind: 'jump', stage: 'Nowhere' })).rejects.toMatchObject({ code: 'project.unknown_name' });
    expect(heardIn((await act(rehearsal, { kind: 'say', text: 'good morning' })).events)).toEqual(['Other hi']);
  });

  test('begins in any stage, with variables and a profile; a new visitor has none, the same one keeps it', async () => {
    const { begin, act, rehearsals } = await rehearsalWorld({ ...moving, stages: moving.stages.map((stage) => ({ ...stage })) });
    const first = await begin({ stage: 'Other', vars: { count: 7 }, profile: { name: 'Ada' } });
    expect(first.conversation).toMatchObject({ stage: 'Other', stageVars: { Other: { count: 7 } }, profile: { name: 'Ada' } });
    expect(heardIn(first.events)).toEqual(['In Other.']);
    const place = { ...somebody, id: first.id };
    expect((await rehearsals.anew(place, { visitor: 'same' })).conversation).toMatchObject({ stage: 'Main', profile: { name: 'Ada' } });
    const other = await rehearsals.anew(place, {});
    expect(other.conversation.profile).toEqual({});
    expect(other.conversation.visitor).not.toBe(first.conversation.visitor);
    expect(heardIn((await act(other, { kind: 'jump', stage: 'Other' })).events)).toContain('In Other.');
  });

  test('a turn of a real conversation runs again on the draft with the state that it met', async () => {
    const counting = (answer: string): AuthoredProject =>
      projectOf([
        {
          name: 'Count',
          examples: ['count one more', 'and another one', 'count it', 'one more please', 'again'],
          effects: [{ type: 'modify_variables', modifications: [{ variable: 'n', operation: 'set', value: '=(vars.n ?? 0) + 1' }] }, reply(answer)],
        },
      ]);
    const { production, rehearsals, edit } = await rehearsalWorld(counting('{{vars.n}}'));
    for (let times = 0; times < 3; times += 1) await production.say('count one more');
    expect(await production.heard()).toEqual(['1', '2', '3']);
    edit(counting('on the draft: {{vars.n}}'));
    const log = await production.log();
    const again = await rehearsals.startBefore(somebody, { conversation: production.id, turn: 3 });
    expect(heardIn(again.events)).toEqual(['on the draft: 2']);
    expect(await production.log()).toEqual(log);
    const more = await rehearsals.act({ ...somebody, id: again.id }, { kind: 'say', text: 'count one more' });
    expect(heardIn(more.events)).toEqual(['on the draft: 3']);
    const repeated = await rehearsals.again({ ...somebody, id: again.id }, { conversation: again.conversation.id, turn: 3 });
    expect(heardIn(repeated.events)).toEqual(['on the draft: 2']);
    await expect(rehearsals.startBefore(somebody, { conversation: production.id, turn: 99 })).rejects.toMatchObject({ code: 'conversation.unknown' });
  });

  test('is known to the one who began it alone, and the least used one leaves when there are too many', async () => {
    const { begin, rehearsals, act } = await rehearsalWorld(speaking);
    const first = await begin();
    await expect(rehearsals.look({ ...somebody, who: 'bob', id: first.id }, 0)).rejects.toMatchObject({ code: 'rehearsal.unknown' });
    const others = [];
    for (let count = 0; count < 7; count += 1) others.push(await begin());
    await act(first, { kind: 'say', text: 'hello there' });
    await begin();
    await expect(rehearsals.look({ ...somebody, id: others[0]?.id ?? '' }, 0)).rejects.toMatchObject({ code: 'rehearsal.unknown' });
    expect((await rehearsals.look({ ...somebody, id: first.id }, 0)).conversation.turns).toBe(2);
  });

  test('one that nobody uses for two hours is forgotten', async () => {
    let now = Date.parse('2026-03-02T09:30:00Z');
    const clock = { now: () => (now += 1), soon: (then: () => void) => void setImmediate(then), after: () => () => undefined };
    const { begin, rehearsals } = await rehearsalWorld(speaking, { ports: { clock } });
    const { id } = await begin();
    now += 119 * 60_000;
    await rehearsals.look({ ...somebody, id }, 0);
    now += 121 * 60_000;
    await expect(rehearsals.look({ ...somebody, id }, 0)).rejects.toMatchObject({ code: 'rehearsal.unknown' });
  });

  test('says why a text of the draft matches nothing', async () => {
    const { rehearsals, edit } = await rehearsalWorld(speaking);
    edit(projectOf([{ ...greets('Hi!'), examples: ['salve', 'ave amice', 'salvete omnes'] }]));
    const [explained] = await rehearsals.explain('test', { stage: 'Main', text: 'salve' });
    expect(explained).toMatchObject({ action: 'Hello', accepted: true, evidence: { nearest: 'salve' } });
  });
});

describe('the test chat and production', () => {
  const seed = 20_261_120;

  test(`classify 200 random phrases alike (seed ${seed})`, { timeout: 120_000 }, async () => {
    const shop = withoutPeople(JSON.parse(readFileSync(join(import.meta.dirname, '../../demo/shop.project.json'), 'utf8')));
    const phrases = randomPhrases(shop, { count: 200, seed });
    const { production, begin, act } = await rehearsalWorld(shop);
    const rehearsal = await begin();
    let matched = 0;
    for (const text of phrases) {
      const seq = (await production.now()).seq;
      await production.say(text);
      const real = judgements((await production.log()).filter((event) => event.seq > seq));
      const rehearsed = judgements((await act(rehearsal, { kind: 'say', text })).events);
      expect(rehearsed, text).toEqual(real);
      expect(rehearsed, text).toHaveLength(1);
      matched += rehearsed.filter((it) => it.matched.length > 0).length;
    }
    // Phrases of which all or none matched would prove little.
    expect(matched).toBeGreaterThan(40);
    expect(matched).toBeLessThan(190);
  });
});

/** The project without effects that hand the conversation over: after one of them nobody classifies anything. */
const withoutPeople = (project: AuthoredProject): AuthoredProject => {
  const alone = <T extends { effects?: { type: string }[] }>(action: T): T => ({
    ...action,
    effects: (action.effects ?? []).map((effect) => (effect.type === 'handoff' ? reply('There is nobody here.') : effect)),
  });
  return {
    ...project,
    stages: project.stages.map((stage) => ({ ...stage, actions: stage.actions?.map(alone) })),
    globalActions: project.globalActions?.map(alone),
  };
};

/** Everything that was decided about a message: every candidate with its score, and what it meant. */
const judgements = (events: readonly Event[]) =>
  events.flatMap((event) =>
    event.type === 'turn_matched' ? [{ matched: event.matched, candidates: event.candidates, conditions: event.conditions }] : [],
  );

/** The project's own examples with words left out, doubled, swapped or mistyped, and some that mean nothing here. */
function randomPhrases(project: AuthoredProject, { count, seed }: { count: number; seed: number }): string[] {
  const roll = dice(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T; // the lists are not empty
  const examples = [...project.stages.flatMap(({ actions = [] }) => actions), ...(project.globalActions ?? [])].flatMap(
    ({ examples: own = [] }) => own,
  );
  const strange = ['purple monkeys sing', 'what is the capital of france', 'asdf qwer', 'my cat is asleep', '12', 'tell me a joke about trees'];
  const noise: ((words: string[]) => string[])[] = [
    (words) => words.filter(() => roll() > 0.2),
    (words) => words.flatMap((word) => (roll() > 0.85 ? [word, word] : [word])),
    (words) => words.toSorted(() => roll() - 0.5),
    (words) => words.map((word) => (roll() > 0.7 && word.length > 3 ? word.slice(0, -1) : word)),
    (words) => [...words, ...pick(examples).split(' ').slice(0, 2)],
  ];
  return Array.from({ length: count }, () => {
    if (roll() > 0.85) return pick(strange);
    const words = pick(examples)
      .replaceAll(/\{\w+\}/g, pick(['12345', '20481', '33107', '99999']))
      .split(' ');
    return pick(noise)(words).join(' ') || 'hm';
  });
}

function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

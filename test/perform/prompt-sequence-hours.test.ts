import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { sharedSandbox, startOfTime } from '../world.ts';
import { handClock } from './hand-clock.ts';
import { calls, resultsIn } from './loop-world.ts';
import { inline, type SequenceWorld, sequenceWorld, shop } from './sequence-world.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(async () => {
  await server.close();
  sharedSandbox().close();
});

const hour = 3_600_000;
const clockAt = (moment: number): string => new Date(moment).toISOString().slice(11, 16);
const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
type Handoff = NonNullable<AuthoredProject['handoff']>;
const hours = (from: number, to: number): Handoff => ({
  closed: 'Nobody is here.',
  waiting: 'I am getting somebody.',
  schedule: { timezone: 'UTC', days: Object.fromEntries(days.map((day) => [day, [{ from: clockAt(from), to: clockAt(to) }]])) },
});
const openForAnHour = hours(startOfTime - hour, startOfTime + hour);
const closedForAnHour = hours(startOfTime + hour, startOfTime + 2 * hour);

type Sequence = NonNullable<AuthoredProject['promptSequences']>[number];
const asking: Sequence = { name: 'Fetch', mode: 'approve_before_continuing', steps: inline('Fetch somebody.') };
const wish = (text = 'One moment.') => [calls(['handoff', { reason: 'angry' }, 'h']), { text }];

/** A world in which a step has asked for a human. */
async function fetching(handoff: Handoff, more: Partial<Sequence> = {}) {
  const clock = handClock();
  const document = shop(server, [{ ...asking, ...more }], { handoff, stage: { tools: ['handoff', 'refund'] } });
  const w = await sequenceWorld(document, { ports: { clock } });
  await w.start('Fetch');
  return { w, clock };
}

type Timeout = NonNullable<Sequence['timeout']>;
const inThreeHours = (then: Timeout['then']): Timeout => ({ minutes: 180, then });

const contactForm = { command: expect.any(String), fields: [{ name: 'email', type: 'email', required: true }] };
const end = async (w: SequenceWorld) => ({ status: (await w.now()).status, run: (await w.run()).status, said: (await w.now()).messages });

describe('outside of the opening hours nobody is fetched', () => {
  test('a human that was asked for in time and approved after closing: the visitor is told, last, and can leave an address', async () => {
    server.play(wish());
    const { w, clock } = await fetching(openForAnHour);
    expect((await w.checkpoints())[0]?.items).toMatchObject([{ kind: 'message' }, { kind: 'handoff', reason: 'angry' }]);
    await clock.move(3 * hour);
    await w.decide('approve');
    expect(await end(w)).toMatchObject({
      status: 'active',
      run: 'succeeded',
      said: [{ text: 'One moment.' }, { text: 'Nobody is here.', form: contactForm }],
    });
    const [checkpoint] = await w.checkpoints();
    expect(checkpoint).toMatchObject({ status: 'applied', notDone: { handoff: expect.stringContaining('opening hours') } });
    const stays = await w.conversations.sequences.revert(w.id, { checkpoint: checkpoint?.id ?? '', by: 'Ada' });
    expect(stays).toEqual(['What was said to the visitor cannot be unsaid.']);
  });

  test('neither by a deadline that decides', async () => {
    server.play(wish());
    const { w, clock } = await fetching(openForAnHour, { timeout: inThreeHours('approve') });
    await clock.move(3 * hour);
    await w.rest();
    expect((await w.checkpoints())[0]).toMatchObject({ status: 'applied', decidedBy: 'the timeout', notDone: { handoff: expect.any(String) } });
    expect(await end(w)).toMatchObject({ status: 'active', run: 'succeeded', said: [{ text: 'One moment.' }, { text: 'Nobody is here.' }] });
  });

  test('approved in time somebody is fetched, after the calls, and a reason that was edited is data', async () => {
    server.play([calls(['refund', { amount: 1 }], ['handoff', { reason: 'angry' }]), { text: '' }]);
    const { w } = await fetching(openForAnHour);
    await w.decide('approve', { edits: { handoff: 'wants {{vars.amount}}' } });
    expect(await end(w)).toMatchObject({ status: 'waiting_for_human', run: 'succeeded', said: [{ text: 'I am getting somebody.' }] });
    expect((await w.now()).human).toMatchObject({ reason: 'wants {{vars.amount}}' });
    expect((await w.checkpoints())[0]?.notDone).toBeUndefined();
    expect(w.http.sent).toHaveLength(1);
  });

  test('left out of what is approved, nobody is fetched and nothing is said of it', async () => {
    server.play(wish());
    const { w, clock } = await fetching(openForAnHour);
    await clock.move(3 * hour);
    await w.decide('approve', { items: ['message 1'] });
    expect(await end(w)).toMatchObject({ status: 'active', said: [{ text: 'One moment.' }] });
    expect((await w.checkpoints())[0]).toMatchObject({ status: 'partly_applied' });
    expect((await w.checkpoints())[0]?.notDone).toBeUndefined();
  });

  test.each(['auto_apply_changes', 'approve_before_continuing'] as const)(
    'a step that asks for a human then is told so, and the visitor can leave an address: %s',
    async (mode) => {
      server.play(wish('Leave your address.'));
      const { w } = await fetching(closedForAnHour, { mode });
      expect(JSON.stringify(resultsIn(server.requests.at(-1)).h)).toContain('opening hours');
      if (mode === 'approve_before_continuing') await w.decide('approve');
      const { status, said } = await end(w);
      expect([status, said]).toMatchObject(['active', [{ text: 'Nobody is here.', form: contactForm }, { text: 'Leave your address.' }]]);
      await w.press(said[0]?.form?.command ?? '', { email: 'kim@shop.example' });
      expect((await w.now()).profile).toMatchObject({ email: 'kim@shop.example' });
    },
  );
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { memoryStore } from '../../runtime/adapters/store/memory.ts';
import { fold } from '../../runtime/decide/apply.ts';
import { conversationsOf } from '../../runtime/perform/conversations.ts';
import { rowOf } from '../../runtime/perform/row.ts';
import { versionsOf } from '../../runtime/perform/versions.ts';
import type { Event } from '../../shared/event.ts';
import { parseProject } from '../../shared/parse.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { visible } from '../../shared/visible.ts';
import { type ModelServer, type RecordedRequest, type ScriptedAnswer, startModelServer } from '../model-server.ts';
import { sharedSandbox, type World } from '../world.ts';
import { calls, systemIn } from './loop-world.ts';
import { inline, recordingHttp, sequenceWorld, shop, toTheEnd, type Way } from './sequence-world.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer(answerTo);
});
afterAll(async () => {
  await server.close();
  sharedSandbox().close();
});

const ada = { id: 'ada', name: 'Ada' };

/** A model that goes by what stands in the request, so that it says the same when it is asked again. */
function answerTo(request: RecordedRequest): ScriptedAnswer {
  const results = request.body.messages.filter(({ role }) => role === 'tool').length;
  if (systemIn(request).includes('Apologise.')) return results === 0 ? calls(['note_amount', { amount: 12 }], ['Pay']) : { text: 'Sorry.' };
  if (systemIn(request).includes('Wait.'))
    return [calls(['find_order']), calls(['refund', { amount: 1 }]), calls(['await_results'])][results] ?? { text: 'It came.' };
  return { text: 'Bye.' };
}

const documentOf = (mode: 'auto_apply_changes' | 'approve_before_continuing'): AuthoredProject => {
  const document = shop(server, [{ name: 'Apology', mode, steps: inline('Apologise.', 'Wait.', 'Say bye.') }], {
    actionSequences: [{ name: 'Pay', actions: [{ tool: 'note_amount', parameters: { amount: 13 } }, { tool: 'pay_once' }] }],
  });
  return { ...document, stages: document.stages.map((it) => (it.tools ? { ...it, tools: [...it.tools, 'Pay'] } : it)) };
};

const idle = async ({ conversations, id }: Way): Promise<void> => {
  while ((await conversations.look(id)).isWorking) await new Promise((again) => setTimeout(again, 1));
};

const heard = (log: readonly Event[]): string[] =>
  log.flatMap((event) => {
    const seen = visible(event);
    return seen?.type === 'message' && seen.message.role === 'assistant' ? [seen.message.text] : [];
  });

/** A human takes over and gives back; between the two nothing reaches the visitor and no new call leaves. */
async function interrupted(way: Way, log: () => Promise<Event[]>): Promise<void> {
  await way.conversations.inbox.takeOver(way.id, ada);
  const taken = heard(await log());
  await idle(way);
  expect(heard(await log())).toEqual(taken);
  await way.conversations.inbox.handBack(way.id, ada, { summary: '' });
}

/** Another process over what was stored before the cut, where a human is first. */
async function takenOver(log: Event[], { w, document }: { w: World; document: AuthoredProject }) {
  const store = memoryStore();
  await store.publish({ project: document.name, document, note: '', author: 'test', at: 0, moveRunning: false });
  const state = fold(log);
  if (!state) throw new Error('the log starts with its start');
  const { id } = state;
  await store.commit({ row: rowOf(state), events: log, isOpen: true, inputs: [], profile: [] });
  const http = recordingHttp();
  const ports = { ...w.ports, store, http };
  const conversations = conversationsOf(ports, versionsOf(ports, parseProject));
  const all = () => store.events(id, 0, 100_000);
  await interrupted({ conversations, id }, all);
  const end = await toTheEnd({ conversations, id });
  return { end, sent: http.sent.map(({ url }) => url), log: await all() };
}

const isWrite = (url: string): boolean => !url.endsWith('/orders');
/** The calls outside that are on record as done. */
const doneIn = (log: readonly Event[]): number =>
  log.filter(
    (event) => event.type === 'effect_done' && (event.trace?.tool === 'pay_once' || (event.effect === 'make_call' && event.trace?.tool === 'refund')),
  ).length;

describe.each(['auto_apply_changes', 'approve_before_continuing'] as const)('in %s', (mode) => {
  test('P-44 after every single event a restart and then a human: after the hand-back the run goes on, nothing is said or called twice', async () => {
    const document = documentOf(mode);
    const w = await sequenceWorld(document);
    await w.conversations.sequences.start(w.id, { sequence: 'Apology', variables: {}, by: 'Ada' });
    const right = await toTheEnd(w);
    expect(right.promptRuns).toMatchObject([{ status: 'succeeded' }]);
    const log = await w.log();
    const words = heard(log);
    expect(words).toEqual(['Sorry.', 'It came.', 'Bye.']);
    const first = log.findIndex((event) => event.type === 'input_received');
    for (let cut = first + 1; cut < log.length; cut += 1) {
      const before = log.slice(0, cut);
      const last = before.at(-1);
      // Whether it has left nobody can say.
      if (last?.type === 'run_moved' && last.reason.startsWith('sending ')) continue;
      const where = `cut after event ${cut} (${JSON.stringify(last).slice(0, 300)})`;
      const after = await takenOver(before, { w, document }).catch((thrown: Error) => {
        throw new Error(`${where}: ${thrown.message}`);
      });
      expect(after.end.promptRuns?.[0], where).toMatchObject({ status: 'succeeded', step: 3 });
      expect(heard(after.log), where).toEqual(words);
      expect(after.end.stageVars, where).toEqual(right.stageVars);
      expect([after.sent.filter(isWrite).length, doneIn(after.log)], where).toEqual([doneIn(log) - doneIn(before), doneIn(log)]);
      expect(fold(after.log), where).toEqual(after.end);
      expect(decidedTwice(after.log), where).toEqual([]);
    }
  }, 120_000);

  test('P-44 a human at any moment of a run: it goes on after the hand-back, and nothing is said or called twice', async () => {
    const document = documentOf(mode);
    for (let moment = 0; moment < 30; moment += 1) {
      const w = await sequenceWorld(document);
      await w.conversations.sequences.start(w.id, { sequence: 'Apology', variables: {}, by: 'Ada' });
      const end = toTheEnd(w);
      await new Promise((later) => setTimeout(later, moment * 2));
      await interrupted(w, w.log);
      expect((await end).promptRuns, `after ${moment}`).toMatchObject([{ status: 'succeeded', step: 3 }]);
      expect([await w.heard(), w.http.sent.map(({ url }) => url).filter(isWrite).length], `after ${moment}`).toEqual([
        ['Sorry.', 'It came.', 'Bye.'],
        2,
      ]);
    }
  }, 120_000);
});

/** Checkpoints that somebody had to decide about more than once: what was said the first time is lost. */
function decidedTwice(log: readonly Event[]): string[] {
  const waits = log.flatMap((event) => (event.type === 'input_received' && event.input.kind === 'decision' ? [event.input.wait] : []));
  return waits.filter((wait, index) => waits.indexOf(wait) !== index);
}

describe('fetching a human, and the end, from within', () => {
  const auto = { name: 'Apology', mode: 'auto_apply_changes' as const };
  const playing = (script: Parameters<ModelServer['play']>[0]) => server.play(script);

  test('P-44 a step that fetches a human says its words first; the next step waits until the bot has the conversation again', async () => {
    playing([calls(['handoff', { reason: 'angry' }]), { text: 'One moment.' }, { text: 'I am back.' }]);
    const w = await sequenceWorld(shop(server, [{ ...auto, steps: inline('Fetch.', 'Return.') }], { stage: { tools: ['handoff'] } }));
    await w.conversations.sequences.start(w.id, { sequence: 'Apology', variables: {}, by: 'Ada' });
    await idleAfter(w, async () => (await w.now()).status === 'waiting_for_human');
    expect((await w.heard())[0]).toBe('One moment.');
    expect(await w.heard()).not.toContain('I am back.');
    expect(await w.run()).toMatchObject({ status: 'running', step: 2 });
    await w.conversations.inbox.takeOver(w.id, ada);
    await w.conversations.inbox.handBack(w.id, ada, { summary: '' });
    await w.rest();
    expect([(await w.heard()).at(-1), (await w.run()).status]).toEqual(['I am back.', 'succeeded']);
    server.play(answerTo);
  });

  test('an operator who closes the conversation while a step runs, or a call is under way: the run has failed, and nothing more leaves', async () => {
    for (const during of ['step', 'call'] as const) {
      playing([calls(['refund', { amount: 1 }], ['pay_once']), { text: 'Sorry.', afterMilliseconds: during === 'step' ? 200 : 0 }]);
      const http = recordingHttp();
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      const slow: typeof http = {
        ...http,
        send: async (request) => [await http.send(request), await held][0] as Awaited<ReturnType<typeof http.send>>,
      }; // the first of the two
      const before = server.requests.length;
      const w = await sequenceWorld(shop(server, [{ ...auto, steps: inline('Refund.', 'Never again.') }]), { ports: { http: slow } });
      await w.conversations.sequences.start(w.id, { sequence: 'Apology', variables: {}, by: 'Ada' });
      await idleAfter(w, () => (during === 'step' ? server.requests.length === before + 2 : http.sent.length === 1), false);
      await w.conversations.inbox.end(w.id, ada, 'enough');
      release();
      await idle(w);
      expect(await w.run()).toMatchObject({ status: 'failed', problem: { code: 'conversation.ended' } });
      expect([await w.heard(), http.sent.length]).toEqual([[], during === 'step' ? 0 : 1]);
      expect(await w.now()).toMatchObject({ status: 'ended', queue: [], approvals: [], turn: null });
      expect((await w.now()).staged).toBeUndefined();
    }
    server.play(answerTo);
  });
});

async function idleAfter(way: Way, holds: () => boolean | Promise<boolean>, isIdle = true): Promise<void> {
  for (let tries = 0; tries < 3_000 && !(await holds()); tries += 1) await new Promise((again) => setTimeout(again, 2));
  if (isIdle) await idle(way);
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { memoryStore } from '../../runtime/adapters/store/memory.ts';
import { fold } from '../../runtime/decide/apply.ts';
import { conversationsOf } from '../../runtime/perform/conversations.ts';
import { rowOf } from '../../runtime/perform/row.ts';
import { versionsOf } from '../../runtime/perform/versions.ts';
import type { HttpRequest } from '../../runtime/ports.ts';
import type { Event } from '../../shared/event.ts';
import { parseProject } from '../../shared/parse.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { visible } from '../../shared/visible.ts';
import { type ModelServer, type RecordedRequest, type ScriptedAnswer, startModelServer } from '../model-server.ts';
import { sharedSandbox, type World } from '../world.ts';
import { calls, systemIn } from './loop-world.ts';
import { inline, recordingHttp, sequenceWorld, shop, toTheEnd } from './sequence-world.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer(answerTo);
});
afterAll(async () => {
  await server.close();
  sharedSandbox().close();
});

/** A model that goes by what stands in the request, so that it says the same when it is asked again. */
function answerTo(request: RecordedRequest): ScriptedAnswer {
  const results = request.body.messages.filter(({ role }) => role === 'tool').length;
  if (systemIn(request).includes('Apologise.'))
    return results === 0 ? calls(['note_amount', { amount: 12 }], ['refund', { amount: 12 }], ['pay_once']) : { text: 'Sorry.' };
  if (systemIn(request).includes('Wait.'))
    return [calls(['find_order']), calls(['refund', { amount: 1 }]), calls(['await_results'])][results] ?? { text: 'It came.' };
  return { text: 'Bye.' };
}

const steps = inline('Apologise.', 'Wait.', 'Say bye.');
const documentOf = (mode: 'auto_apply_changes' | 'approve_before_continuing'): AuthoredProject => shop(server, [{ name: 'Apology', mode, steps }]);

/** Another process over what was stored before the cut. */
async function continued(log: Event[], { w, document }: { w: World; document: AuthoredProject }) {
  const store = memoryStore();
  await store.publish({ project: document.name, document, note: '', author: 'test', at: 0, moveRunning: false });
  const state = fold(log);
  if (!state) throw new Error('the log starts with its start');
  const { id } = state;
  await store.commit({ row: rowOf(state), events: log, isOpen: true, inputs: [], profile: [] });
  const http = recordingHttp();
  const ports = { ...w.ports, store, http };
  const conversations = conversationsOf(ports, versionsOf(ports, parseProject));
  await conversations.resume();
  const end = await toTheEnd({ conversations, id });
  return { end, sent: http.sent, log: await store.events(id, 0, 100_000) };
}

const keysOf = (sent: readonly HttpRequest[]): string[] =>
  sent.flatMap(({ method, headers }) => (method === 'GET' ? [] : [String(headers['idempotency-key'])]));
const heard = (log: readonly Event[]): string[] =>
  log.flatMap((event) => {
    const seen = visible(event);
    return seen?.type === 'message' && seen.message.role === 'assistant' ? [seen.message.text] : [];
  });

describe('a run that is cut off', () => {
  test.each(['auto_apply_changes', 'approve_before_continuing'] as const)(
    'G-05 in %s, after every single event: it goes on, nothing approved is lost, and no call is made under a second key',
    async (mode) => {
      const document = documentOf(mode);
      const w = await sequenceWorld(document);
      const run = await w.conversations.sequences.start(w.id, { sequence: 'Apology', variables: {}, by: 'Ada' });
      const right = await toTheEnd({ conversations: w.conversations, id: w.id });
      expect(right.promptRuns).toMatchObject([{ id: run.id, status: 'succeeded' }]);
      const log = await w.log();
      const words = heard(log);
      const keys = keysOf(w.http.sent);
      expect([words, new Set(keys).size]).toEqual([['Sorry.', 'It came.', 'Bye.'], 3]);
      const first = log.findIndex((event) => event.type === 'input_received');
      let unknown = 0;
      for (let cut = first + 1; cut <= log.length; cut += 1) {
        const before = log.slice(0, cut);
        const after = await continued(before, { w, document });
        const sent = keysOf(after.sent);
        expect(
          sent.filter((key) => !keys.includes(key)),
          `cut after event ${cut}`,
        ).toEqual([]);
        expect(new Set(sent).size, `cut after event ${cut}`).toBe(sent.length);
        if (isInBetween(before)) {
          // It may have left, and may leave once only: nobody can say, so the run says that and stops.
          unknown += 1;
          expect(after.end.promptRuns, `cut after event ${cut}`).toMatchObject([{ status: 'failed', problem: { code: 'sequence.call_failed' } }]);
          expect(sent.includes(keys[1] ?? '')).toBe(false);
          continue;
        }
        expect(after.end.promptRuns?.[0], `cut after event ${cut} (${log[cut - 1]?.type})`).toMatchObject({ status: 'succeeded', step: 3 });
        expect(after.end.stageVars, `cut after event ${cut}`).toEqual(right.stageVars);
        expect(heard(after.log), `cut after event ${cut}`).toEqual(words);
        expect(fold(after.log)).toEqual(after.end);
        expect(doneTwice(after.log)).toEqual([]);
      }
      expect(unknown).toBeGreaterThan(0);
    },
    60_000,
  );
});

/** Whether the last thing on record is that a call is about to go out that may go out once only. */
const isInBetween = (log: readonly Event[]): boolean => {
  const last = log.at(-1);
  return last?.type === 'run_moved' && last.reason.startsWith('sending ');
};

/** Calls of an applied checkpoint that are on record more than once for one place. */
function doneTwice(log: readonly Event[]): string[] {
  const places = log.flatMap((event) =>
    event.type === 'effect_done' && event.effect === 'make_call' ? [`${event.run} ${JSON.stringify(event.position)}`] : [],
  );
  return places.filter((place, index) => places.indexOf(place) !== index);
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Http } from '../../runtime/ports.ts';
import type { Event } from '../../shared/event.ts';
import { parseProject } from '../../shared/parse.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import type { Value } from '../../shared/value.ts';
import { type ModelServer, type RecordedRequest, type ScriptedAnswer, startModelServer } from '../model-server.ts';
import { sharedSandbox } from '../world.ts';
import { calls, continued, loopWorld, resultsIn, systemIn, traced } from './loop-world.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
beforeEach(() => {
  server.requests.length = 0;
});
afterAll(async () => {
  await Promise.all([server.close(), sharedSandbox().close()]);
});

const folder = join(import.meta.dirname, '../../examples');
function example(name: string): AuthoredProject {
  const document = JSON.parse(readFileSync(join(folder, `${name}.project.json`), 'utf8')) as AuthoredProject; // parsed again when it is published
  return { ...document, models: document.models?.map((model) => ({ ...model, address: server.address, retries: 0 })) ?? [] };
}

/** Every result so far, oldest first. */
const told = (request: RecordedRequest): Value[] => Object.values(resultsIn(request));
let ids = 0;
const call = (tool: string, given: Value = {}): ScriptedAnswer => calls([tool, given, `id-${++ids}`]);

test.each(readdirSync(folder).filter((it) => it.endsWith('.project.json')))('%s is a project without any finding', (file) =>
  expect(parseProject(JSON.parse(readFileSync(join(folder, file), 'utf8'))).findings).toEqual([]),
);

describe('patterns', () => {
  test.each([
    [50, 'paid', { paid: 50 }, 'COMPLETE'],
    [500, 'rejected', { rejected: true }, 'FAILED'],
  ])('R001-13 and R001-21 branching, by a workflow: a claim of %d is %s', async (amount, _what, vars, state) => {
    server.play((request) => {
      const results = JSON.stringify(told(request));
      if (results === '[]') return call('check_claim', { amount });
      if (results.includes('paid') || /"result":"rejected"/.test(results)) return { text: 'Settled.' };
      return results.includes('approved') ? call('pay_claim', { amount }) : call('reject_claim');
    });
    const w = await loopWorld(example('branching'));
    await w.say(`my claim is ${amount}`);
    const { stageVars, workflows } = await w.now();
    expect([stageVars.Claims, workflows?.Claims?.state, await w.heard()]).toEqual([vars, state, ['Settled.']]);
  });

  test('R001-14 and R001-21 aggregation, by the model alone: three offers, one comparison, one booking', async () => {
    const offers = calls(['offer_a', {}, 'a'], ['offer_b', {}, 'b'], ['offer_c', {}, 'c'], ['compare_offers', {}, 'd']);
    server.play([offers, calls(['book_best', {}, 'e']), { text: 'Booked.' }]);
    const w = await loopWorld(example('aggregating'));
    await w.say('ship it');
    expect((await w.now()).stageVars.Shipping).toEqual({ booked: 'b' });
    expect(traced(await w.log()).map((it) => ('tool' in it ? it.tool : ''))).toEqual([
      'offer_a',
      'offer_b',
      'offer_c',
      'compare_offers',
      'book_best',
    ]);
  });

  test('R001-15 looping: until the tool says done', async () => {
    server.play((request) => {
      const last = JSON.stringify(told(request).at(-1) ?? null);
      if (last.includes('"done":true')) return { text: 'Done.' };
      return last.includes('"done":false') ? call('work_on') : call('is_done');
    });
    const w = await loopWorld(example('looping'));
    await w.say('work');
    expect([(await w.now()).stageVars.Work, await w.heard()]).toEqual([{ progress: 3 }, ['Done.']]);
  });
});

const steps = ['find_order', 'check_policy', 'create_credit', 'send_confirmation'];
const given: Value[] = [{ order_id: 'A-1' }, { product: 'shoes' }, { order_id: 'A-1', amount: 40 }, { confirmation_number: 'CNF-12345' }];
const answers: Value[] = [{ product: 'shoes', amount: 40 }, { eligible: true }, { confirmation_number: 'CNF-12345' }, { sent: true }];
const places = ['/orders/A-1', '/policy', '/credits', '/mails'];

type Shop = Http & { seen: { step: string; key: string }[] };

/** The shop behind the webhooks; one of its steps may fail so many times. */
function shop({ failing, times = 1, eligible = true }: { failing?: string; times?: number; eligible?: boolean } = {}): Shop {
  const seen: Shop['seen'] = [];
  let left = times;
  const send: Http['send'] = async ({ url, headers }) => {
    const at = places.indexOf(new URL(url).pathname);
    seen.push({ step: steps[at] ?? url, key: headers['idempotency-key'] ?? '' });
    const base = { statusText: '', headers: {}, milliseconds: 1 };
    if (steps[at] === failing && left-- > 0)
      return { ok: false, problem: { code: 'http.status', message: 'The address shop.example answered 500.' }, status: 500, data: null, ...base };
    return { ok: true, status: 200, data: steps[at] === 'check_policy' ? { eligible } : (answers[at] ?? null), ...base };
  };
  return { seen, send, close: async () => undefined };
}

/** A model that goes by what it is told: the next step, once more where one failed, and its last word where the workflow has ended. */
function agent(request: RecordedRequest): ScriptedAnswer {
  const state = /Current workflow state: (\w+)/.exec(systemIn(request))?.[1] ?? '';
  const at = ['PENDING', 'VALIDATING_REFUND', 'PROCESSING_CREDIT', 'SENDING_EMAIL'].indexOf(state);
  return at < 0
    ? { text: state === 'COMPLETE' ? 'You get 40 back.' : 'That cannot be refunded.' }
    : calls([steps[at] ?? '', given[at] ?? {}, `id-${at}-${told(request).length}`]);
}

describe('R001-12 the refund example', () => {
  test('R001-08, R001-09, R001-10, R001-16 and C-45 runs end to end; every prompt carries the four parts, in its one system block', async () => {
    server.play(agent);
    const http = shop();
    const w = await loopWorld(example('refund'), { ports: { http } });
    await w.say('refund A-1 please');
    expect(await w.heard()).toEqual(['You get 40 back.']);
    expect(http.seen.map(({ step }) => step)).toEqual(steps);
    const parts = server.requests.map((request) =>
      /Current workflow state: (.*)\nCompleted steps: (.*)\nCurrent data, .*?: (.*)\nNext action: (.*)/.exec(systemIn(request))?.slice(1),
    );
    expect(parts[0]).toEqual([
      'PENDING',
      'none yet',
      ['order_id', 'product', 'eligible', 'amount', 'confirmation_number'].map((it) => `${it}: Not yet generated`).join('; '),
      'Look the order up.',
    ]);
    expect(parts[3]).toEqual([
      'SENDING_EMAIL',
      'PENDING, VALIDATING_REFUND, PROCESSING_CREDIT',
      'order_id: "A-1"; product: "shoes"; eligible: true; amount: 40; confirmation_number: "CNF-12345"',
      'Send the confirmation.',
    ]);
    expect(parts[4]?.[0]).toBe('COMPLETE');
    expect(server.requests.map(({ body }) => body.messages.filter(({ role }) => role === 'system').length)).toEqual([1, 1, 1, 1, 1]);
    expect(server.requests.at(-1)?.body.tools).toBeUndefined();
    expect((await w.now()).workflows?.Refunds?.state).toBe('COMPLETE');
  });

  test('R001-11 a business "no" takes the failure path, and no credit is made', async () => {
    server.play(agent);
    const http = shop({ eligible: false });
    const w = await loopWorld(example('refund'), { ports: { http } });
    await w.say('refund A-1 please');
    expect(http.seen.map(({ step }) => step)).toEqual(['find_order', 'check_policy']);
    expect([(await w.now()).workflows?.Refunds?.state, await w.heard()]).toEqual(['FAILED', ['That cannot be refunded.']]);
  });

  test('R001-08 a step out of its order is refused', async () => {
    server.play([calls(['create_credit', { order_id: 'A-1', amount: 40 }, 'x']), { text: 'Not yet.' }]);
    const http = shop();
    const w = await loopWorld(example('refund'), { ports: { http } });
    await w.say('refund A-1 please');
    expect(http.seen).toEqual([]);
    expect(JSON.stringify(resultsIn(server.requests.at(-1) as RecordedRequest))).toContain('possible are: find_order');
  });

  test.each(steps)('R001-19 %s fails once: the model hears of it, tries again, and the rest follows', async (failing) => {
    server.play(agent);
    const http = shop({ failing });
    const w = await loopWorld(example('refund'), { ports: { http } });
    await w.say('refund A-1 please');
    expect(await w.heard()).toEqual(['You get 40 back.']);
    expect(http.seen.map(({ step }) => step)).toEqual(steps.flatMap((step) => (step === failing ? [step, step] : [step])));
    const prompt = systemIn(server.requests[steps.indexOf(failing) + 1]);
    expect(prompt).toContain('Error: The address shop.example answered 500.');
    expect(prompt.includes('ERROR STATE')).toBe(failing === 'create_credit');
  });

  test.each(steps)('%s fails for good: the loop ends by itself, and the visitor is not left in silence', async (failing) => {
    server.play(agent);
    const http = shop({ failing, times: 1_000 });
    const w = await loopWorld(example('refund'), { ports: { http } });
    await w.say('refund A-1 please');
    expect(await w.heard()).toEqual(['Sorry, I could not finish that. A person will look at it.']);
    expect(http.seen.filter(({ step }) => step === failing).length).toBeLessThanOrEqual(3);
  });

  test('killed and restarted after each event: no step that was recorded runs twice, and those that do repeat carry the same key', async () => {
    server.play(agent);
    const document = example('refund');
    const whole = shop();
    const w = await loopWorld(document, { ports: { http: whole } });
    await w.say('refund A-1 please');
    const log = await w.log();
    const from = log.findIndex(({ type }) => type === 'input_received') + 1;
    for (let cut = from; cut < log.length; cut += 1) {
      const http = shop();
      const { state, events } = await continued(log.slice(0, cut), { w, document, http });
      const recorded = toolsIn(log.slice(0, cut));
      expect(
        http.seen.map(({ step }) => step),
        `cut after event ${cut}`,
      ).toEqual(steps.slice(recorded.length));
      expect(http.seen.map(({ key }) => key)).toEqual(whole.seen.slice(recorded.length).map(({ key }) => key));
      expect([state.workflows?.Refunds?.state, state.messages.at(-1)?.text, toolsIn(events)]).toEqual(['COMPLETE', 'You get 40 back.', steps]);
    }
  }, 60_000);
});

const toolsIn = (log: readonly Event[]): string[] => traced(log).map((it) => ('tool' in it ? String(it.tool) : ''));

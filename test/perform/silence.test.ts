import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Http, HttpAnswer } from '../../runtime/ports.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { reply, sharedSandbox, world } from '../world.ts';
import { ana, breath, ear, heldModel, type Seen } from './handoff-world.ts';

afterAll(() => sharedSandbox().close());

const intents = { hi: ['Greet'], call: ['Call'], guide: ['Guide'], page: ['Page'] };

/** A bot that does everything which can be under way when somebody steps in. */
const project: AuthoredProject = {
  name: 'test',
  models: [{ name: 'm', provider: 'openai', model: 'x' }],
  tools: [{ type: 'webhook', name: 'desk', method: 'GET', url: 'https://desk.example/', readOnly: true }],
  playbooks: [
    {
      name: 'Guide',
      sections: [
        {
          name: 'One',
          steps: [
            { type: 'ASK', question: 'Which colour?', phrasing: 'exact_words', inputs: [{ variable: 'colour', instructions: 'a colour' }] },
            { type: 'SEND', text: 'Noted.' },
          ],
        },
      ],
    },
  ],
  stages: [
    {
      name: 'Main',
      variables: [{ name: 'colour', type: 'string' }],
      actions: [
        { name: 'Greet', effects: [reply('Hello!')] },
        { name: 'Call', effects: [{ type: 'call_tool', tool: 'desk' }, reply('Called.')] },
        { name: 'Guide', effects: [{ type: 'start_playbook', playbook: 'Guide' }] },
        { name: 'Page', effects: [{ type: 'send_to_page', event: 'flash' }, reply('Look.')] },
      ],
    },
  ],
};

/** Answers only when it is told to. */
function heldHttp(): { http: Http; answer(): void } {
  const waiting: ((answer: HttpAnswer) => void)[] = [];
  const http: Http = { send: () => new Promise((resolve) => waiting.push(resolve)), close: async () => undefined };
  return {
    http,
    answer: () => waiting.shift()?.({ ok: true, status: 200, statusText: 'OK', headers: {}, data: 1, milliseconds: 1 }),
  };
}

const steps = ['hi', 'call', 'guide', 'page', 'chat', 'red', 'write', 'finish', 'answer', 'take', 'back', 'breath'] as const;
type Step = (typeof steps)[number];

/** What came from the bot between the moment a visitor saw a human and the moment they saw the bot again. */
function overheard(seen: readonly Seen[]): Seen[] {
  let isHuman = false;
  return seen.filter(({ kind, text }) => {
    if (kind === 'status') isHuman = text === 'with_human' || text === 'waiting_for_human';
    return isHuman && (kind === 'assistant' || kind === 'delta' || kind === 'page');
  });
}

async function play(script: readonly Step[]): Promise<{ seen: Seen[]; answered: boolean }> {
  const held = heldModel();
  const { http, answer } = heldHttp();
  const { outlet, seen } = ear();
  const w = await world(project, { intents, ports: { model: held.model, http, outlet } });
  const { inbox } = w.conversations;
  let ids = 0;
  const release = (): void => {
    held.finish();
    answer();
  };
  const acts: Partial<Record<Step, () => unknown>> = {
    write: () => held.write('and so on '),
    finish: () => held.finish(),
    answer,
    take: () => inbox.takeOver(w.id, ana),
    back: () => inbox.handBack(w.id, ana, { summary: 'done' }).catch(() => undefined),
    breath,
  };
  const open: Promise<unknown>[] = [];
  for (const step of script) {
    const act = acts[step];
    open.push(Promise.resolve(act ? act() : w.conversations.accept(w.id, { kind: 'message', id: `message-${++ids}`, text: step })));
    if (step === 'breath') await open.at(-1);
  }
  // Whatever was under way when the script ended goes on to its end, and a human never answers for the bot.
  for (let quiet = 0; quiet < 4; ) {
    release();
    await breath();
    quiet = (await w.conversations.look(w.id)).isWorking ? 0 : quiet + 1;
  }
  await Promise.all(open);
  await inbox.takeOver(w.id, ana);
  await inbox.handBack(w.id, ana, { summary: '' });
  await w.conversations.accept(w.id, { kind: 'message', id: 'last-one', text: 'hi' });
  for (let quiet = 0; quiet < 4; ) {
    release();
    await breath();
    quiet = (await w.conversations.look(w.id)).isWorking ? 0 : quiet + 1;
  }
  return { seen, answered: seen.some(({ kind, text }) => kind === 'assistant' && text === 'Hello!') };
}

describe('P-44 a human is there', () => {
  test('however a take-over falls into running turns, the bot is not heard until it is handed back, and then it answers', async () => {
    const scripts = fc.array(fc.constantFrom(...steps), { minLength: 1, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(scripts, async (script) => {
        const { seen, answered } = await play(script);
        expect(overheard(seen)).toEqual([]);
        expect(answered).toBe(true);
      }),
      { numRuns: Number(process.env.SILENCE_RUNS ?? 120) },
    );
  }, 600_000);

  test('the reply that is being written stops, and what was queued behind it does not run', async () => {
    const { seen } = await play(['chat', 'breath', 'write', 'hi', 'take', 'breath', 'write', 'finish', 'breath']);
    const taken = seen.findIndex(({ text }) => text === 'with_human');
    const back = seen.findIndex(({ kind, text }, index) => kind === 'status' && text === 'active' && index > taken);
    expect(seen.slice(0, taken).filter(({ kind }) => kind === 'delta')).toHaveLength(1);
    expect(seen.slice(taken, back).filter(({ kind }) => kind !== 'status')).toEqual([]);
  });

  test('the rule can tell: a bot that talks on is found out', () => {
    const said = (kind: Seen['kind'], text: string): Seen => ({ kind, text });
    expect(overheard([said('status', 'with_human'), said('operator', 'Hi'), said('assistant', 'I think')])).toHaveLength(1);
    expect(overheard([said('status', 'with_human'), said('status', 'active'), said('assistant', 'I think')])).toEqual([]);
  });

  const assistant = (seen: readonly Seen[]) => seen.flatMap(({ kind, text }) => (kind === 'assistant' ? [text] : []));

  test('a playbook whose question was open goes on with the answer that came while a human was there', async () => {
    const { seen } = await play(['guide', 'breath', 'breath', 'finish', 'breath', 'breath', 'take', 'red', 'back', 'breath']);
    expect(assistant(seen).slice(0, 2)).toEqual(['Which colour?', 'Noted.']);
  });

  test('a playbook that was just reading an answer reads it again afterwards: nothing of the question is lost', async () => {
    const { seen } = await play([
      'guide',
      'breath',
      'breath',
      'finish',
      'breath',
      'breath',
      'red',
      'breath',
      'breath',
      'take',
      'breath',
      'back',
      'breath',
    ]);
    expect(assistant(seen).slice(0, 2)).toEqual(['Which colour?', 'Noted.']);
  });
});

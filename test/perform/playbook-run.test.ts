import { afterAll, describe, expect, test } from 'vitest';
import { sharedSandbox } from '../world.ts';
import { script } from './authored-effects.ts';
import { act, ask, exit, is, run, type Steps, say, set } from './playbook-steps.ts';
import { varsOf } from './playbook-world.ts';

afterAll(() => sharedSandbox().close());

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

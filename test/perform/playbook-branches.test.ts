import { afterAll, describe, expect, test } from 'vitest';
import { sharedSandbox } from '../world.ts';
import { is, run, type Steps, say, set } from './playbook-steps.ts';

afterAll(() => sharedSandbox().close());

describe('R004-45 R004-46 R004-48 IF/ELSE', () => {
  const branch = (value: string | number, text: string) => ({ operator: 'AND' as const, conditions: [is('a', value)], steps: [say(text)] });
  const choose = {
    type: 'IF_ELSE' as const,
    branches: [branch(1, 'one'), branch('=1 + 1', 'two'), branch('@b', 'like b'), branch(1, 'never')],
    else: [say('else')],
  };

  test.each([
    [1, 'one'],
    [2, 'two'],
    [7, 'like b'],
    [9, 'else'],
  ])('the first branch that holds is run: %i', async (value, text) =>
    expect((await run([set('a', value), set('b', 7), choose, say('after')])).heard).toEqual([text, 'after']),
  );

  test('without an else, what follows is next', async () =>
    expect((await run([set('a', 5), { type: 'IF_ELSE', branches: [branch(1, 'one')] }, say('after')])).heard).toEqual(['after']));
});

describe('R004-52 R004-53 R004-54 GO TO', () => {
  const when = (variable: string, operator: 'lt' | 'is', value: number, steps: Steps) => ({
    type: 'IF_ELSE' as const,
    branches: [{ operator: 'AND' as const, conditions: [{ variable, operator, value }], steps }],
  });
  const go = (target_step_id: string) => ({ type: 'GO_TO' as const, target_step_id });

  test('a loop with an exit', async () =>
    expect(
      (await run([set('n', 0), { ...set('n', '=vars.n + 1'), id: 'again' }, say('n is @n'), when('n', 'lt', 3, [go('again')]), say('done')])).heard,
    ).toEqual(['n is 1', 'n is 2', 'n is 3', 'done']));

  test('ahead, across sections, to a shared step for errors', async () =>
    expect(
      (
        await run([], {
          main: {
            sections: [
              { name: 'A', steps: [say('a'), go('error'), say('never')] },
              { name: 'B', steps: [say('never'), say('error', 'error')] },
            ],
          },
        })
      ).heard,
    ).toEqual(['a', 'error']));

  test('C-40 at run time a step is entered so often in one turn and no oftener; the conversation stays', async () => {
    const steps: Steps = [set('n', 0), { ...set('n', '=vars.n + 1'), id: 'again' }, when('n', 'lt', 1_000, [go('again')]), say('never')];
    const { heard, w } = await run(steps, { more: { apology: 'Sorry!', limits: { effects: 10_000, steps: 10_000 } }, says: ['hours'] });
    expect(heard).toEqual(['Sorry!', 'Open till six.']);
    expect((await w.events('effect_done')).find(({ trace }) => trace?.reason)?.trace?.reason).toContain('was entered 50 times in one turn');
  });

  test('C-47 the turn’s own budget holds as well', async () => {
    const steps: Steps = [set('n', 0), { ...set('n', '=vars.n + 1'), id: 'again' }, when('n', 'lt', 1_000, [go('again')])];
    expect((await run(steps, { more: { apology: 'Sorry!', limits: { steps: 20 } } })).heard).toEqual(['Sorry!']);
  });
});

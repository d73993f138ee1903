import { afterAll, expect, test } from 'vitest';
import { sharedSandbox } from '../world.ts';
import { playbookProject, playbookWorld, varsOf } from './playbook-world.ts';

afterAll(() => sharedSandbox().close());

test('R004-24 R004-25 a playbook asks, waits over turns, and goes on where it stood', async () => {
  const w = await playbookWorld(
    playbookProject([
      { type: 'SEND', text: 'Let us see.' },
      { type: 'ASK', question: 'Which email?', inputs: [{ variable: 'email', instructions: 'the email', validate: 'email' }] },
      { type: 'SET', variable: 'twice', value: '=vars.email + vars.email' },
      {
        type: 'IF_ELSE',
        branches: [
          { operator: 'AND', conditions: [{ variable: 'email', operator: 'contains', value: '@b' }], steps: [{ type: 'SEND', text: 'B: @email.' }] },
        ],
        else: [{ type: 'SEND', text: 'no' }],
      },
    ]),
  );
  for (const text of ['go', 'erm', 'it is a@b.co']) await w.say(text);
  expect(await w.heard()).toEqual(['Let us see.', 'Which email?', 'Which email?', 'B: a@b.co.']);
  expect(await varsOf(w)).toEqual({ email: 'a@b.co', twice: 'a@b.coa@b.co' });
});

import { afterAll, expect, test } from 'vitest';
import { sharedSandbox } from '../world.ts';
import { playbookProject, playbookWorld } from './playbook-world.ts';

afterAll(() => sharedSandbox().close());

test('G-08 a playbook that waits goes on in the version that it began in; the next one runs in the new version', async () => {
  const ask = {
    type: 'ASK' as const,
    question: 'Which email?',
    inputs: [{ variable: 'email', instructions: 'the email', validate: 'email' as const }],
  };
  const say = (text: string) => ({ type: 'SEND' as const, text });
  const w = await playbookWorld(playbookProject([say('old'), ask, say('old end')]));
  await w.say('go');
  await w.publish(playbookProject([say('new')]), true);
  await w.say('a@b.co');
  await w.say('go');
  expect(await w.heard()).toEqual(['old', 'Which email?', 'old end', 'new']);
});

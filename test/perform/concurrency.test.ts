import { afterAll, describe, expect, test } from 'vitest';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { projectOf, reply, sharedSandbox, world } from '../world.ts';

afterAll(() => sharedSandbox().close());

const profile = (variable: string, operation: 'set' | 'add', value: string) => ({
  type: 'modify_user_profile' as const,
  modifications: [{ variable, operation, value }],
});
const project: AuthoredProject = projectOf(
  [
    { name: 'Name', effects: [profile('name', 'set', 'Kim')] },
    { name: 'City', effects: [profile('city', 'set', 'Rome')] },
    { name: 'Tag', effects: [profile('tags', 'add', 'x')] },
    { name: 'Count', triggerOnClientCommand: true, effects: [{ type: 'call_tool', tool: 'count' }, reply('{{vars.n}}')] },
    {
      name: 'Set',
      triggerOnClientCommand: true,
      effects: [{ type: 'modify_variables', modifications: [{ variable: 'other', operation: 'set', value: 1 }] }],
    },
  ],
  { tools: [{ type: 'script', name: 'count', code: 'vars.n = (vars.n ?? 0) + 1' }] },
);
const intents = { name: ['Name'], city: ['City'], tag: ['Tag'] };

describe('nobody’s change is lost', () => {
  test('P-23 two conversations of one visitor write the profile at the same time: field by field, nothing is lost', async () => {
    const first = await world(project, { intents });
    const second = await first.conversations.start({ project: 'test', visitor: 'visitor-1' });
    const said = (conversation: string, text: string, id: string) => first.conversations.accept(conversation, { kind: 'message', id, text });
    await Promise.all([
      said(first.id, 'name', 'a1-aaaaaa'),
      said(second, 'city', 'b1-bbbbbb'),
      said(first.id, 'tag', 'a2-aaaaaa'),
      said(second, 'tag', 'b2-bbbbbb'),
    ]);
    for (const id of [first.id, second]) {
      for (;;) {
        const { conversation, isWorking } = await first.conversations.look(id);
        if (!isWorking && !conversation.turn && conversation.queue.length === 0) break;
        await new Promise((again) => setTimeout(again, 1));
      }
    }
    expect(await first.ports.store.profile('test', 'visitor-1')).toEqual({ name: 'Kim', city: 'Rome', tags: ['x', 'x'] });
    await first.say('tag');
    expect((await first.now()).profile).toEqual({ name: 'Kim', city: 'Rome', tags: ['x', 'x', 'x'] });
  });

  test('P-22 and P-23 commands that come together run one after another: no script sees half of another’s turn', async () => {
    const w = await world(project, { intents });
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        w.conversations.accept(w.id, { kind: 'command', id: `together-${index}`, command: index % 2 ? 'Set' : 'Count', parameters: {} }),
      ),
    );
    await w.rest();
    expect((await w.now()).stageVars.Main).toEqual({ n: 5, other: 1 });
    expect(await w.heard()).toEqual(['1', '2', '3', '4', '5']);
  });
});

import { describe, expect, test } from 'vitest';
import { valueAt } from '../../admin/document/path.ts';
import { settingOf, withButton } from '../../admin/document/setting-button.ts';
import { placeOfCondition, placeOfEffect, placeOfTurn } from '../../admin/rehearsal/open-in-editor.ts';
import { rehearsalCards } from '../../admin/rehearsal/rehearsal-cards.ts';
import { testFrom } from '../../admin/rehearsal/test-from.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import type { Value } from '../../shared/value.ts';
import { rehearsalWorld, somebody } from '../perform/rehearsal-world.ts';
import { projectOf, reply } from '../world.ts';

const project: AuthoredProject = {
  ...projectOf([
    { name: 'Hello', examples: ['hello there', 'good morning', 'hi you', 'greetings', 'hey'], effects: [reply('Hi!')] },
    {
      name: 'Count',
      triggerOnClientCommand: true,
      condition: '(vars.n ?? 0) < 9',
      effects: [{ type: 'modify_variables', modifications: [{ variable: 'n', operation: 'set', value: '=params.by' }] }],
      parameters: [{ name: 'by', type: 'number' }],
    },
    { name: 'Bye', triggerOnClientCommand: true, effects: [{ type: 'end_conversation', reason: 'done' }] },
  ]),
};
const stages = [
  ...project.stages,
  { name: 'Other', variables: [{ name: 'k', type: 'number' as const, default: 5 }], onEnter: { effects: [reply('Here.')] } },
];

describe('a conversation saved as a test', () => {
  test('holds what was done and expects what happened, up to its turn, and passes', async () => {
    const { begin, act, rehearsals, edit } = await rehearsalWorld({ ...project, stages });
    const { id } = await begin({ profile: { name: 'Ada' } });
    const again = { id } as Parameters<typeof act>[0]; // the place is all that is asked of it
    await act(again, { kind: 'say', text: 'hello there' });
    await act(again, { kind: 'fire', command: 'Count', parameters: { by: 4 } });
    await act(again, { kind: 'set', values: { n: undefined, mood: 'good' } });
    await act(again, { kind: 'jump', stage: 'Other' });
    await act(again, { kind: 'jump', stage: 'Main' });
    await act(again, { kind: 'fire', command: 'Bye', parameters: {} });
    const { events } = await rehearsals.look({ ...somebody, id }, 0);
    const saved = testFrom(events, 99);
    expect(saved).toEqual({
      name: 'hello there',
      profile: { name: 'Ada' },
      steps: [
        { say: 'hello there', expect: { actions: ['Hello'], stage: 'Main', reply: { text: 'Hi!' } } },
        { fire: { command: 'Count', parameters: { by: 4 } }, expect: { actions: ['Count'], stage: 'Main', vars: { n: 4 } } },
        { set: { n: null, mood: 'good' }, expect: { actions: [], stage: 'Main', vars: { n: null, mood: 'good' } } },
        { jump: 'Other', expect: { actions: [], stage: 'Other', vars: { k: 5 }, reply: { text: 'Here.' } } },
        { jump: 'Main', expect: { actions: [], stage: 'Main' } },
        { fire: { command: 'Bye' }, expect: { actions: ['Bye'], stage: 'Main', status: 'ended' } },
      ],
    });
    expect(testFrom(events, 2)?.steps).toHaveLength(1);
    expect(testFrom(events, 1)).toBeNull();
    edit({ ...project, stages, tests: saved ? [saved] : [] });
    expect((await rehearsals.test('test')).tests).toMatchObject([{ ok: true }]);
  });

  test('the cards of a rehearsal say when the draft was edited, and name no version', async () => {
    const { begin, act, rehearsals, edit } = await rehearsalWorld(project);
    const rehearsal = await begin();
    await act(rehearsal, { kind: 'say', text: 'hello there' });
    edit({ ...project, persona: 'another' });
    await act(rehearsal, { kind: 'say', text: 'hello there' });
    await act(rehearsal, { kind: 'set', values: { mood: 'good' } });
    const cards = rehearsalCards((await rehearsals.look({ ...somebody, id: rehearsal.id }, 0)).events);
    expect(cards.map(({ version, isDraft }) => [version, isDraft])).toEqual(Array(4).fill([null, true]));
    const told = cards.map(({ entries }) => entries.some((entry) => entry.kind === 'note' && entry.text.startsWith('The draft was edited')));
    expect(told).toEqual([false, false, true, false]);
    expect(cards[3]).toMatchObject({
      said: { kind: 'rehearsal', text: 'mood = good' },
      entries: [{ kind: 'stage', text: 'Variables written by the author', changes: [expect.objectContaining({ after: '“good”' })] }],
    });
  });
});

describe('the way from a card into the editor', () => {
  const document = { ...project, stages } as unknown as Value; // a document is JSON

  test('leads to the action, the fallback or the stage, the condition and the effect, where the draft still has them', () => {
    expect(placeOfTurn(document, { matched: ['Count'], stage: 'Main' })).toBe('stages[0].actions[1]');
    expect(placeOfTurn(document, { matched: [], stage: 'Other' })).toBe('stages[1]');
    expect(placeOfTurn(document, { matched: [], stage: 'Gone' })).toBe('');
    expect(placeOfCondition(document, 'Main', 'Count')).toBe('stages[0].actions[1].condition');
    expect(placeOfEffect(document, { path: 'stages[0].actions[0].effects[0]' })).toBe('stages[0].actions[0].effects[0]');
    expect(placeOfEffect(document, { path: 'stages[0].actions[0].effects[7]' })).toBe('');
  });

  test('a button that sets a variable brings the action that does so, beside its response', () => {
    const response = ['stages', 0, 'actions', 0, 'effects', 0];
    const once = withButton(document, response, 'setting');
    const twice = withButton(once, response, 'setting');
    expect(valueAt(twice, [...response, 'buttons'])).toEqual([
      { label: 'New button', command: 'SetByButton' },
      { label: 'New button', command: 'SetByButton_2' },
    ]);
    expect(settingOf(twice, response, 'SetByButton_2')).toEqual(['stages', 0, 'actions', 4, 'effects', 0, 'modifications', 0]);
    expect(settingOf(twice, response, 'Bye')).toBeNull();
    expect(valueAt(withButton(document, response, 'plain'), [...response, 'buttons'])).toEqual([{ label: 'New button' }]);
  });
});

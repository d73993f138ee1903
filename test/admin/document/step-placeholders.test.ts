import { describe, expect, test } from 'vitest';
import { mentionBefore, placeholdersLike, stepPlaceholders } from '../../../admin/document/step-placeholders.ts';
import type { Value } from '../../../shared/value.ts';

const ask = (variable: string): Value => ({ type: 'ASK', question: '?', inputs: [{ variable, instructions: 'it' }] });
const document: Value = {
  stages: [
    { name: 'start', variables: [{ name: 'tries' }, { name: 'order' }] },
    { name: 'returns', variables: [{ name: 'tries' }, { name: 'not a name' }, null] },
  ],
  profile: [{ name: 'email' }],
  playbooks: [
    {
      name: 'lookup',
      inputs: ['channel'],
      sections: [
        { name: 'one', steps: [ask('order'), { type: 'SET', variable: 'sum', value: 1 }, { type: 'ASK' }, 'no step', { type: 'RUN' }] },
        {
          name: 'two',
          steps: [
            { type: 'RUN', target: { kind: 'action', name: 'find', saveAs: 'found', statusVariable: 'status' } },
            { type: 'RUN', target: { kind: 'playbook', name: 'verify', outputs: { checked: 'ok' } } },
            {
              type: 'IF_ELSE',
              branches: [
                { operator: 'AND', conditions: [], steps: [ask('first'), { type: 'SEND', text: '' }] },
                { operator: 'AND', conditions: [], steps: [ask('other')] },
              ],
              else: [ask('last')],
            },
            ask('late'),
          ],
        },
      ],
    },
  ],
};
const names = (...step: (string | number)[]): string[] =>
  stepPlaceholders(document, { playbook: ['playbooks', 0], step: ['playbooks', 0, 'sections', ...step] }).map(({ name }) => name);
const everywhere = ['channel', 'tries', 'order', 'userProfile.email'];

describe('what a text of a step may name (R004-09)', () => {
  test('is what earlier steps set, the inputs of the playbook, variables of stages and fields of the profile, each once', () => {
    expect(names(0, 'steps', 0)).toEqual(everywhere);
    expect(names(0, 'steps', 4)).toEqual(['order', 'sum', 'channel', 'tries', 'userProfile.email']);
    expect(names(1, 'steps', 2)).toEqual(['order', 'sum', 'found', 'status', 'checked', 'channel', 'tries', 'userProfile.email']);
  });

  test('what stands in another branch has not run; what stands before the own place in it has', () => {
    expect(names(1, 'steps', 2, 'branches', 0, 'steps', 1)).toContain('first');
    expect(names(1, 'steps', 2, 'branches', 1, 'steps', 0)).not.toContain('first');
    expect(names(1, 'steps', 2, 'else', 0)).not.toContain('other');
    expect(names(1, 'steps', 3)).toEqual(expect.arrayContaining(['first', 'other', 'last']));
    expect(names(1, 'steps', 3)).not.toContain('late');
  });

  test('says where each comes from, and what stands for it in a template', () => {
    const found = stepPlaceholders(document, { playbook: ['playbooks', 0], step: ['playbooks', 0, 'sections', 0, 'steps', 1] });
    expect(found).toEqual([
      { name: 'order', from: 'set by ASK', text: '{{vars.order}}' },
      { name: 'channel', from: 'input of this playbook', text: '{{vars.channel}}' },
      { name: 'tries', from: 'variable of stage start', text: '{{vars.tries}}' },
      { name: 'userProfile.email', from: 'field of the profile', text: '{{userProfile.email}}' },
    ]);
    expect(placeholdersLike(found, 'E').map(({ name }) => name)).toEqual(['order', 'channel', 'tries', 'userProfile.email']);
    expect(placeholdersLike(found, 'em').map(({ name }) => name)).toEqual(['userProfile.email']);
    expect(placeholdersLike(found, 'r').map(({ name }) => name)).toEqual(['order', 'tries', 'userProfile.email']);
    expect(placeholdersLike([...found].reverse(), 't')[0]?.name).toBe('tries');
    expect(placeholdersLike(found, 'example')).toEqual([]);
  });

  test('bears any draft', () => {
    const drafts: Value[] = [null, 'text', { playbooks: 'x' }, { playbooks: [{ sections: [{ steps: [null, 3, { type: 'SET' }] }] }], stages: [3] }];
    for (const draft of drafts)
      expect(stepPlaceholders(draft, { playbook: ['playbooks', 0], step: ['playbooks', 0, 'sections', 0, 'steps', 9] })).toEqual([]);
  });
});

test.each([
  ['@', { from: 0, typed: '' }],
  ['Hello @na', { from: 6, typed: 'na' }],
  ['(@na', { from: 1, typed: 'na' }],
  ['„@userProfile.e', { from: 1, typed: 'userProfile.e' }],
  ['{{vars.a}} @b', { from: 11, typed: 'b' }],
  ['Write to help@', null],
  ['Write to help@shop', null],
  ['first.last-@shop', null],
  ['https://social.example/@shop', null],
  ['@name and', null],
  ['{{ lower(@', null],
  ['a\\@b', null],
])('a word that begins with @ is a mention, an address is none: %s', (text, mention) => {
  expect(mentionBefore(text)).toEqual(mention);
});

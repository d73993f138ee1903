import { describe, expect, test } from 'vitest';
import { valueAt } from '../../../admin/document/path.ts';
import { referencesTo, renamed } from '../../../admin/document/references.ts';
import { pathText } from '../../../shared/finding.ts';
import type { Value } from '../../../shared/value.ts';

const document: Value = {
  stages: [
    {
      name: 'start',
      tools: ['find', 'other'],
      actions: [
        {
          name: 'track',
          triggerOnClientCommand: true,
          effects: [
            { type: 'call_tool', tool: 'find' },
            { type: 'go_to_stage', stage: 'start' },
          ],
        },
      ],
      onEnter: { effects: [{ type: 'call_tool', tool: 'find' }] },
    },
  ],
  tools: [
    { name: 'find', type: 'script', code: '' },
    { name: 'other', type: 'script', code: '', dependsOn: ['find'] },
  ],
  actionSequences: [{ name: 'chain', actions: [{ tool: 'find' }, { action: 'track' }] }],
  promptSequences: [{ name: 'p', mode: 'auto_apply_changes', steps: [{ type: 'snippet', snippetId: 'hello' }] }],
  snippets: [{ id: 'hello', content: 'Hello' }],
  widget: { buttons: [{ label: 'Track', command: 'track' }] },
};
const places = (path: (string | number)[]): string[] => referencesTo(document, path).map(pathText).sort();

describe('references', () => {
  test('to a tool are found wherever it is named', () => {
    expect(places(['tools', 0])).toEqual([
      'actionSequences[0].actions[0].tool',
      'stages[0].actions[0].effects[0].tool',
      'stages[0].onEnter.effects[0].tool',
      'stages[0].tools[0]',
      'tools[1].dependsOn[0]',
    ]);
  });

  test('to a stage, an action and a snippet as well, also from buttons', () => {
    expect(places(['stages', 0])).toEqual(['stages[0].actions[0].effects[1].stage']);
    expect(places(['stages', 0, 'actions', 0])).toEqual(['actionSequences[0].actions[1].action', 'widget.buttons[0].command']);
    expect(places(['snippets', 0])).toEqual(['promptSequences[0].steps[0].snippetId']);
  });

  test('follow a new name, letter by letter, and never take those of another part along', () => {
    const references = referencesTo(document, ['tools', 0]);
    const halfway = renamed(document, ['tools', 0], { to: 'other', references });
    const done = renamed(halfway, ['tools', 0], { to: 'other_one', references });
    expect(references.map((path) => valueAt(done, path))).toEqual(references.map(() => 'other_one'));
    expect(valueAt(done, ['stages', 0, 'tools'])).toEqual(['other_one', 'other']);
    expect(valueAt(done, ['tools', 1, 'name'])).toBe('other');
  });

  test('any draft is borne', () => {
    const broken: Value = { stages: 'none', tools: [{ name: 'find' }], actionSequences: [7, null] };
    expect(referencesTo(broken, ['tools', 0])).toEqual([]);
    expect(renamed(broken, ['tools', 0], { to: 'new', references: [] })).toMatchObject({ tools: [{ name: 'new' }] });
  });
});

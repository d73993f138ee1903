import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { handoffsIn } from '../../../admin/document/playbook-handoffs.ts';
import { newSteps, stepKeyword, stepKeywords } from '../../../admin/document/playbook-steps.ts';
import { asList, asRecord } from '../../../admin/document/read.ts';
import { conditionSummary, stepSummary } from '../../../admin/document/step-summary.ts';
import { stepTargets, withTarget } from '../../../admin/document/step-targets.ts';
import { autoHandoffs } from '../../../shared/check/playbook-handoff.ts';
import { playbook as schema } from '../../../shared/project/playbook.ts';
import type { Value } from '../../../shared/value.ts';

const is = (variable: string, value: Value): Value => ({ variable, operator: 'is', value });

describe('the summary of a step', () => {
  test.each<[Value, string, string]>([
    [{ type: 'SEND', text: 'Hello\n@name!' }, 'SEND', 'Say “Hello @name!”'],
    [{ type: 'SEND', mode: 'contextual', text: 'kept', instruction: 'Thank them' }, 'SEND', 'Write as told: “Thank them”'],
    [{ type: 'SET', variable: 'tries', value: 3 }, 'SET', 'tries = 3'],
    [{ type: 'SET', variable: 'email', value: '@other' }, 'SET', 'email = @other'],
    [{ type: 'SET', variable: 'sum', value: '=vars.a + 1' }, 'SET', 'sum = vars.a + 1'],
    [{ type: 'SET', mode: 'reasoning', variable: 'mood', value: 'kept', instruction: 'How they feel' }, 'SET', 'mood as told: “How they feel”'],
    [{ type: 'ASK', question: 'Which order?', inputs: [{ variable: 'order' }, { variable: 'email' }] }, 'ASK', 'Ask “Which order?” for order, email'],
    [{ type: 'ASK', mode: 'map', inputs: [{ variable: 'hours' }] }, 'ASK', 'Ask for hours, one of the accepted values'],
    [
      { type: 'RUN', target: { kind: 'action', name: 'refund', inputs: { order: '@order' }, statusVariable: 'code', saveAs: 'answer' } },
      'RUN',
      'Run refund with order = @order, result in answer, status in code',
    ],
    [{ type: 'RUN', target: { kind: 'handoff', reason: 'angry' } }, 'RUN', 'Hand over to a person, because angry'],
    [{ type: 'RUN', target: { kind: 'playbook', name: 'verify' } }, 'RUN', 'Run the playbook verify'],
    [{ type: 'RUN', target: { kind: 'exit' } }, 'RUN', 'Leave the playbook'],
    [{ type: 'IF_ELSE', branches: [{}], else: [{ type: 'SEND' }] }, 'IF/ELSE', '1 branch and an else'],
    [{ type: 'GO_TO', target_step_id: 'again' }, 'GO TO', 'Go on at again'],
    [{ type: 'GO_TO' }, 'GO TO', 'Go on at (not chosen yet)'],
    [{ type: 'SING' }, 'SING', '{"type":"SING"}'],
  ])('of %j', (step, keyword, summary) => {
    expect([stepKeyword(step), stepSummary(step)]).toEqual([keyword, summary]);
  });

  test('of a branch says its conditions, its groups where there are any', () => {
    expect(conditionSummary({ operator: 'AND', conditions: [is('tier', 'vip'), { variable: 'age', operator: 'gte', value: 18 }] })).toBe(
      'tier is “vip” and age ≥ 18',
    );
    const group = { operator: 'AND', conditions: [is('a', 1), { variable: 'b', operator: 'is_not_set' }] };
    expect(conditionSummary({ operator: 'OR', conditions: [is('unused', 1)], groups: [group, { operator: 'OR', conditions: [is('c', 2)] }] })).toBe(
      '(a is 1 and b is not set) or (c is 2)',
    );
  });

  test('bears any draft', () => {
    const drafts: Value[] = [null, 'text', 3, [], {}, { type: 'ASK', inputs: 'x' }, { type: 'RUN' }, { type: 'IF_ELSE', branches: [null] }];
    for (const step of drafts) expect(() => [stepKeyword(step), stepSummary(step), conditionSummary(step)]).not.toThrow();
    expect(Object.keys(newSteps)).toEqual(Object.keys(stepKeywords));
  });
});

test('R004-53 a GO TO can lead to every step, inside of branches too; one without an id gets a free one', () => {
  const branch = { operator: 'AND', conditions: [], steps: [{ type: 'SEND', id: 'inside' }] };
  const steps: Value = [{ type: 'IF_ELSE', id: 'fork', branches: [branch], else: [{ type: 'SEND', id: 'other' }] }, { type: 'SEND' }, null];
  const document = {
    playbooks: [{ sections: [{ steps }, { steps: [{ type: 'SET', id: 'last' }] }] }, { sections: [{ steps: [{ id: 'foreign' }] }] }],
  };
  const ids = (value: Value): string[] => stepTargets(value, ['playbooks', 0]).map(({ id }) => id);
  expect(ids(document)).toEqual(['fork', 'inside', 'other', '', '', 'last']);
  const first = ['playbooks', 0, 'sections', 0, 'steps'];
  const led = withTarget(document, { goTo: [...first, 2], target: [...first, 1], playbook: ['playbooks', 0] });
  expect(ids(led)).toEqual(['fork', 'inside', 'other', 'send', '', 'last']);
  expect(asRecord(asList(asRecord(asList(asRecord(asList(asRecord(led).playbooks)[0]).sections)[0]).steps)[2])).toEqual({ target_step_id: 'send' });
});

describe('R004-43 the automatic handoff on the page', () => {
  const folder = join(import.meta.dirname, '../../../examples');
  const authored = readdirSync(folder)
    .filter((name) => name.endsWith('.project.json'))
    .flatMap((name) => asList(asRecord(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Value).playbooks)); // what JSON.parse gives is a Value
  const run: Value = { type: 'RUN', target: { kind: 'action', name: 'refund' } };
  const copied = [
    run,
    { type: 'SET', variable: 'code', value: '=results.webhooks.refund.status' },
    { type: 'IF_ELSE', branches: [{ operator: 'AND', conditions: [is('code', 200)], steps: [run] }] },
  ];

  test('is what the server does, in drafts that leave the defaults out too', () => {
    const playbooks = [...authored, { name: 'copied', sections: [{ name: 's', steps: copied }] }];
    const shown = playbooks.map((it) => [...handoffsIn(it)]);
    expect(shown).toEqual(playbooks.map((it) => [...autoHandoffs(schema.parse(it))]));
    expect(shown.at(-1)).toEqual([
      ['sections[0].steps[0]', false],
      ['sections[0].steps[2].branches[0].steps[0]', true],
    ]);
  });

  test('says nothing about a draft that is no playbook yet', () => {
    for (const draft of [undefined, null, 'text', { sections: [{ steps: [null, run] }] }]) expect(handoffsIn(draft).size).toBe(0);
  });
});

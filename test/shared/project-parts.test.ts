import { expect, test } from 'vitest';
import { codeIn } from '../../shared/check/code-in.ts';
import { commandsOf } from '../../shared/check/commands.ts';
import { parseProject } from '../../shared/parse.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Value } from '../../shared/value.ts';
import { richDocument } from './rich-document.ts';

function projectOf(document: Value): Project {
  const { project, findings } = parseProject(document);
  if (!project) throw new Error(JSON.stringify(findings));
  return project;
}

const rich = projectOf(richDocument);

test('R003-11 all code of a project is found, with its place; text that only looks like it is not', () =>
  expect(codeIn(rich).map(({ path, kind, code }) => `${path} ${kind} ${code}`)).toEqual([
    'stages[0].actions[0].condition expression vars.a > 1',
    'stages[0].actions[0].effects[0].modifications[0].value.deep[0] expression 1',
    'stages[0].actions[0].effects[1].visibilityCondition expression stage === "Home"',
    'tools[1].query.q expression 1',
    'tools[1].body.id expression params.id',
    'transformers[0].condition expression true',
    'actionSequences[0].actions[0].parameters.x expression 5',
    'playbooks[0].condition expression vars.b',
    'playbooks[0].sections[0].steps[0].value expression vars.a * 2',
    'playbooks[0].sections[0].steps[1].branches[0].conditions[0].value expression 1 + 1',
    'playbooks[0].sections[0].steps[1].branches[0].steps[0].value expression 3',
    'tools[0].code script return 1;',
    'transformers[0].code script vars.n = 1;',
  ]));

test('R003-03 C-14 client commands, where they are offered and what they want', () =>
  expect(commandsOf(rich)).toMatchObject([
    { name: 'Buy', kind: 'action', stage: 'Home', parameters: [{ name: 'item', required: true }], path: 'stages[0].actions[0]' },
    { name: 'Leave', kind: 'action', stage: 'Other', parameters: [], path: 'stages[1].actions[1]' },
    { name: 'Help', kind: 'action', stage: null, path: 'globalActions[0]' },
    { name: 'Refund', kind: 'playbook', stage: null, parameters: [], path: 'playbooks[0]' },
  ]));

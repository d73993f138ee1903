import { type Finding, pathText } from '../finding.ts';
import type { Project } from '../project/project.ts';
import type { Expectation, TestStep } from '../project/test.ts';
import { finding } from './catalogue.ts';
import { commandsOf } from './commands.ts';
import { didYouMean } from './nearest.ts';

type Path = (string | number)[];
type Known = { stages: string[]; actions: string[]; commands: string[] };

/** What tests name and the project does not have. A warning: a test that fails keeps nobody from publishing. */
export function testFindings(project: Project): Finding[] {
  const known = knownIn(project);
  return project.tests.flatMap(({ stage, steps }, index) => {
    const path: Path = ['tests', index];
    return [
      ...unknown({ kind: 'stage', name: stage, path: [...path, 'stage'] }, known.stages),
      ...steps.flatMap((step, at) => inStep(step, [...path, 'steps', at], known)),
    ];
  });
}

function inStep(step: TestStep, path: Path, known: Known): Finding[] {
  const own =
    'fire' in step
      ? unknown({ kind: 'client command', name: step.fire.command, path: [...path, 'fire', 'command'] }, known.commands)
      : 'jump' in step
        ? unknown({ kind: 'stage', name: step.jump, path: [...path, 'jump'] }, known.stages)
        : [];
  return [...own, ...inExpectation(step.expect ?? {}, [...path, 'expect'], known)];
}

function inExpectation({ actions = [], stage, reply }: Expectation, path: Path, known: Known): Finding[] {
  return [
    ...actions.flatMap((name, index) => unknown({ kind: 'action', name, path: [...path, 'actions', index] }, known.actions)),
    ...unknown({ kind: 'stage', name: stage, path: [...path, 'stage'] }, known.stages),
    ...(reply && 'pattern' in reply ? unsound(reply.pattern, [...path, 'reply', 'pattern']) : []),
  ];
}

function unknown({ kind, name, path }: { kind: string; name: string | undefined; path: Path }, known: string[]): Finding[] {
  if (name === undefined || known.includes(name)) return [];
  const details = { kind, name, known: known.slice(0, 12).join(', ') || 'there is none yet' };
  return [finding({ code: 'test.unknown', path: pathText(path), details, suggestion: didYouMean(name, known) })];
}

function unsound(pattern: string, path: Path): Finding[] {
  try {
    new RegExp(pattern, 'u');
    return [];
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message.replace(/^.*: /, '') : String(thrown);
    return [finding({ code: 'test.pattern', path: pathText(path), details: { reason } })];
  }
}

/** Actions, and what offers itself as one: playbooks and sequences. */
function knownIn(project: Project): Known {
  const { stages, globalActions, playbooks, actionSequences } = project;
  const triggered = [...stages.flatMap(({ actions }) => actions), ...globalActions, ...playbooks, ...actionSequences];
  return {
    stages: stages.map(({ name }) => name),
    actions: [...new Set(triggered.map(({ name }) => name))],
    commands: [...new Set(commandsOf(project).map(({ name }) => name))],
  };
}

import type { ProjectTestRun, TestCheck, TestRun, TestStepRun } from '../../../shared/test-run.ts';

/** What became of a project's tests, for a terminal: a line for each, and for what failed each step with what was expected. */
export function testReport({ tests, passed, failed }: TestRun, file: string): string {
  if (tests.length === 0) return `${file} has no tests. Add some under "tests" (docs/project.md), or save a conversation as one in the admin page.`;
  const total = `${passed} of ${tests.length} ${tests.length === 1 ? 'test' : 'tests'} passed${failed > 0 ? `, ${failed} failed` : ''}.`;
  return [file, ...tests.flatMap(lines), '', total].join('\n');
}

function lines({ name, ok, steps, problem, milliseconds }: ProjectTestRun): string[] {
  const head = `  ${ok ? '✓' : '✗'} ${name} (${Math.round(milliseconds)} ms)`;
  return ok ? [head] : [head, ...(problem ? [`      ${problem}`] : []), ...steps.flatMap(stepLines)];
}

const stepLines = ({ step, ok, checks, problem }: TestStepRun, index: number): string[] => [
  `    ${ok ? '✓' : '✗'} ${index + 1}. ${step}`,
  ...(problem ? [`        ${problem}`] : []),
  ...checks.filter((check) => !check.ok).flatMap(checkLines),
];

const checkLines = ({ what, expected, actual }: TestCheck): string[] => [
  `        ${what}`,
  `          expected: ${shown(expected)}`,
  `          actual:   ${shown(actual)}`,
];

const shown = (value: TestCheck['actual']): string => JSON.stringify(value) ?? 'nothing';

import { describe, expect, test } from 'vitest';
import { promptRunOf } from '../../runtime/decide/resolve-prompts.ts';
import { parseProject } from '../../shared/parse.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Project } from '../../shared/project/project.ts';
import { stepIdsOf } from '../../shared/prompt-text.ts';
import type { Values } from '../../shared/value.ts';

const projectWith = (sequence: object, snippets: object[] = []): Project => {
  const { project } = parseProject({
    name: 'test',
    stages: [{ name: 'Main' }],
    snippets,
    promptSequences: [{ name: 'S', mode: 'auto_apply_changes', ...sequence }],
  });
  if (!project) throw new Error('the project does not parse');
  return project;
};
const start = { id: 'run', startedBy: { kind: 'operator' as const, name: 'Ada' }, startedAt: 0 };
const resolved = (project: Project, given: Values = {}, name = 'S') => promptRunOf(project, name, { given, start }).steps.map(({ prompt }) => prompt);
const refusal = (project: Project, given: Values = {}, name = 'S'): Problem => {
  try {
    resolved(project, given, name);
  } catch (thrown) {
    return thrown as Problem; // nothing else is thrown there
  }
  throw new Error('it was not refused');
};

const variable = (name: string, more: object = {}) => ({ name, type: 'text', ...more });
const inline = (...prompts: string[]) => prompts.map((prompt) => ({ type: 'inline', prompt }));

describe('what a run is given', () => {
  test('R002-17 {{variable_name}} in any step is replaced, once: nothing in a value is replaced again', () => {
    const project = projectWith({ steps: inline('Hi {{who}}, {{ who }}!', '{{what}}'), variables: [variable('who'), variable('what')] });
    expect(resolved(project, { who: '{{what}}', what: 'a {{who}}$& {{#if x}}' })).toEqual(['Hi {{what}}, {{what}}!', 'a {{who}}$& {{#if x}}']);
  });

  test('R002-16 the default is used where the caller supplies nothing; what the caller supplies comes first', () => {
    const project = projectWith({ steps: inline('{{who}}'), variables: [variable('who', { default: 'you' })] });
    expect([resolved(project), resolved(project, { who: 'me' })]).toEqual([['you'], ['me']]);
  });

  test('R002-08 and C-22 a snippet has the words that it had when the run was made; the run keeps them', () => {
    const sequence = {
      steps: [
        { type: 'snippet', snippetId: 'tone' },
        { type: 'snippet', snippetId: 'tone' },
      ],
    };
    const before = promptRunOf(projectWith(sequence, [{ id: 'tone', content: 'Be kind.' }]), 'S', { given: {}, start });
    const after = promptRunOf(projectWith(sequence, [{ id: 'tone', content: 'Be brief.' }]), 'S', { given: {}, start });
    expect([before.steps, after.steps].map((steps) => steps.map(({ prompt }) => prompt))).toEqual([
      ['Be kind.', 'Be kind.'],
      ['Be brief.', 'Be brief.'],
    ]);
  });

  test('R002-04 and R002-09 steps keep their order, and get ids of their own where their author gave none', () => {
    const steps = [
      { type: 'inline' as const, prompt: 'a' },
      { type: 'inline' as const, id: 'step-1', prompt: 'b' },
      { type: 'inline' as const, prompt: 'c' },
    ];
    expect(stepIdsOf(steps)).toEqual(['step-1-2', 'step-1', 'step-3']);
    expect(promptRunOf(projectWith({ steps }), 'S', { given: {}, start }).steps).toEqual([
      { id: 'step-1-2', prompt: 'a' },
      { id: 'step-1', prompt: 'b' },
      { id: 'step-3', prompt: 'c' },
    ]);
  });
});

describe('C-24: what is refused before anything is stored, with the number of the step and the name', () => {
  test('a placeholder that is no variable of the sequence', () => {
    const project = projectWith({ steps: inline('a'), variables: [variable('who')] });
    const [sequence] = project.promptSequences;
    const broken = {
      ...project,
      promptSequences: [
        {
          ...sequence,
          steps: [
            { type: 'inline', prompt: 'a' },
            { type: 'inline', prompt: 'Hi {{vars.who}}' },
          ],
        },
      ],
    } as Project; // as an older version may have it
    expect(refusal(broken)).toMatchObject({ code: 'sequence.unknown_placeholder', details: { step: 2, name: 'vars.who' } });
  });

  test('a variable that is used and has neither a value nor a default; one that is not used needs none', () => {
    const project = projectWith({ steps: inline('a', 'Hi {{who}}'), variables: [variable('who'), variable('other')] });
    expect(refusal(project)).toMatchObject({ code: 'sequence.missing_value', details: { step: 2, name: 'who' } });
    expect(resolved(project, { who: 'you' })).toEqual(['a', 'Hi you']);
  });

  test('a prompt that is empty once it is filled in', () => {
    const project = projectWith({ steps: inline('a', ' {{who}} '), variables: [variable('who')] });
    expect(refusal(project, { who: '  ' })).toMatchObject({ code: 'sequence.empty_prompt', details: { step: 2, name: 'step-2' } });
    const snippet = projectWith({ steps: [{ type: 'snippet', snippetId: 'tone' }] }, [{ id: 'tone', content: 'x' }]);
    // As a version from before blanks were refused may hold it.
    expect(refusal({ ...snippet, snippets: [{ id: 'tone', content: '  ' }] })).toMatchObject({
      code: 'sequence.empty_prompt',
      details: { step: 1, name: 'tone' },
    });
  });

  test('R002-07 a snippet that is not there any more', () => {
    const project = projectWith({ steps: [...inline('a'), { type: 'snippet', snippetId: 'tone' }] }, [{ id: 'tone', content: 'x' }]);
    expect(refusal({ ...project, snippets: [] })).toMatchObject({ code: 'sequence.no_snippet', details: { step: 2, name: 'tone' } });
  });

  test('a sequence that is not there, values for variables that are not declared, and values that do not fit', () => {
    const project = projectWith({ steps: inline('{{who}}'), variables: [variable('who'), { name: 'long', type: 'multiline' }] });
    expect(refusal(project, {}, 'Other')).toMatchObject({ code: 'sequence.unknown', details: { name: 'Other' } });
    expect(refusal(project, { who: 'a', whom: 'b' })).toMatchObject({
      code: 'sequence.unknown_variable',
      details: { name: 'whom', known: 'who, long' },
    });
    expect(refusal(project, { who: 'a\nb' })).toMatchObject({ code: 'sequence.invalid_value', details: { name: 'who' } });
    expect(resolved(project, { who: 'a', long: 'a\nb' })).toEqual(['a']);
  });
});

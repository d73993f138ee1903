import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { TestCheck, TestStepRun } from '../../shared/test-run.ts';
import type { Value } from '../../shared/value.ts';
import { withValue } from '../document/path.ts';
import { asList, asRecord, asText, nameOf, oneLine } from '../document/read.ts';
import { useStore } from '../use-store.ts';
import { ColumnHeads } from './column-heads.tsx';
import { FieldFindings } from './fields.tsx';
import { JsonField } from './json-field.tsx';
import { useDraft, usePage } from './page-context.ts';

/** The tests of the draft: run, read what came of each step, changed, removed. */
export function TestsPanel(): JSX.Element {
  const page = usePage();
  const tests = asList(useDraft(({ document }) => asRecord(document).tests));
  const { runs, isRunning, trouble } = useStore(page.tests.store, (state) => state);
  const known = tests.flatMap((test) => runs[nameOf(test)] ?? []);
  const failed = known.filter(({ ok }) => !ok).length;
  return (
    <section class="dock-body tests" aria-label="Tests">
      <header class="tests-head">
        <button type="button" class="primary" disabled={isRunning || tests.length === 0} onClick={() => void page.tests.run()}>
          {isRunning ? 'Running…' : 'Run all'}
        </button>
        <p role="status">
          {trouble ? <span class="error">{trouble}</span> : null}
          {!trouble && known.length > 0 ? summary(known.length, failed) : null}
        </p>
      </header>
      {tests.length === 0 ? (
        <p class="empty">
          No tests yet. Say something in the{' '}
          <button type="button" class="quiet" onClick={() => page.dock('test')}>
            test chat
          </button>
          , open the card under the answer and press “Save as test”.
        </p>
      ) : (
        <ul>
          {tests.map((test, index) => (
            <TestRow key={`${index} ${nameOf(test)}`} test={test} index={index} />
          ))}
        </ul>
      )}
    </section>
  );
}

const summary = (count: number, failed: number): string =>
  failed === 0 ? `${count} of ${count} passed.` : `${count - failed} of ${count} passed, ${failed} failed.`;

function TestRow({ test, index }: { test: Value; index: number }): JSX.Element {
  const page = usePage();
  const name = nameOf(test);
  const run = useStore(page.tests.store, (state) => state.runs[name]);
  const isRunning = useStore(page.tests.store, (state) => state.isRunning);
  const [isEdited, setEdited] = useState(false);
  const remove = (): void => {
    page.draft.edit('tests', (document) => withValue(document, ['tests', index], undefined));
    page.draft.notify(`The test “${name}” is removed; Ctrl+Z brings it back.`);
  };
  return (
    <li class="test">
      <details open={run?.ok === false}>
        <summary>
          <Mark run={run} />
          <span class="test-name">{name || 'unnamed test'}</span>
          <span class="hint">{run ? `${run.ok ? 'passed' : 'failed'}, ${Math.round(run.milliseconds)} ms` : 'not run yet'}</span>
        </summary>
        {run?.problem ? <p class="error">{run.problem}</p> : null}
        <ol class="test-steps">
          {asList(asRecord(test).steps).map((step, at) => (
            <StepRow key={at} step={step} run={run?.steps[at]} />
          ))}
        </ol>
        <p class="turn-actions">
          <button type="button" disabled={isRunning || name === ''} onClick={() => void page.tests.run(name)}>
            Run
          </button>
          <button type="button" aria-expanded={isEdited} onClick={() => setEdited(!isEdited)}>
            Edit
          </button>
          <button type="button" class="danger" onClick={remove}>
            Delete
          </button>
        </p>
        {isEdited ? <TestFields index={index} /> : null}
      </details>
    </li>
  );
}

function TestFields({ index }: { index: number }): JSX.Element {
  return (
    <div class="test-fields">
      <JsonField path={['tests', index]} label="This test as JSON" rows={14} />
      <FieldFindings path={['tests', index]} />
    </div>
  );
}

function Mark({ run }: { run: { ok: boolean } | undefined }): JSX.Element {
  return (
    <span class={run ? (run.ok ? 'mark passed' : 'mark failed') : 'mark'}>
      <span aria-hidden="true">{run ? (run.ok ? '✓' : '✗') : '·'}</span>
      <span class="quietly">{run ? (run.ok ? 'passed' : 'failed') : 'not run'}</span>
    </span>
  );
}

function StepRow({ step, run }: { step: Value; run: TestStepRun | undefined }): JSX.Element {
  const { expect, ...done } = asRecord(step);
  return (
    <li class="test-step">
      <Mark run={run} />
      <div>
        <p>{Object.entries(done).map(([what, value]) => `${what} ${asText(value) ? `“${asText(value)}”` : oneLine(value, 200)}`)}</p>
        {run?.problem ? <p class="error">{run.problem}</p> : null}
        {run ? <Checks checks={run.checks} /> : <p class="hint">{expectedText(asRecord(expect))}</p>}
      </div>
    </li>
  );
}

function Checks({ checks }: { checks: readonly TestCheck[] }): JSX.Element | null {
  const wrong = checks.filter(({ ok }) => !ok);
  if (wrong.length === 0) return null;
  return (
    <table class="plain">
      <ColumnHeads names={['What', 'Expected', 'Actual']} />
      <tbody>
        {wrong.map(({ what, expected, actual }) => (
          <tr key={what}>
            <td>{what}</td>
            <td>
              <code>{oneLine(expected, 300)}</code>
            </td>
            <td>
              <code>{oneLine(actual, 300)}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const expectedText = (expected: Record<string, Value>): string =>
  Object.entries(expected)
    .map(([what, value]) => `${what}: ${oneLine(value, 120)}`)
    .join(' · ');

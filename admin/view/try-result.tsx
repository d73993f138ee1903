import type { JSX } from 'preact';
import type { TryAnswer } from '../../shared/admin.ts';
import type { Value } from '../../shared/value.ts';
import { writeJson } from '../document/json-text.ts';
import type { Path } from '../document/path.ts';
import { asList, asRecord, asText, nameOf, oneLine } from '../document/read.ts';
import { shownChanges } from '../trace/changes.ts';
import type { Ran, Trial } from '../trying/trial.ts';
import { GoToLine, lineIn } from './code-field.tsx';
import { useDraft, useValue } from './page-context.ts';
import { Problems } from './problems.tsx';
import { Changes } from './trace-changes.tsx';
import { Asked, Exchange } from './try-exchange.tsx';

/** What a run came to: the result or what went wrong, what it changed and logged, and how long it took. */
export function TryResult({ ran, path }: { ran: Ran; path: Path }): JSX.Element {
  if ('answer' in ran) return <Answered answer={ran.answer} given={ran.given} path={path} />;
  const { message, findings } = ran.refusal;
  return (
    <div class="entry effect-done failed">
      <p class="error">It did not run: {message}</p>
      {findings.length > 0 ? <Problems findings={findings} /> : null}
    </div>
  );
}

function Answered({ answer, given, path }: { answer: TryAnswer; given: Trial; path: Path }): JSX.Element {
  const firstStage = useDraft(({ document }) => nameOf(asList(asRecord(document).stages)[0]));
  const [tool] = useValue(path);
  const { type } = asRecord(tool);
  const { outcome, changes, trace, milliseconds } = answer;
  const stage = given.stage || firstStage;
  const state = { isWhole: true, version: null, stage, variables: { [stage]: given.vars }, profile: given.profile };
  const { logs, microseconds, kilobytes, ...others } = trace;
  const facts = Object.fromEntries(Object.entries(others).filter(([name]) => !shownElsewhere.has(name)));
  const shown = shownChanges(changes, state).filter(({ what }) => !what.startsWith('results.'));
  return (
    <div class={outcome.ok ? 'entry effect-done' : 'entry effect-done failed'}>
      <p class="effect-line">
        <strong class={outcome.ok ? 'is-true' : 'is-false'}>{outcome.ok ? 'Done' : 'Failed'}</strong>
        <span class="hint">
          {milliseconds} ms{typeof microseconds === 'number' ? `, ${microseconds} µs of them in the script` : ''}
          {typeof kilobytes === 'number' ? (
            <span title="What stood in its sandbox when it was done; what had been cleared away before does not count">
              {' '}
              · {megabytes(kilobytes)} MB of memory
            </span>
          ) : null}
        </span>
      </p>
      {outcome.ok ? null : (
        <p class="error">
          {outcome.problem.message} <GoToLine path={[...path, 'code']} line={lineIn(outcome.problem.message)} />
        </p>
      )}
      {type === 'webhook' ? <Exchange trace={trace} answer={outcome.value} /> : null}
      {type === 'smart_function' && trace.models !== undefined ? <Asked trace={trace} /> : null}
      {type === 'webhook' || outcome.value === undefined ? null : <Result value={outcome.value} />}
      {shown.length > 0 ? <Changes changes={shown} /> : <p class="hint">No variable changed.</p>}
      {asList(logs).length > 0 ? (
        <pre class="logs">
          {asList(logs)
            .map((line) => asText(line) || oneLine(line, 2_000))
            .join('\n')}
        </pre>
      ) : null}
      {Object.keys(facts).length > 0 ? (
        <details class="fold">
          <summary>Everything else</summary>
          <pre>{writeJson(facts)}</pre>
        </details>
      ) : null}
    </div>
  );
}

const megabytes = (kilobytes: number): string => (kilobytes / 1024).toFixed(1);

/** What has a place of its own, or is in sight as the inputs. */
const shownElsewhere = new Set(['tool', 'parameters', 'changed', 'requests', 'method', 'url', 'status', 'models', 'prompt']);

const Result = ({ value }: { value: Value }): JSX.Element => <pre class="try-value">{typeof value === 'string' ? value : writeJson(value)}</pre>;

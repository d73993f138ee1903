import type { JSX } from 'preact';
import type { Value } from '../../shared/value.ts';
import { writeJson } from '../document/json-text.ts';
import { oneLine } from '../document/read.ts';
import type { EffectRow } from '../trace/card.ts';
import { ModelCalls } from './model-calls.tsx';
import { OpenTool } from './open-tool.tsx';
import { Changes } from './trace-changes.tsx';
import { TraceState } from './trace-state.tsx';

/** One effect that ran: inputs, outcome, what changed, what it logged, what went wrong. */
export function EffectDone({ row, open }: { row: EffectRow; open?: ((row: EffectRow) => void) | undefined }): JSX.Element {
  return (
    <div class={row.ok ? 'entry effect-done' : 'entry effect-done failed'}>
      <p class="effect-line">
        <strong>{row.name}</strong> <span class="sentence">{row.sentence}</span>
        <span class="hint">
          {row.origin} · {Math.round(row.milliseconds * 10) / 10} ms
        </span>
        {open ? (
          <button type="button" class="quiet" title={`Open ${row.sentence || row.name} in the editor`} onClick={() => open(row)}>
            Open in editor
          </button>
        ) : null}
        {row.call ? <OpenTool call={row.call} problem={row.problem} /> : null}
      </p>
      {row.problem ? <p class="error">{row.problem}</p> : null}
      {row.said.map((text, index) => (
        <p key={index} class="said">
          “{text}”
        </p>
      ))}
      <Changes changes={row.changes} />
      {row.asked ? <ModelCalls asked={row.asked} /> : null}
      {row.facts.length > 0 || row.outcome ? (
        <dl class="pairs">
          {row.facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <Fact value={value} />
              </dd>
            </div>
          ))}
          {row.outcome ? (
            <div>
              <dt>outcome</dt>
              <dd>
                <code>{row.outcome}</code>
              </dd>
            </div>
          ) : null}
        </dl>
      ) : null}
      {row.logs.length > 0 ? <pre class="logs">{row.logs.join('\n')}</pre> : null}
      <TraceState states={row.states} />
    </div>
  );
}

function Fact({ value }: { value: Value }): JSX.Element {
  const short = oneLine(value, 160);
  if (!short.endsWith('…')) return <code>{short}</code>;
  return (
    <details class="fold">
      <summary>
        <code>{short}</code>
      </summary>
      <pre>{typeof value === 'string' ? value : writeJson(value)}</pre>
    </details>
  );
}

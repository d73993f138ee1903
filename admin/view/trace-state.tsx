import type { JSX } from 'preact';
import type { Value } from '../../shared/value.ts';
import { oneLine } from '../document/read.ts';
import type { EffectRow } from '../trace/card.ts';
import { type StateRow, stateRows } from '../trace/state-rows.ts';
import { ColumnHeads } from './column-heads.tsx';
import { TraceFold } from './trace-fold.tsx';

/** The whole state before and after an effect, behind a fold. */
export function TraceState({ states: { before, after } }: Pick<EffectRow, 'states'>): JSX.Element {
  return <TraceFold summary="State before and after">{() => <Rows rows={stateRows(before, after)} isWhole={before.isWhole} />}</TraceFold>;
}

function Rows({ rows, isWhole }: { rows: StateRow[]; isWhole: boolean }): JSX.Element {
  if (rows.length === 0) return <p class="hint">Nothing was set.</p>;
  return (
    <>
      {isWhole ? null : <p class="hint">The beginning of this log is not known: only what was seen since is listed.</p>}
      <table class="plain state-rows">
        <ColumnHeads names={['Name', 'Before', 'After']} />
        <tbody>
          {rows.map(({ name, before, after, isChanged }) => (
            <tr key={name} class={isChanged ? 'is-changed' : undefined}>
              <th scope="row">
                <code>{name}</code>
                {isChanged ? <span class="hint"> changed</span> : null}
              </th>
              <td>
                <Shown value={before} />
              </td>
              <td>
                <Shown value={after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Shown({ value }: { value: Value | undefined }): JSX.Element {
  return value === undefined ? <span class="hint">not set</span> : <code>{oneLine(value, 400)}</code>;
}

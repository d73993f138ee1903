import type { JSX } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import type { AdminAudit, AdminAuditCheck, AdminAuditRow } from '../../shared/admin.ts';
import type { Value } from '../../shared/value.ts';
import { ColumnHeads } from '../view/column-heads.tsx';
import { usePage } from '../view/page-context.ts';
import { When } from '../view/when.tsx';
import { deedGroups, deedText } from './deeds.ts';
import { useIsIn } from './use-answer.ts';

/** Who did what and when, with how it was before and after. */
export function Audit(): JSX.Element {
  const id = useId();
  const [what, setWhat] = useState('');
  const { rows, hasMore, trouble, older } = useRows(what);
  return (
    <>
      <h1 tabIndex={-1}>Audit</h1>
      <div class="audit-line">
        <label for={id}>Show</label>
        <select id={id} value={what} onChange={(event) => setWhat(event.currentTarget.value)}>
          {deedGroups.map((group) => (
            <option key={group.what} value={group.what}>
              {group.label}
            </option>
          ))}
        </select>
        <Check />
      </div>
      {trouble ? (
        <p class="error" role="alert">
          {trouble}
        </p>
      ) : null}
      {rows === null ? <p class="hint">Reading…</p> : <Rows rows={rows} />}
      {hasMore ? (
        <button type="button" class="quiet" onClick={older}>
          Show older ones
        </button>
      ) : null}
    </>
  );
}

function useRows(what: string) {
  const page = usePage();
  const [rows, setRows] = useState<AdminAuditRow[] | null>(null);
  const [hasMore, setMore] = useState(false);
  const [trouble, setTrouble] = useState('');
  const load = async (before: AdminAuditRow[]): Promise<void> => {
    const last = before.at(-1);
    const answer = await page.api.call<AdminAudit>(`/audit?what=${encodeURIComponent(what)}${last ? `&before=${last.number}` : ''}`);
    setTrouble(answer.ok ? '' : answer.message);
    if (!answer.ok) return;
    setRows([...before, ...answer.value.rows]);
    setMore(answer.value.hasMore);
  };
  const isIn = useIsIn();
  useEffect(() => {
    if (isIn) void load([]);
  }, [page, what, isIn]);
  return { rows, hasMore, trouble, older: () => void load(rows ?? []) };
}

function Rows({ rows }: { rows: AdminAuditRow[] }): JSX.Element {
  if (rows.length === 0) return <p class="empty">Nothing of this kind has been done yet.</p>;
  return (
    <table class="plain audit">
      <ColumnHeads names={['When', 'Who', 'What', 'Before and after']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.number}>
            <td>
              <When at={row.at} />
            </td>
            <td>{row.name || <span class="hint">nobody</span>}</td>
            <td>
              {deedText(row.what)} {row.about ? <span class="about">{row.about}</span> : null}{' '}
              {row.project ? <span class="tag">{row.project}</span> : null}
            </td>
            <td>
              <State value={row.before} kind="before" />
              <State value={row.after} kind="after" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function State({ value, kind }: { value: Value; kind: 'before' | 'after' }): JSX.Element | null {
  if (value === null) return null;
  return (
    <p class={`audit-state ${kind}`}>
      <span class="quietly">{kind}: </span>
      {stateText(value)}
    </p>
  );
}

/** A state as one line, such as `role editor · by invitation`. */
function stateText(value: Value): string {
  if (Array.isArray(value)) return value.map(stateText).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .filter(([, part]) => part !== '' && part !== null)
    .map(([key, part]) => `${key.replaceAll(/([A-Z])/g, ' $1').toLowerCase()} ${stateText(part)}`)
    .join(' · ');
}

/** Whether the log is as it was written. */
function Check(): JSX.Element {
  const page = usePage();
  const [said, setSaid] = useState('');
  const check = async (): Promise<void> => {
    const answer = await page.api.call<AdminAuditCheck>('/audit/check');
    if (!answer.ok) setSaid(answer.message);
    else setSaid(answer.value.broken === null ? 'The log is as it was written.' : `Row ${answer.value.broken} was changed or taken out afterwards.`);
  };
  return (
    <>
      <button type="button" onClick={() => void check()}>
        Check the log
      </button>
      <span role="status">{said}</span>
    </>
  );
}

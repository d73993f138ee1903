import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Finding } from '../../shared/finding.ts';
import { pathText } from '../../shared/finding.ts';
import { inserted, newAction } from '../document/edit.ts';
import { type OutlineGroup, type OutlineRow, outline } from '../document/outline.ts';
import { type Path, valueAt } from '../document/path.ts';
import type { Page } from '../page.ts';
import { hashOf } from '../route.ts';
import { arrowSteps } from './keys.ts';
import { findingsAt, useDraft, usePage } from './page-context.ts';

/** The document as a tree of links; ↑ and ↓ walk it, typing in the field above narrows it. */
export function OutlineTree({ current }: { current: Path }): JSX.Element {
  const page = usePage();
  const document = useDraft((state) => state.document);
  const findings = useDraft((state) => state.findings);
  const [wanted, setWanted] = useState('');
  const groups = outline(document);
  const shown = wanted === '' ? groups : groups.map((group) => narrowed(group, wanted.toLowerCase())).filter(({ rows }) => rows.length > 0);
  // Only names, places and problems are drawn: typing elsewhere in the document does not draw 400 rows again.
  const key = JSON.stringify([shown, pathText(current), findings.map(({ path, level }) => [path, level])]);
  const tree = useMemo(
    () => shown.map((group) => <Group key={group.label} group={group} shown={{ current: pathText(current), findings }} page={page} />),
    [key],
  );
  return (
    <nav class="outline" aria-label="Outline" onKeyDown={walk}>
      <input
        type="search"
        aria-label="Find in the outline"
        placeholder="Find…"
        value={wanted}
        onInput={(event) => setWanted(event.currentTarget.value)}
      />
      {tree}
      {shown.length === 0 ? <p class="empty">Nothing is called that.</p> : null}
    </nav>
  );
}

type Shown = { current: string; findings: readonly Finding[] };

function Group({ group, shown, page }: { group: OutlineGroup; shown: Shown; page: Page }): JSX.Element {
  const { label, list, adds, rows } = group;
  return (
    <section>
      <h2>
        {label}
        {list && adds ? (
          <button type="button" class="icon" aria-label={`New ${adds}`} onClick={() => addAction(page, list)}>
            <span aria-hidden="true">+</span>
          </button>
        ) : null}
      </h2>
      <Rows rows={rows} shown={shown} />
    </section>
  );
}

function Rows({ rows, shown }: { rows: OutlineRow[]; shown: Shown }): JSX.Element | null {
  if (rows.length === 0) return null;
  return (
    <ul>
      {rows.map((row) => (
        <Row key={pathText(row.path)} row={row} shown={shown} />
      ))}
    </ul>
  );
}

function Row({ row, shown }: { row: OutlineRow; shown: Shown }): JSX.Element {
  const place = pathText(row.path);
  const found = row.path.length === 0 ? [] : findingsAt(shown.findings, row.path);
  const level = found.some((finding) => finding.level === 'error') ? 'error' : 'warning';
  return (
    <li>
      <a href={hashOf({ room: 'build', path: row.path })} class={row.kind} aria-current={place === shown.current ? 'page' : undefined}>
        <span class="row-label">{row.label}</span>
        {found.length > 0 ? (
          <span class={`tag ${level}`}>
            {found.length}
            <span class="quietly">{found.length === 1 ? ' problem' : ' problems'}</span>
          </span>
        ) : null}
      </a>
      <Rows rows={row.rows} shown={shown} />
    </li>
  );
}

function addAction(page: Page, list: Path): void {
  const actions = valueAt(page.draft.store.getState().document, list);
  const index = Array.isArray(actions) ? actions.length : 0;
  page.draft.edit(pathText(list), (draft) => inserted(draft, list, { index, values: [newAction(actions)] }));
  page.go({ room: 'build', path: [...list, index] });
}

function narrowed(group: OutlineGroup, wanted: string): OutlineGroup {
  return { label: group.label, rows: group.rows.flatMap((row) => narrowedRow(row, wanted)) };
}

function narrowedRow(row: OutlineRow, wanted: string): OutlineRow[] {
  if (row.label.toLowerCase().includes(wanted)) return [row];
  const rows = row.rows.flatMap((inner) => narrowedRow(inner, wanted));
  return rows.length > 0 ? [{ ...row, rows }] : [];
}

function walk(event: TargetedKeyboardEvent<HTMLElement>): void {
  const step = arrowSteps[event.key];
  if (step === undefined) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, a')];
  const focused = stops.find((stop) => stop === event.target);
  if (focused) stops[stops.indexOf(focused) + step]?.focus();
  event.preventDefault();
}

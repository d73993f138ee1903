import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { Finding } from '../../shared/finding.ts';
import { pathText } from '../../shared/finding.ts';
import { pieces } from '../document/new-piece.ts';
import { type OutlineGroup, type OutlineRow, outline } from '../document/outline.ts';
import type { Path } from '../document/path.ts';
import type { Page } from '../page.ts';
import { moveByAlt } from '../reorder/moving.ts';
import { hashOf } from '../route.ts';
import { arrowSteps } from './keys.ts';
import { MoveHandle } from './move-handle.tsx';
import { findingsAt, useDraft, usePage } from './page-context.ts';

/** The document as a tree of links that folds; ↑ and ↓ walk it, ← and → fold it, typing in the field above narrows it. */
export function OutlineTree({ current }: { current: Path }): JSX.Element {
  const page = usePage();
  const document = useDraft((state) => state.document);
  const findings = useDraft((state) => state.findings);
  const [wanted, setWanted] = useState('');
  const [folded, fold] = useFolded(page);
  const groups = outline(document);
  const shown = wanted === '' ? groups : groups.map((group) => narrowed(group, wanted.toLowerCase())).filter(({ rows }) => rows.length > 0);
  // Only names, places and problems are drawn: typing elsewhere in the document does not draw 400 rows again.
  const key = JSON.stringify([shown, pathText(current), findings.map(({ path, level }) => [path, level]), [...folded]]);
  const state = { current: pathText(current), findings, folded: wanted === '' ? folded : new Set<string>(), fold };
  const tree = useMemo(() => shown.map((group) => <Group key={group.label} group={group} shown={state} page={page} />), [key]);
  return (
    <nav class="outline" aria-label="Outline" onKeyDown={walk}>
      <input
        type="search"
        aria-label="Find in the outline"
        placeholder="Find… (Ctrl+K for all)"
        value={wanted}
        onInput={(event) => setWanted(event.currentTarget.value)}
      />
      {tree}
      {shown.length === 0 ? <p class="empty">Nothing is called that.</p> : null}
    </nav>
  );
}

type Fold = (name: string, isFolded: boolean) => void;
type Shown = { current: string; findings: readonly Finding[]; folded: ReadonlySet<string>; fold: Fold };

/** What is folded, by name; this browser remembers it. */
function useFolded(page: Page): [ReadonlySet<string>, Fold] {
  const [folded, setFolded] = useState<ReadonlySet<string>>(() => new Set((page.journal.keptText('folded') ?? '').split('\n').filter(Boolean)));
  const fold: Fold = (name, isFolded) => {
    setFolded((before) => {
      const next = new Set(before);
      if (isFolded) next.add(name);
      else next.delete(name);
      page.journal.keepText('folded', [...next].join('\n'));
      return next;
    });
  };
  return [folded, fold];
}

function Group({ group, shown, page }: { group: OutlineGroup; shown: Shown; page: Page }): JSX.Element {
  const { label, adds, rows } = group;
  const isFolded = shown.folded.has(label);
  return (
    <section>
      <h2>
        <button type="button" class="fold-button" aria-expanded={!isFolded} onClick={() => shown.fold(label, !isFolded)}>
          <span aria-hidden="true">{isFolded ? '▸' : '▾'}</span> {label}
        </button>
      </h2>
      {isFolded ? null : <Rows rows={rows} shown={shown} />}
      {isFolded || adds.length === 0 ? null : (
        <p class="adds">
          {rows.length === 0 ? <span class="empty">None yet.</span> : null}
          {adds.map((name) => (
            <button key={name} type="button" class="quiet" onClick={() => page.add(pieces[name])}>
              + {pieces[name].label}
            </button>
          ))}
        </p>
      )}
    </section>
  );
}

/** A row as it was drawn, and what it was drawn from. */
type Drawn = { key: string; node: JSX.Element };

/** Rows that are as they were are not drawn again: of 400, a name that is typed changes one. */
function Rows({ rows, shown }: { rows: OutlineRow[]; shown: Shown }): JSX.Element | null {
  const drawn = useRef<ReadonlyMap<string, Drawn>>(new Map());
  if (rows.length === 0) return null;
  const count = rows.filter(isItem).length;
  const next = new Map(
    rows.map((row): [string, Drawn] => {
      const place = pathText(row.path);
      const key = keyOf(row, shown, count);
      const before = drawn.current.get(place);
      return [place, before?.key === key ? before : { key, node: <Row key={place} row={row} shown={shown} count={count} /> }];
    }),
  );
  drawn.current = next;
  return <ul>{[...next.values()].map(({ node }) => node)}</ul>;
}

/** Everything that a row and the rows below it show. */
function keyOf(row: OutlineRow, { current, findings, folded }: Shown, count: number): string {
  const place = pathText(row.path);
  const found = findings.length === 0 ? [] : findingsAt(findings, row.path).map(({ path, level }) => [path, level]);
  return JSON.stringify([row, count, current.startsWith(place) ? current : '', found, [...folded]]);
}

/** An item of a list that can change its place there; hooks and the project itself have none. */
const isItem = ({ path }: OutlineRow): boolean => typeof path.at(-1) === 'number';

function Row({ row, shown, count }: { row: OutlineRow; shown: Shown; count: number }): JSX.Element {
  const page = usePage();
  const place = pathText(row.path);
  const found = row.path.length === 0 ? [] : findingsAt(shown.findings, row.path);
  const level = found.some((finding) => finding.level === 'error') ? 'error' : 'warning';
  const isFolded = shown.folded.has(place);
  return (
    <li data-row={isItem(row) ? '' : undefined}>
      <div class="outline-row">
        {isItem(row) ? (
          <MoveHandle list={row.path.slice(0, -1)} index={Number(row.path.at(-1))} count={count} label={row.label} isForPointers />
        ) : null}
        <a
          href={hashOf({ room: 'build', path: row.path })}
          class={row.kind}
          aria-current={place === shown.current ? 'page' : undefined}
          onKeyDown={(event) => {
            if (isItem(row) && moveByAlt(page, { item: row.path, label: row.label }, { event, follow: focusRow })) return;
            if (row.rows.length > 0 && !event.altKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight'))
              shown.fold(place, event.key === 'ArrowLeft');
          }}
        >
          <span class="row-label">{row.label}</span>
          {found.length > 0 ? (
            <span class={`tag ${level}`}>
              {found.length}
              <span class="quietly">{found.length === 1 ? ' problem' : ' problems'}</span>
            </span>
          ) : null}
        </a>
        {row.rows.length > 0 ? (
          <button
            type="button"
            class="icon fold-row"
            aria-expanded={!isFolded}
            aria-label={`Parts of ${row.label}`}
            onClick={() => shown.fold(place, !isFolded)}
          >
            <span aria-hidden="true">{isFolded ? '▸' : '▾'}</span>
          </button>
        ) : null}
      </div>
      {isFolded ? null : <Rows rows={row.rows} shown={shown} />}
    </li>
  );
}

/** The rows are drawn again by the time that a move is followed. */
const focusRow = (path: Path): void =>
  document.querySelector<HTMLElement>(`.outline a[href="${CSS.escape(hashOf({ room: 'build', path }))}"]`)?.focus();

function narrowed(group: OutlineGroup, wanted: string): OutlineGroup {
  return { label: group.label, adds: [], rows: group.rows.flatMap((row) => narrowedRow(row, wanted)) };
}

function narrowedRow(row: OutlineRow, wanted: string): OutlineRow[] {
  if (row.label.toLowerCase().includes(wanted)) return [row];
  const rows = row.rows.flatMap((inner) => narrowedRow(inner, wanted));
  return rows.length > 0 ? [{ ...row, rows }] : [];
}

function walk(event: TargetedKeyboardEvent<HTMLElement>): void {
  const step = arrowSteps[event.key];
  if (step === undefined || event.altKey) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, a')];
  const focused = stops.find((stop) => stop === event.target);
  if (focused) stops[stops.indexOf(focused) + step]?.focus();
  event.preventDefault();
}

import type { Value } from '../../shared/value.ts';
import type { Path } from './path.ts';
import { asList, asRecord, asText, nameOf } from './read.ts';

/** What the editor opens for a row. */
export type OutlineKind = 'project' | 'stage' | 'action' | 'hook' | 'tool' | 'piece';

/** A row of the outline with what stands below it. */
export type OutlineRow = { path: Path; kind: OutlineKind; label: string; rows: OutlineRow[] };

/** A heading of the outline; `list` is where a new item goes. */
export type OutlineGroup = { label: string; list?: Path; adds?: string; rows: OutlineRow[] };

const hookLabels = {
  onEnter: 'On enter',
  onLeave: 'On leave',
  onFallback: 'On fallback',
  onConversationStart: 'On conversation start',
  onConversationResume: 'On conversation resume',
  onConversationEnd: 'On conversation end',
  onConversationAbort: 'On conversation abort',
  onConversationFailed: 'On conversation failed',
} as const;

const pieces = [
  ['tools', 'Tools'],
  ['classifiers', 'Classifiers'],
  ['transformers', 'Transformers'],
  ['actionSequences', 'Sequences'],
  ['playbooks', 'Playbooks'],
  ['promptSequences', 'Prompt sequences'],
  ['snippets', 'Snippets'],
  ['knowledge', 'Knowledge'],
  ['profile', 'Profile fields'],
  ['models', 'Models'],
] as const;

/** The whole document as rows, in the order in which an author thinks of it; empty groups are left out. */
export function outline(document: Value): OutlineGroup[] {
  const project = asRecord(document);
  const stages = asList(project.stages).map((stage, index) => stageRow(stage, ['stages', index]));
  const groups: OutlineGroup[] = [
    { label: 'Project', rows: [{ path: [], kind: 'project', label: asText(project.name) || 'Project', rows: [] }] },
    { label: 'Stages', rows: stages },
    { label: 'Global actions', list: ['globalActions'], adds: 'global action', rows: actionRows(project.globalActions, ['globalActions']) },
    { label: 'Hooks', rows: hookRows(document, []) },
    ...pieces.map(([key, label]) => ({ label, rows: pieceRows(project[key], key) })),
    { label: 'Widget', rows: project.widget === undefined ? [] : [{ path: ['widget'], kind: 'piece', label: 'Widget settings', rows: [] }] },
  ];
  return groups.filter((group) => group.rows.length > 0 || group.adds !== undefined);
}

/** What a row is called, for a heading or an announcement. */
export function hookLabel(key: string): string {
  return Object.hasOwn(hookLabels, key) ? hookLabels[key as keyof typeof hookLabels] : key; // hasOwn has just said that it is one of the keys
}

/** What the editor opens at a path. */
export function kindAt(path: Path): OutlineKind {
  const [first, , third] = path;
  const last = path.at(-1);
  if (path.length === 0) return 'project';
  if (typeof last === 'string' && Object.hasOwn(hookLabels, last)) return 'hook';
  if (first === 'stages' && path.length === 2) return 'stage';
  if (first === 'tools' && path.length === 2) return 'tool';
  if ((first === 'globalActions' && path.length === 2) || (first === 'stages' && third === 'actions' && path.length === 4)) return 'action';
  return 'piece';
}

/** The part that has an editor of its own and holds the place that a problem names. */
export function editorPath(path: Path): Path {
  for (let length = Math.min(path.length, 4); length > 0; length -= 1) {
    const start = path.slice(0, length);
    if (kindAt(start) !== 'piece' || (length === 2 && typeof start[1] === 'number')) return start;
  }
  return path[0] === 'widget' ? ['widget'] : [];
}

function stageRow(stage: Value, path: Path): OutlineRow {
  const record = asRecord(stage);
  const rows = [...actionRows(record.actions, [...path, 'actions']), ...hookRows(stage, path)];
  return { path, kind: 'stage', label: nameOf(stage) || 'unnamed stage', rows };
}

function actionRows(actions: Value | undefined, list: Path): OutlineRow[] {
  return asList(actions).map((action, index) => ({ path: [...list, index], kind: 'action', label: nameOf(action) || 'unnamed action', rows: [] }));
}

function hookRows(holder: Value, path: Path): OutlineRow[] {
  const record = asRecord(holder);
  return Object.entries(hookLabels)
    .filter(([key]) => record[key] !== undefined)
    .map(([key, label]) => ({ path: [...path, key], kind: 'hook', label, rows: [] }));
}

function pieceRows(list: Value | undefined, key: string): OutlineRow[] {
  const kind = key === 'tools' ? 'tool' : 'piece';
  return asList(list).map((item, index) => ({ path: [key, index], kind, label: nameOf(item) || `${index + 1}`, rows: [] }));
}

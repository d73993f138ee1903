import type { Value } from '../../shared/value.ts';
import type { pieces as newPieces } from './new-piece.ts';
import type { Path } from './path.ts';
import { asList, asRecord, asText, nameOf } from './read.ts';
import { stageVariables } from './stage-variables.ts';

/** What the editor opens for a row. */
export type OutlineKind =
  | 'project'
  | 'stage'
  | 'action'
  | 'hook'
  | 'tool'
  | 'sequence'
  | 'playbook'
  | 'knowledge'
  | 'profile'
  | 'widget'
  | 'piece'
  | PartKind;

/** The parts with editors that are fetched when one is opened. */
export type PartKind = 'promptSequence' | 'snippet' | 'model' | 'classifier' | 'transformer' | 'constants' | 'tools' | 'variables';

/** A row of the outline with what stands below it. */
export type OutlineRow = { path: Path; kind: OutlineKind; label: string; rows: OutlineRow[] };

/** A heading of the outline, with what can be added below it. */
export type OutlineGroup = { label: string; adds: readonly PieceName[]; rows: OutlineRow[] };
export type PieceName = keyof typeof newPieces;

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

/** The lists of a document in the order of the outline: sequences stand right below the actions (R000-15). */
const pieces: readonly [key: string, label: string, adds: readonly PieceName[]][] = [
  ['actionSequences', 'Sequences', ['sequence']],
  ['tools', 'Tools', ['script', 'webhook', 'smartFunction']],
  ['playbooks', 'Playbooks', ['playbook']],
  ['promptSequences', 'Prompt sequences', ['promptSequence']],
  ['snippets', 'Snippets', ['snippet']],
  ['models', 'Models', ['model']],
  ['classifiers', 'Classifiers', ['classifier']],
  ['transformers', 'Transformers', ['transformer']],
];

/** The whole document as rows, in the order in which an author thinks of it; a group without rows and without a way to add one is left out. */
export function outline(document: Value): OutlineGroup[] {
  const project = asRecord(document);
  const stages = asList(project.stages).map((stage, index) => stageRow(stage, ['stages', index]));
  const groups: OutlineGroup[] = [
    { label: 'Project', adds: [], rows: [{ path: [], kind: 'project', label: asText(project.name) || 'Project', rows: [] }] },
    { label: 'Stages', adds: ['stage'], rows: stages },
    { label: 'Hooks', adds: [], rows: hookRows(document, []) },
    { label: 'Global actions', adds: ['globalAction'], rows: actionRows(project.globalActions, ['globalActions']) },
    ...pieces.map(([key, label, adds]) => ({ label, adds, rows: [...pieceRows(project[key], key), ...(key === 'tools' ? toolsRow : [])] })),
    {
      label: 'Content and look',
      adds: [],
      rows: [
        { path: ['knowledge'], kind: 'knowledge', label: `Knowledge (${asList(project.knowledge).length})`, rows: [] },
        { path: ['profile'], kind: 'profile', label: `Profile fields (${asList(project.profile).length})`, rows: [] },
        { path: ['variables'], kind: 'variables', label: `Variables (${stageVariables(document).length})`, rows: [] },
        { path: ['constants'], kind: 'constants', label: `Constants (${Object.keys(asRecord(project.constants)).length})`, rows: [] },
        { path: ['widget'], kind: 'widget', label: 'Widget', rows: [] },
      ],
    },
  ];
  return groups.filter((group) => group.rows.length > 0 || group.adds.length > 0);
}

/** Every way to get a tool stands on a page of its own. */
const toolsRow: OutlineRow[] = [{ path: ['tools'], kind: 'tools', label: 'All tools, paste curl', rows: [] }];

const partKinds: Record<string, PartKind> = {
  promptSequences: 'promptSequence',
  snippets: 'snippet',
  models: 'model',
  classifiers: 'classifier',
  transformers: 'transformer',
};

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
  if (first === 'actionSequences' && path.length === 2) return 'sequence';
  if (first === 'playbooks' && path.length === 2) return 'playbook';
  if (path.length === 1 && isPage(first)) return first;
  if (path.length === 2 && typeof first === 'string' && Object.hasOwn(partKinds, first)) return partKinds[first] ?? 'piece';
  if ((first === 'globalActions' && path.length === 2) || (first === 'stages' && third === 'actions' && path.length === 4)) return 'action';
  return 'piece';
}

/** Parts that stand on one page each; `variables` gathers what the stages declare. */
const ownPages = ['knowledge', 'profile', 'widget', 'constants', 'tools', 'variables'] as const;
const isPage = (part: Path[number] | undefined): part is (typeof ownPages)[number] => ownPages.some((page) => page === part);

/** The part that has an editor of its own and holds the place that a problem names. */
export function editorPath(path: Path): Path {
  for (let length = Math.min(path.length, 4); length > 0; length -= 1) {
    const start = path.slice(0, length);
    const isOfTable = start[0] === 'knowledge' || start[0] === 'profile';
    if (kindAt(start) !== 'piece' || (!isOfTable && length === 2 && typeof start[1] === 'number')) return start;
  }
  return [];
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
  return asList(list).map((item, index) => ({ path: [key, index], kind: kindAt([key, index]), label: nameOf(item) || `${index + 1}`, rows: [] }));
}

import { pathText } from '../shared/finding.ts';
import type { Value } from '../shared/value.ts';
import { type Piece, pieces } from './document/new-piece.ts';
import { type OutlineRow, outline } from './document/outline.ts';
import { stageVariables } from './document/stage-variables.ts';
import type { Page } from './page.ts';
import { chooseFile } from './transfer/choose-file.ts';
import { exportDraft } from './transfer/save-file.ts';
import { jump, openPart } from './view/page-context.ts';

/** Something that the palette does: what it is called, what kind of thing it is, and doing it. */
export type PaletteEntry = { label: string; kind: string; act: (page: Page) => void };

/** Everything that the page can do or open now, commands first. */
export function paletteEntries(document: Value): PaletteEntry[] {
  return [...commands, ...outline(document).flatMap(({ rows }) => rows.flatMap((row) => opened(row, ''))), ...variables(document)];
}

/** The entries that hold all wanted words, those that begin with them first. */
export function found(entries: readonly PaletteEntry[], wanted: string): PaletteEntry[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const start = words[0] ?? '';
  const text = ({ label, kind }: PaletteEntry): string => `${label} ${kind}`.toLowerCase();
  return entries
    .filter((entry) => words.every((word) => text(entry).includes(word)))
    .toSorted((left, right) => Number(right.label.toLowerCase().startsWith(start)) - Number(left.label.toLowerCase().startsWith(start)));
}

const commands: PaletteEntry[] = [
  { label: 'Publish…', kind: 'command', act: (page) => page.store.setState({ isPublishing: true }) },
  { label: 'Export the draft as a file', kind: 'command', act: (page) => void exportDraft(page) },
  { label: 'Import a project file…', kind: 'command', act: (page) => void chooseFile(page) },
  { label: 'Inbox', kind: 'room', act: (page) => page.go({ room: 'inbox', id: null }) },
  { label: 'All conversations', kind: 'inbox', act: (page) => page.go({ room: 'conversations', id: null }) },
  { label: 'Versions', kind: 'room', act: (page) => page.go({ room: 'versions' }) },
  { label: 'My account', kind: 'settings', act: (page) => page.go({ room: 'settings', part: 'account' }) },
  { label: 'Team', kind: 'settings', act: (page) => page.go({ room: 'settings', part: 'team' }) },
  { label: 'Audit', kind: 'settings', act: (page) => page.go({ room: 'settings', part: 'audit' }) },
  // A Piece is what each of them is; the table's own type names them one by one.
  ...Object.values<Piece>(pieces).map((piece): PaletteEntry => ({ label: piece.label, kind: 'new', act: (page) => page.add(piece) })),
  { label: 'Test chat', kind: 'dock', act: (page) => page.openDock('test') },
  { label: 'Tests', kind: 'dock', act: (page) => page.openDock('tests') },
  { label: 'Trace', kind: 'dock', act: (page) => page.openDock('trace') },
  { label: 'Problems', kind: 'dock', act: (page) => page.dock('problems') },
  { label: 'The whole project as JSON', kind: 'dock', act: (page) => page.dock('json') },
  { label: 'Undo', kind: 'command', act: (page) => void page.draft.undo() },
  { label: 'Redo', kind: 'command', act: (page) => void page.draft.redo() },
  { label: 'Keys', kind: 'command', act: (page) => page.ask({ kind: 'keys' }) },
  { label: 'Sign out', kind: 'command', act: (page) => void page.signOut() },
];

const variables = (document: Value): PaletteEntry[] =>
  stageVariables(document).map(({ path, stage, name }) => ({
    label: name,
    kind: `variable in ${stage}`,
    act: (page) => jump(page, pathText([...path, 'name'])),
  }));

function opened({ path, kind, label, rows }: OutlineRow, within: string): PaletteEntry[] {
  const entry: PaletteEntry = { label, kind: within ? `${kind} in ${within}` : kind, act: (page) => openPart(page, path) };
  return [entry, ...rows.flatMap((row) => opened(row, label))];
}

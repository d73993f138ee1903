import { pathText } from '../../shared/finding.ts';
import type { Value } from '../../shared/value.ts';
import { type Path, parsePath, valueAt } from '../document/path.ts';
import { asList, asRecord, nameOf } from '../document/read.ts';
import { pupilsOf } from '../document/teach.ts';
import type { EffectRow, TurnCard } from '../trace/card.ts';

/** The place in the draft of what answered a turn: its first action, else the stage's fallback, else the stage. */
export function placeOfTurn(document: Value, { matched, stage }: Pick<TurnCard, 'matched' | 'stage'>): string {
  const found = matched.map((name) => actionPath(document, stage, name)).find((path) => path !== null);
  if (found) return pathText(found);
  const index = asList(asRecord(document).stages).findIndex((it) => nameOf(it) === stage);
  if (index < 0) return '';
  const fallback: Path = ['stages', index, 'onFallback'];
  return pathText(matched.length === 0 && valueAt(document, fallback) !== undefined ? fallback : ['stages', index]);
}

/** The condition of an action that was looked at in a stage. */
export function placeOfCondition(document: Value, stage: string, action: string): string {
  const path = actionPath(document, stage, action);
  return path ? pathText([...path, 'condition']) : '';
}

/** Where an effect of a turn stands in the draft. */
export const placeOfEffect = (document: Value, { path }: Pick<EffectRow, 'path'>): string =>
  valueAt(document, parsePath(path)) === undefined ? '' : path;

function actionPath(document: Value, stage: string, name: string): Path | null {
  const action = pupilsOf(document, stage).find((it) => it.name === name);
  if (action) return action.path;
  for (const list of ['playbooks', 'actionSequences']) {
    const index = asList(asRecord(document)[list]).findIndex((it) => nameOf(it) === name);
    if (index >= 0) return [list, index];
  }
  return null;
}

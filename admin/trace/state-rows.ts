import { same, type Value, type Values } from '../../shared/value.ts';
import type { KnownState } from './known-state.ts';

/** One variable or profile field, before something and after it. */
export type StateRow = { name: string; before: Value | undefined; after: Value | undefined; isChanged: boolean };

/** The state of a conversation before and after something, a row for each variable and profile field; what changed comes first. */
export function stateRows(before: KnownState, after: KnownState): StateRow[] {
  const stages = [...new Set([after.stage, before.stage, ...Object.keys(before.variables), ...Object.keys(after.variables)])];
  const rows = [
    ...stages.flatMap((stage) =>
      rowsOf(stage === before.stage ? 'vars' : `stageVars.${stage}`, before.variables[stage] ?? {}, after.variables[stage] ?? {}),
    ),
    ...rowsOf('userProfile', before.profile, after.profile),
  ];
  return rows.toSorted((left, right) => Number(right.isChanged) - Number(left.isChanged));
}

function rowsOf(scope: string, before: Values, after: Values): StateRow[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((name) => {
    const [was, is] = [known(before, name), known(after, name)];
    return { name: `${scope}.${name}`, before: was, after: is, isChanged: !same(was, is) };
  });
}

const known = (values: Values, name: string): Value | undefined => (Object.hasOwn(values, name) ? values[name] : undefined);

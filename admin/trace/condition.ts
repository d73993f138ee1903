import type { Value, Values } from '../../shared/value.ts';
import { oneLine } from '../document/read.ts';
import type { KnownState } from './known-state.ts';

/** A condition with the values it met: `vars.retryCount (4) < 3`. Names whose value the log does not tell stay as they are. */
export function withValues(condition: string, state: KnownState): string {
  return condition.replaceAll(name, (whole, quoted: string | undefined, scope: string, field: string) => {
    if (quoted !== undefined) return whole;
    const values = scope === 'vars' ? (state.variables[state.stage] ?? {}) : state.profile;
    const value = known(values, field, state.isWhole);
    return value === null ? whole : `${whole} (${value})`;
  });
}

/** Quoted text is passed over, so that a name inside it is not taken for a variable. */
const name = /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)|\b(vars|userProfile)\.([A-Za-z_]\w*)/g;

function known(values: Values, field: string, isWhole: boolean): string | null {
  const value: Value | undefined = Object.hasOwn(values, field) ? values[field] : undefined;
  if (value === undefined) return isWhole ? 'not set' : null;
  return typeof value === 'string' ? `"${oneLine(value, 60)}"` : oneLine(value, 60);
}

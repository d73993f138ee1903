import { same, type Value } from '../../../shared/value.ts';
import type { ProfileChange } from '../../ports.ts';

/** What a profile field holds after a change; nothing where it holds nothing any more. */
export function changedField(before: Value | undefined, { operation, value }: Pick<ProfileChange, 'operation' | 'value'>): Value | undefined {
  if (operation === 'reset') return undefined;
  if (operation === 'set') return value;
  const list = before === undefined || before === null ? [] : Array.isArray(before) ? before : [before];
  if (operation === 'add') return [...list, value ?? null];
  return before === undefined ? undefined : list.filter((item) => !same(item, value));
}

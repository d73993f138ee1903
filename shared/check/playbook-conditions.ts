import type { Branch, Condition, ConditionGroup } from '../project/playbook.ts';
import type { Value } from '../value.ts';

/** Says whether one condition holds. */
export type Test = (condition: Condition) => boolean;

/** Whether a branch's conditions hold: its groups where there are any, else the flat list (R004-47 … R004-51). */
export function holds({ operator, conditions, groups }: Branch | ConditionGroup, test: Test): boolean {
  // Groups replace the flat list: an author who nests has said everything in the nesting.
  const answers = groups && groups.length > 0 ? groups.map((group) => holds(group, test)) : conditions.map(test);
  return operator === 'AND' ? answers.every(Boolean) : answers.some(Boolean);
}

/** The conditions that count, in their order: the flat ones only where there are no groups. */
export const conditionsIn = ({ conditions, groups }: Branch | ConditionGroup): Condition[] =>
  groups && groups.length > 0 ? groups.flatMap(conditionsIn) : conditions;

/** Whether a variable's value meets a condition; `against` is what the condition compares with (R004-55 … R004-62, C-33 … C-35). */
export function meets({ operator, case_sensitive }: Condition, value: Value | undefined, against: Value | undefined): boolean {
  const isSet = value !== undefined && value !== null;
  const fold = (it: Value | undefined): string => (case_sensitive ? canonical(it) : canonical(it).toLowerCase());
  const other = fold(against);
  switch (operator) {
    case 'is_set':
      return isSet;
    case 'is_not_set':
      return !isSet;
    case 'is':
      return isSet && fold(value) === other;
    case 'is_not':
      return !isSet || fold(value) !== other;
    case 'starts_with':
      return isSet && fold(value).startsWith(other);
    case 'ends_with':
      return isSet && fold(value).endsWith(other);
    case 'contains':
      return isSet && contains(value, other, fold);
    case 'does_not_contain':
      return !isSet || !contains(value, other, fold);
    default:
      return compares(operator, numeric(value), numeric(against));
  }
}

/** A list contains what one of its items is; a text what stands anywhere in it. */
const contains = (value: Value, other: string, fold: (it: Value) => string): boolean =>
  Array.isArray(value) ? value.some((item) => fold(item) === other) : fold(value).includes(other);

/** A value as text: numbers as JavaScript writes them, so that 5 and "5" are the same (C-34). */
function canonical(value: Value | undefined): string {
  if (value === undefined || value === null) return '';
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).normalize('NFC');
}

function numeric(value: Value | undefined): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

// What is no number on either side compares false, whichever way round.
function compares(operator: 'gt' | 'gte' | 'lt' | 'lte', left: number, right: number): boolean {
  if (operator === 'gt') return left > right;
  if (operator === 'gte') return left >= right;
  return operator === 'lt' ? left < right : left <= right;
}

import type { HelperName } from '../../../shared/template/tree.ts';
import { isSafeKey, same, type Value } from '../../../shared/value.ts';
import { type Budget, spend, weigh } from './budget.ts';
import { textOf } from './text-of.ts';

type Given = Value | undefined;
type Helper = (given: Given[], budget: Budget) => Given;

/** What the helpers of a template do; each pays for what it looks at. */
export const helpers: Record<HelperName, Helper> = {
  get: ([from, key, otherwise]) => ownValue(from, key) ?? otherwise,
  exists: ([value]) => isThere(value),
  hasItems: ([value], budget) => {
    weigh(budget, value);
    return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  },
  join: ([list, between], budget) => join(list, textOf(between ?? ', '), budget),
  contains: ([whole, piece], budget) => contains(whole, piece, budget),
  default: ([value, otherwise]) => (isThere(value) && value !== '' ? value : otherwise),
  json: ([value], budget) => {
    weigh(budget, value);
    return JSON.stringify(value ?? null);
  },
  eq: ([left, right], budget) => equal(left, right, budget),
  ne: ([left, right], budget) => !equal(left, right, budget),
  gt: ([left, right]) => compare(left, right, (order) => order > 0),
  gte: ([left, right]) => compare(left, right, (order) => order >= 0),
  lt: ([left, right]) => compare(left, right, (order) => order < 0),
  lte: ([left, right]) => compare(left, right, (order) => order <= 0),
  and: (given) => given.find((value) => !holds(value)) ?? (given.every(holds) ? given.at(-1) : undefined),
  or: (given) => given.find(holds) ?? given.at(-1),
  not: ([value]) => !holds(value),
};

/** Whether a value counts as true: not missing, null, false, 0, empty text or an empty list. */
export const holds = (value: Given): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));

/** The value under a key, of own properties only; nothing where the name is reserved. */
export function ownValue(from: Given, key: Given): Given {
  if (typeof from !== 'object' || from === null || (typeof key !== 'string' && typeof key !== 'number')) return undefined;
  const name = String(key);
  if (!isSafeKey(name) || !Object.hasOwn(from, name)) return undefined;
  return (from as Record<string, Value>)[name]; // lists have their items, and their length, under text keys as well
}

const isThere = (value: Given): boolean => value !== undefined && value !== null;

function join(list: Given, between: string, budget: Budget): string {
  if (!Array.isArray(list)) return textOf(list);
  weigh(budget, list);
  spend(budget, (between.length * list.length) >> 8);
  return list.map(textOf).join(between);
}

function contains(whole: Given, piece: Given, budget: Budget): boolean {
  weigh(budget, whole);
  weigh(budget, piece);
  if (Array.isArray(whole)) return whole.some((item) => same(item, piece));
  if (typeof whole === 'string') return isThere(piece) && whole.includes(textOf(piece));
  return ownValue(whole, piece) !== undefined;
}

function equal(left: Given, right: Given, budget: Budget): boolean {
  weigh(budget, left);
  return same(left ?? null, right ?? null);
}

// Two texts by their code units, which orders ISO dates; otherwise as numbers, and what is no number compares false.
function compare(left: Given, right: Given, decides: (order: number) => boolean): boolean {
  if (typeof left === 'string' && typeof right === 'string') return decides(left < right ? -1 : Number(left > right));
  const [one, other] = [numberOf(left), numberOf(right)];
  return Number.isNaN(one) || Number.isNaN(other) ? false : decides(one - other);
}

function numberOf(value: Given): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

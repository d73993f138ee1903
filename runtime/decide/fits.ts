import type { z } from 'zod';
import type { valueType } from '../../shared/project/words.ts';
import type { Value, Values } from '../../shared/value.ts';

export type ValueType = z.infer<typeof valueType>;

const isText = (value: Value): value is string => typeof value === 'string';

/** Whether a value has fields of its own, as an object in JSON has. */
export const isRecord = (value: Value | undefined): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

const tests: Record<ValueType, (value: Value) => boolean> = {
  any: () => true,
  string: isText,
  code: isText,
  enum: isText,
  time: isText,
  currency: (value) => typeof value === 'number' || isText(value),
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  date: (value) => isText(value) && !Number.isNaN(Date.parse(value)),
  email: (value) => isText(value) && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
  phone: (value) => isText(value) && /^\+?[\d\s()./-]{5,25}$/.test(value),
  url: (value) => isText(value) && URL.canParse(value),
  list: (value) => Array.isArray(value),
  object: isRecord,
};

/** Whether a value is of a declared type; null fits every type, as it stands for nothing. */
export const fits = (value: Value, type: ValueType): boolean => value === null || tests[type](value);

import type { Parameter } from './parameters/types.ts';

const slot = /\{\s*([\p{L}_][\p{L}\p{N}_]*)\s*\}/gu;
const variants = 4;

/** The names of the slots that an example holds, in their order. */
export const slotsOf = (example: string): string[] => Array.from(example.matchAll(slot), (found) => found[1] ?? '');

/** The texts an example with slots such as {orderNumber} stands for. */
export function textsOf(example: string, parameters: readonly Parameter[]): string[] {
  const names = slotsOf(example);
  if (names.length === 0) return [example];
  const fillings = names.map((name) => fillingsOf(parameters.find((parameter) => parameter.name === name)));
  const count = Math.min(variants, Math.max(...fillings.map((filling) => filling.length)));
  return Array.from({ length: count }, (_, variant) => {
    let at = 0;
    return example.replace(slot, () => {
      const filling = fillings[at++] ?? [];
      return filling[variant % filling.length] ?? '';
    });
  });
}

const samples: Readonly<Record<string, string>> = {
  number: '12',
  integer: '12',
  email: 'a@b.co',
  url: 'https://a.co',
  currency: '$12',
  code: 'ab12345',
  phone: '12345',
  time: '10:30',
  date: '10/10',
};

function fillingsOf(parameter: Parameter | undefined): string[] {
  const values = (parameter?.acceptedValues ?? []).map((accepted) => (typeof accepted === 'string' ? accepted : accepted.value));
  if (values.length > 0) return values;
  const isNumbered = parameter !== undefined && /number|id$|code|nummer|num[eé]ro|numer/i.test(parameter.name);
  return [samples[parameter?.type ?? ''] ?? (isNumbered ? '12345' : '')];
}

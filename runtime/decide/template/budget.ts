import { Problem } from '../../../shared/problem.ts';
import type { Value } from '../../../shared/value.ts';

/** How much one rendering may do and write. */
export type TemplateLimits = { steps: number; characters: number };

export const defaultLimits: TemplateLimits = { steps: 100_000, characters: 262_144 };

/** What is left of the limits; rendering counts it down. */
export type Budget = { limits: TemplateLimits; steps: number; characters: number };

/** A full budget. */
export const budgetOf = (limits: TemplateLimits): Budget => ({ limits, steps: limits.steps, characters: limits.characters });

/** Takes steps from the budget; throws where none are left. */
export function spend(budget: Budget, steps: number): void {
  budget.steps -= steps;
  if (budget.steps < 0) throw fail(`it needs more than ${budget.limits.steps} steps; look for an #each in an #each over long lists`);
}

/** Takes characters from the budget; throws where none are left. */
export function write(budget: Budget, characters: number): void {
  budget.characters -= characters;
  if (budget.characters < 0) throw fail(`it writes more than ${budget.limits.characters} characters; show less at once`);
}

const deepest = 500;

/** Takes from the budget what it costs to look at all of a value. */
export function weigh(budget: Budget, value: Value | undefined, depth = 0): void {
  if (depth > deepest) throw fail(`a value is nested more than ${deepest} levels deep`);
  spend(budget, typeof value === 'string' ? 1 + (value.length >> 8) : 1);
  if (typeof value !== 'object' || value === null) return;
  for (const item of Array.isArray(value) ? value : Object.values(value)) weigh(budget, item, depth + 1);
}

/** A template that cannot be rendered, as a problem of the catalogue. */
export const fail = (reason: string): Problem => new Problem('template.failed', { reason });

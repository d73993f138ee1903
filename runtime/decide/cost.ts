import type { Model } from '../../shared/project/settings.ts';

/** What tokens cost, in the money that the author counts in; null where no price is set at all. */
export function costOf(
  { inputCostPerMillion, outputCostPerMillion }: Pick<Model, 'inputCostPerMillion' | 'outputCostPerMillion'>,
  { inputTokens, outputTokens }: { inputTokens: number; outputTokens: number },
): number | null {
  if (inputCostPerMillion === undefined && outputCostPerMillion === undefined) return null;
  return (inputTokens * (inputCostPerMillion ?? 0) + outputTokens * (outputCostPerMillion ?? 0)) / 1_000_000;
}

import type { NudgeRule } from '../../shared/protocol.ts';

type Rule = Pick<NudgeRule, 'name' | 'once'>;

/** Which messages this visitor has seen already. It is known in their browser alone, and where storage is blocked as long as the page lives. */
export function once(project: string): { has(rule: Rule): boolean; add(rule: Rule): void } {
  const seen = new Set<string>();
  const keyOf = ({ name }: Rule): string => `promptside:${project}:nudged:${name}`;
  const shelfOf = ({ once }: Rule): Storage => (once === 'session' ? sessionStorage : localStorage);
  return {
    has: (rule) => {
      if (rule.once === 'always') return false;
      try {
        return seen.has(rule.name) || shelfOf(rule).getItem(keyOf(rule)) !== null;
      } catch {
        return false;
      }
    },
    add: (rule) => {
      if (rule.once === 'always') return;
      seen.add(rule.name);
      try {
        shelfOf(rule).setItem(keyOf(rule), '1');
      } catch {
        // It comes again on the next page.
      }
    },
  };
}

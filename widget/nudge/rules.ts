import type { NudgeRule } from '../../shared/protocol.ts';

/** What the page looks like to a rule: since the visitor came to this address, as far as one can see it from outside. */
export type Now = {
  path: string;
  /** Seconds in which the page was in view. */
  seconds: number;
  /** How far down it was scrolled, in percent. */
  scrolled: number;
  /** What the page said has happened. */
  events: ReadonlySet<string>;
  /** What the page said of itself. */
  attributes: Readonly<Record<string, unknown>>;
  isPhone: boolean;
};

/** Whether everything holds that a rule asks for. */
export function isDue({ when, device }: Pick<NudgeRule, 'when' | 'device'>, now: Now): boolean {
  const { page, afterSeconds = 0, scrolledPercent = 0, event, attribute } = when;
  if (device && (device === 'phone') !== now.isPhone) return false;
  if (page !== undefined && !fits(page, now.path)) return false;
  if (event !== undefined && !now.events.has(event)) return false;
  if (attribute && !(Object.hasOwn(now.attributes, attribute.name) && now.attributes[attribute.name] === attribute.is)) return false;
  return now.seconds >= afterSeconds && now.scrolled >= scrolledPercent;
}

/** Whether a path is one that a pattern means: `*` stands for one part of it, `**` for all that follow. */
export function fits(pattern: string, path: string): boolean {
  const wanted = partsOf(pattern);
  const given = partsOf(path);
  const rest = wanted.indexOf('**');
  const fixed = rest < 0 ? wanted : wanted.slice(0, rest);
  const isLong = rest < 0 ? given.length === fixed.length : given.length >= fixed.length;
  return isLong && fixed.every((part, index) => part === '*' || part === given[index]);
}

const partsOf = (path: string): string[] => path.split('/').filter(Boolean);

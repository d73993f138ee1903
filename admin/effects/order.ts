import { bans } from '../../shared/check/bans.ts';
import { tiers, toolTiers } from '../../shared/check/tiers.ts';
import type { Value } from '../../shared/value.ts';
import { asList, asRecord, asText } from '../document/read.ts';

/** One authored effect with its place in what really happens. */
export type PlacedEffect = {
  /** Where it stands in the authored list. */
  index: number;
  effect: Value;
  tier: number;
  /** From 1 in the order of execution; absent where it will not run. */
  position?: number;
  /** Why it runs elsewhere than it was written, or not at all. */
  reason?: string;
};

/** What stands at each number of the order, in words; the numbers themselves are the checks' own. */
const effectWords: Record<keyof typeof tiers, string> = {
  modify_variables: 'variables',
  modify_user_profile: 'the user profile',
  modify_user_input: 'the user input',
  change_visibility: 'visibility',
  send_to_page: 'events for the page',
  generate_response: 'replies',
  start_playbook: 'playbooks',
  run_prompt_sequence: 'prompt sequences',
  handoff: 'handoffs',
  end_conversation: 'ending',
  abort_conversation: 'aborting',
  go_to_stage: 'stage changes',
};
const toolWords: Record<keyof typeof toolTiers, string> = {
  webhook: 'webhook tools',
  smart_function: 'smart functions',
  sequence: 'action sequences',
  script: 'script tools',
};

/** The effects of one action or hook in the order in which they run; what will not run stands at the end with its reason. */
export function executionOrder(effects: Value | undefined, project: Value, hook?: string): PlacedEffect[] {
  const sorted = asList(effects)
    .map((effect, index) => ({ index, effect, tier: tierOf(effect, project) }))
    .toSorted((left, right) => left.tier - right.tier);
  const banned = new Set(sorted.filter(({ effect }) => isBanned(hook ?? '', typeOf(effect))));
  const allowed = sorted.filter((it) => !banned.has(it));
  const judged = sorted.map((it) => ({ it, against: banned.has(it) ? 'this hook may not do this' : reasonAgainst(it, allowed) }));
  const running = judged.filter(({ against }) => against === '').map(({ it }) => it);
  return [
    ...running.map((it, at) => ({ ...it, position: at + 1, ...moveReason(it, running, project) })),
    ...judged.filter(({ against }) => against !== '').map(({ it, against }) => ({ ...it, reason: `Will not run: ${against}.` })),
  ];
}

const isBanned = (hook: string, type: string): boolean => own(bans, hook)?.some((banned) => banned === type) ?? false;

type Sorted = { index: number; effect: Value; tier: number };
const typeOf = (effect: Value): string => asText(asRecord(effect).type);

/** Why one effect does not run, beside the others of the same list; empty where it does. */
function reasonAgainst(it: Sorted, allowed: Sorted[]): string {
  const type = typeOf(it.effect);
  const first = (...types: string[]): Sorted | undefined => allowed.find(({ effect }) => types.includes(typeOf(effect)));
  const ends = first('end_conversation') ? 'the conversation ends' : '';
  if (first('abort_conversation') && ['generate_response', 'start_playbook', 'end_conversation', 'go_to_stage'].includes(type)) {
    return type === 'end_conversation' ? 'abort wins over end' : 'the conversation is aborted';
  }
  if (type === 'go_to_stage') return ends || (first(type) === it ? '' : 'an earlier effect goes to another stage');
  if (type === 'generate_response' || type === 'start_playbook') {
    return first('generate_response', 'start_playbook') === it ? '' : 'an earlier effect answers';
  }
  if (type === 'end_conversation' || type === 'abort_conversation') return first(type) === it ? '' : 'an earlier effect does it already';
  return '';
}

/** Told only of an effect that runs at another place than it was written at. */
function moveReason(it: Sorted, running: Sorted[], project: Value): { reason?: string } {
  const at = running.indexOf(it);
  const overtaken = running.slice(at + 1).find((other) => other.index < it.index);
  const overtakenBy = running.slice(0, at).find((other) => other.index > it.index);
  const other = overtaken ?? overtakenBy;
  if (!other || at === it.index) return {};
  const moved = `Written ${ordinal(it.index + 1)}, runs ${ordinal(at + 1)}`;
  if (hasPriority(it.effect)) return { reason: `${moved}: its priority is ${it.tier}.` };
  if (hasPriority(other.effect)) return { reason: `${moved}: another effect has priority ${other.tier}.` };
  const relation = overtaken ? 'before' : 'after';
  return { reason: `${moved}: ${kindOf(it.effect, project).what} come ${relation} ${kindOf(other.effect, project).what}.` };
}

/** A number as a rank: 1st, 2nd, 3rd. */
export function ordinal(number: number): string {
  const endings: Record<string, string> = { one: 'st', two: 'nd', few: 'rd' };
  return `${number}${endings[ordinalRules.select(number)] ?? 'th'}`;
}

const ordinalRules = new Intl.PluralRules('en', { type: 'ordinal' });
const hasPriority = (effect: Value): boolean => typeof asRecord(effect).priority === 'number';

function tierOf(effect: Value, project: Value): number {
  const { priority } = asRecord(effect);
  return typeof priority === 'number' ? priority : kindOf(effect, project).tier;
}

function kindOf(effect: Value, project: Value): { tier: number; what: string } {
  const type = typeOf(effect);
  if (type !== 'call_tool') return { tier: own(tiers, type) ?? 999, what: own(effectWords, type) ?? 'unknown effects' };
  const tool = asList(asRecord(project).tools).find((it) => asRecord(it).name === asRecord(effect).tool);
  const kind = tool === undefined ? 'sequence' : asText(asRecord(tool).type);
  return { tier: own(toolTiers, kind) ?? toolTiers.sequence, what: own(toolWords, kind) ?? toolWords.sequence };
}

/** The member of a table that a draft names, if there is one. */
const own = <T>(table: Partial<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(table, key) ? table[key] : undefined);

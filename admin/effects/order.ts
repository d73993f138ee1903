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

/** Which effect runs when: lower numbers first (R003-37 … R003-47). A test holds this table to the runtime's own. */
const tiers: Record<string, { tier: number; what: string }> = {
  modify_variables: { tier: 3, what: 'variables' },
  modify_user_profile: { tier: 4, what: 'the user profile' },
  modify_user_input: { tier: 5, what: 'the user input' },
  change_visibility: { tier: 50, what: 'visibility' },
  send_to_page: { tier: 60, what: 'events for the page' },
  generate_response: { tier: 100, what: 'replies' },
  start_playbook: { tier: 100, what: 'playbooks' },
  run_prompt_sequence: { tier: 110, what: 'prompt sequences' },
  handoff: { tier: 150, what: 'handoffs' },
  end_conversation: { tier: 200, what: 'ending' },
  abort_conversation: { tier: 201, what: 'aborting' },
  go_to_stage: { tier: 202, what: 'stage changes' },
};
const toolTiers: Record<string, { tier: number; what: string }> = {
  webhook: { tier: 1, what: 'webhook tools' },
  smart_function: { tier: 2, what: 'smart functions' },
  script: { tier: 6, what: 'script tools' },
};
const sequenceTier = { tier: 2, what: 'action sequences' };
const unknownTier = { tier: 999, what: 'unknown effects' };

const bans: Record<string, readonly string[]> = {
  onEnter: ['end_conversation', 'abort_conversation', 'go_to_stage'],
  onLeave: ['go_to_stage', 'generate_response', 'start_playbook'],
  onConversationStart: ['end_conversation', 'abort_conversation', 'go_to_stage'],
  onConversationEnd: ['end_conversation', 'abort_conversation', 'go_to_stage'],
  onConversationAbort: ['end_conversation', 'abort_conversation', 'go_to_stage', 'generate_response', 'start_playbook'],
  onConversationFailed: ['end_conversation', 'abort_conversation', 'go_to_stage'],
};

/** The effects of one action or hook in the order in which they run; what will not run stands at the end with its reason. */
export function executionOrder(effects: Value | undefined, project: Value, hook?: string): PlacedEffect[] {
  const sorted = asList(effects)
    .map((effect, index) => ({ index, effect, tier: tierOf(effect, project) }))
    .toSorted((left, right) => left.tier - right.tier);
  const banned = new Set(sorted.filter(({ effect }) => bans[hook ?? '']?.includes(typeOf(effect))));
  const allowed = sorted.filter((it) => !banned.has(it));
  const judged = sorted.map((it) => ({ it, against: banned.has(it) ? 'this hook may not do this' : reasonAgainst(it, allowed) }));
  const running = judged.filter(({ against }) => against === '').map(({ it }) => it);
  return [
    ...running.map((it, at) => ({ ...it, position: at + 1, ...moveReason(it, running, project) })),
    ...judged.filter(({ against }) => against !== '').map(({ it, against }) => ({ ...it, reason: `Will not run: ${against}.` })),
  ];
}

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

function ordinal(number: number): string {
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
  if (type !== 'call_tool') return own(tiers, type) ?? unknownTier;
  const tool = asList(asRecord(project).tools).find((it) => asRecord(it).name === asRecord(effect).tool);
  return tool === undefined ? sequenceTier : (own(toolTiers, asText(asRecord(tool).type)) ?? sequenceTier);
}

const own = <T>(table: Record<string, T>, key: string): T | undefined => (Object.hasOwn(table, key) ? table[key] : undefined);

import { Problem, report } from '../../../shared/problem.ts';
import type { ActionSequence } from '../../../shared/project/sequence.ts';
import type { ChainResult, HookName, Operation, Origin, Outcome, PlannedEffect, SequenceRun } from '../../../shared/run.ts';
import type { Value, Values } from '../../../shared/value.ts';
import { banned } from '../bans.ts';
import { isRecord } from '../fits.ts';
import { type Offer, offersOf } from '../offers.ts';
import { act, type Program, type View } from '../program.ts';

/** A fixed chain: all of its items, back-to-back, in the authored order, whatever fails on the way (R000-01 … R000-11). */
export const actionSequence: Program<'action_sequence'> = (run) => {
  const [inputs] = run.outcomes;
  if (run.at > 0 && inputs?.ok === false) return { want: 'end', outcome: inputs };
  const planned = run.effects[run.at];
  if (!planned) return { want: 'end', outcome: run.outcomes.at(-1) ?? { ok: true, value: null } };
  if (run.at === 0) return act(1, planned);
  const chain = chainOf(run);
  if (planned.effect.type === 'conclude' && planned.effect.keep) return act(run.at + 1, concluded(run, planned, chain));
  const parameters = { ...planned.parameters, ...(isRecord(inputs?.value) ? inputs.value : {}) };
  return act(run.at + 1, { ...planned, effect: allowed(run, planned.effect), parameters, chain });
};

/** Who starts a sequence, and with what. `values` are as their author wrote them. */
export type Caller = {
  id: string;
  origin: Origin;
  parameters: Values;
  values: Values;
  written: 'by_effect' | 'by_playbook';
  saveAs?: string | undefined;
  hook?: HookName | undefined;
};

/** A run of this sequence, with everything that it will do. */
export function sequenceRun(found: ActionSequence, { project, conversation }: View, caller: Caller): SequenceRun {
  const path = `actionSequences[${project.actionSequences.indexOf(found)}]`;
  const origin: Origin = { kind: 'sequence', name: found.name, path, index: caller.origin.index };
  const planned = (effect: Operation, at: string): PlannedEffect => ({
    effect,
    tier: 0,
    origin: { ...origin, path: `${path}${at}` },
    parameters: caller.parameters,
  });
  const offers = offersOf(project, conversation.stage);
  const items = found.actions.map((item, index) => itemOf(item, { at: `.actions[${index}]`, offers, project }));
  const keep = { name: found.name, ...(caller.saveAs ? { saveAs: caller.saveAs } : {}) };
  return {
    program: 'action_sequence',
    id: caller.id,
    sequence: found.name,
    items: items.map(({ action, effects }) => ({ action, count: effects.length })),
    effects: [
      planned({ type: 'take_inputs', values: caller.values, written: caller.written }, ''),
      ...items.flatMap(({ effects }) => effects.map(({ effect, at }) => planned(effect, at))),
      planned({ type: 'conclude', outcome: { ok: true, value: null }, keep }, ''),
    ],
    outcomes: [],
    ...(caller.hook ? { hook: caller.hook } : {}),
    at: 0,
  };
}

type Item = { action: string; effects: { effect: Operation; at: string }[] };
type Around = { at: string; offers: Offer[]; project: View['project'] };

/** An item as effects: an action's own, in the order they were written (C-21). */
function itemOf(item: ActionSequence['actions'][number], { at, offers, project }: Around): Item {
  if ('effect' in item) return { action: nameOf(item.effect), effects: [{ effect: item.effect, at: `${at}.effect` }] };
  if ('tool' in item)
    return { action: item.tool, effects: [{ effect: { type: 'call_tool', tool: item.tool, parameters: item.parameters ?? {} }, at }] };
  const action = offers.find((it) => it.action.name === item.action)?.action ?? anywhere(project, item.action);
  const effects = (action?.effects ?? []).map((effect) => ({ effect: withParameters(effect, item.parameters ?? {}), at }));
  return { action: item.action, effects };
}

const nameOf = (effect: Operation): string => (effect.type === 'call_tool' ? effect.tool : effect.type);

const anywhere = ({ stages, globalActions }: View['project'], name: string) =>
  [...stages.flatMap(({ actions }) => actions), ...globalActions].find((it) => it.name === name);

/** What an item gives an action goes to the tools that it calls, where they are not told otherwise. */
const withParameters = <T extends Operation>(effect: T, parameters: Values): T =>
  effect.type === 'call_tool' ? { ...effect, parameters: { ...parameters, ...effect.parameters } } : effect;

/** What a hook may not do is refused inside of a sequence as well (R003-28, R003-29). */
function allowed({ hook }: SequenceRun, effect: Operation): Operation {
  if (!hook || !banned(hook, effect.type)) return effect;
  const problem = report(new Problem('effect.failed', { effect: effect.type, reason: `${hook} may not do this` }));
  return { type: 'conclude', outcome: { ok: false, problem } };
}

/** The results of the items that are done, in their order. */
export function chainOf({ items, outcomes }: Pick<SequenceRun, 'items' | 'outcomes'>): ChainResult[] {
  const results: ChainResult[] = [];
  let from = 1;
  for (const { action, count } of items) {
    if (from + count > outcomes.length) break;
    results.push(resultOf(action, outcomes.slice(from, from + count)));
    from += count;
  }
  return results;
}

/** One item: its first failure, else what the last of its effects gave that gave anything. */
function resultOf(action: string, outcomes: readonly Outcome[]): ChainResult {
  const failed = outcomes.find((it) => !it.ok);
  if (failed && !failed.ok) return { action, success: false, error: failed.problem.message };
  const given = outcomes.findLast((it) => it.ok && it.value !== null);
  return { action, success: true, result: given?.value ?? null };
}

/** The combined response: exactly this shape, which models and authors read (R000-10, R000-11). */
function concluded({ sequence }: SequenceRun, planned: PlannedEffect, chain: ChainResult[]): PlannedEffect {
  if (planned.effect.type !== 'conclude') return planned;
  const failed = chain.find((it) => !it.success);
  const value: Value = { success: !failed, chain_results: chain };
  const reason = failed && !failed.success ? `${failed.action}: ${failed.error}` : '';
  const outcome: Outcome = failed
    ? { ok: false, problem: report(new Problem('effect.failed', { effect: sequence, reason })), value }
    : { ok: true, value };
  return { ...planned, effect: { ...planned.effect, outcome } };
}

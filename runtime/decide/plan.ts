import { tiers, toolTiers } from '../../shared/check/tiers.ts';
import type { PlanTrace } from '../../shared/event.ts';
import type { Hook } from '../../shared/project/action.ts';
import type { Effect, EffectType } from '../../shared/project/effect.ts';
import type { Project } from '../../shared/project/project.ts';
import type { HookName, Origin, PlannedEffect } from '../../shared/run.ts';
import type { Values } from '../../shared/value.ts';
import { banned } from './bans.ts';

/** Effects with where they come from; `index` orders the sources: the first matched action has 0 (C-07). */
export type Source = { effects: Effect[]; origin: Omit<Origin, 'path' | 'index'>; path: string; parameters: Values; hook?: HookName };
export type Plan = { effects: PlannedEffect[]; discarded: (PlannedEffect & { reason: string })[] };

/** All effects of a turn in one global order, conflicts settled (R003-05, R003-48, R003-49, C-01, C-04, C-18). */
export function plan(project: Project, sources: readonly Source[]): Plan {
  const collected = sources.flatMap((source, index) => source.effects.map((effect, at) => planned(project, source, { effect, index, at })));
  const sorted = collected.toSorted((left, right) => left.tier - right.tier);
  const reasons = new Map(sorted.map((it) => [it, reasonAgainst(it, sorted, sources)]));
  return {
    effects: sorted.filter((it) => !reasons.get(it)),
    discarded: sorted.flatMap((it) => (reasons.get(it) ? [{ ...it, reason: reasons.get(it) ?? '' }] : [])),
  };
}

/** What runs when a stage is entered or left, or a conversation starts or ends: a plan of its own. */
export const planHook = (project: Project, hook: Hook, { name, path }: { name: HookName; path: string }): Plan =>
  plan(project, [{ effects: hook.effects, origin: { kind: 'hook', name }, path, parameters: {}, hook: name }]);

/** A plan as the trace states it before anything runs. */
export const planTrace = ({ effects, discarded }: Plan): PlanTrace => ({
  effects: effects.map(({ effect, tier, origin }) => ({ effect: effect.type, tier, origin: origin.name, path: origin.path })),
  discarded: discarded.map(({ effect, origin, reason }) => ({ effect: effect.type, origin: origin.name, path: origin.path, reason })),
});

function planned(project: Project, source: Source, { effect, index, at }: { effect: Effect; index: number; at: number }): PlannedEffect {
  return {
    effect,
    tier: effect.priority ?? tierOf(project, effect),
    origin: { ...source.origin, path: `${source.path}.effects[${at}]`, index },
    parameters: source.parameters,
  };
}

function tierOf(project: Project, effect: Effect): number {
  if (effect.type !== 'call_tool') return tiers[effect.type];
  return toolTiers[project.tools.find((tool) => tool.name === effect.tool)?.type ?? 'sequence'];
}

/** Why an effect of the plan will not run; empty where it will. */
function reasonAgainst(it: PlannedEffect, all: readonly PlannedEffect[], sources: readonly Source[]): string {
  const hook = sources[it.origin.index]?.hook;
  if (hook && banned(hook, it.effect.type)) return `${hook} may not do this`;
  const allowed = all.filter((other) => !isBanned(other, sources));
  const first = (type: EffectType) => byAction(allowed.filter((other) => other.effect.type === type))[0];
  const aborts = allowed.some((other) => other.effect.type === 'abort_conversation');
  const ends = allowed.some((other) => other.effect.type === 'end_conversation');
  switch (it.effect.type) {
    case 'generate_response':
    case 'start_playbook':
      if (aborts) return 'the conversation is aborted';
      return responder(allowed) === it ? '' : 'an earlier action answers';
    case 'end_conversation':
      if (aborts) return 'abort wins over end';
      return first('end_conversation') === it ? '' : 'it ends already';
    case 'go_to_stage':
      if (aborts || ends) return aborts ? 'the conversation is aborted' : 'the conversation ends';
      return first('go_to_stage') === it ? '' : 'an earlier action goes to another stage';
    case 'abort_conversation':
      return first('abort_conversation') === it ? '' : 'it is aborted already';
    default:
      return '';
  }
}

/** The one effect that owns the turn's response (C-18, C-44). */
const responder = (all: readonly PlannedEffect[]): PlannedEffect | undefined =>
  byAction(all.filter(({ effect }) => effect.type === 'generate_response' || effect.type === 'start_playbook'))[0];

/** First matched action first; inside one action, the order it was written in (C-07, C-08). */
const byAction = (effects: readonly PlannedEffect[]): PlannedEffect[] => effects.toSorted((left, right) => left.origin.index - right.origin.index);

function isBanned(it: PlannedEffect, sources: readonly Source[]): boolean {
  const hook = sources[it.origin.index]?.hook;
  return hook !== undefined && banned(hook, it.effect.type);
}

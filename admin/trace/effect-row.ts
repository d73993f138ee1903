import type { FactOf, PlanTrace } from '../../shared/event.ts';
import type { PlannedEffect } from '../../shared/run.ts';
import type { Value } from '../../shared/value.ts';
import { asList, asRecord, asText, oneLine } from '../document/read.ts';
import { effectSentence } from '../effects/sentence.ts';
import type { EffectRow, PlanRows } from './card.ts';
import { shownChanges } from './changes.ts';
import { changedState, type KnownState } from './known-state.ts';
import { askedIn } from './model-calls.ts';
import { phaseName } from './phase-name.ts';
import type { Written } from './written.ts';

/** One effect that was carried out, with the state before it. */
export function effectRow(event: FactOf<'effect_done'>, state: KnownState, written: Written): EffectRow {
  // The tool stands in the sentence and what changed among the changes, so neither is repeated among the facts.
  const { logs, tool: _tool, changed: _changed, ...told } = event.trace ?? {};
  const { asked, others } = askedIn(told);
  const { outcome } = event;
  return {
    name: phaseName(event.effect),
    sentence: sentenceOf(written.get(event.origin.path), event.trace),
    origin: originText(event.origin),
    path: event.origin.path,
    milliseconds: event.milliseconds,
    ok: outcome.ok,
    outcome: outcome.value === undefined || outcome.value === null ? '' : oneLine(outcome.value, 2_000),
    problem: outcome.ok ? '' : outcome.problem.message,
    changes: shownChanges(event.changes, state),
    said: event.changes.flatMap((change) => (change.type === 'message' ? [change.message.text] : [])),
    logs: asList(logs).map((line) => asText(line) || oneLine(line, 2_000)),
    asked,
    states: { before: state, after: event.changes.reduce(changedState, state) },
    facts: Object.entries(others).filter(([, value]) => !isEmpty(value)),
    ...callIn(event.trace, state),
  };
}

/** A call of a tool as it was made; what the visitor wrote stands in the turn. */
function callIn(trace: FactOf<'effect_done'>['trace'], { stage, variables, profile }: KnownState): Pick<EffectRow, 'call'> {
  const tool = asText(trace?.tool);
  return tool === '' ? {} : { call: { tool, parameters: asRecord(trace?.parameters), vars: variables[stage] ?? {}, profile, stage, userInput: '' } };
}

/** A plan as a numbered list, and beside it what was discarded and why. */
export function planRows(plan: PlanTrace, written: Written): PlanRows {
  return {
    steps: plan.effects.map(({ effect, tier, origin, path }, index) => ({
      position: index + 1,
      effect: phaseName(effect),
      sentence: sentenceOf(written.get(path), undefined),
      tier,
      origin,
    })),
    discarded: plan.discarded.map(({ effect, origin, path, reason }) => ({
      effect: phaseName(effect),
      sentence: sentenceOf(written.get(path), undefined),
      origin,
      reason,
    })),
  };
}

/** Where an effect comes from, in words; nothing for the plain case of an action. */
export function originText({ kind, name }: PlannedEffect['origin']): string {
  const kinds = {
    action: 'action',
    global_action: 'global action',
    hook: 'hook',
    playbook: 'playbook',
    sequence: 'sequence',
    script: 'script',
    guard: 'guard',
  } as const;
  return `${kinds[kind] ?? kind} ${name}`;
}

function sentenceOf(effect: PlannedEffect['effect'] | undefined, trace: Record<string, Value> | undefined): string {
  // An effect is JSON by its schema; Value only says the same in general.
  if (effect) return effectSentence(effect as unknown as Value);
  const tool = asText(trace?.tool);
  return tool === '' ? '' : `Call ${tool}`;
}

const isEmpty = (value: Value): boolean => value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);

import type { EffectTrace, FactOf, PlanTrace } from '../../shared/event.ts';
import type { PlannedEffect } from '../../shared/run.ts';
import type { Value } from '../../shared/value.ts';
import { withoutMarks } from '../../shared/without-marks.ts';
import { asList, asText, oneLine } from '../document/read.ts';
import { effectSentence } from '../effects/sentence.ts';
import type { EffectRow, PlanRows } from './card.ts';
import { shownChanges } from './changes.ts';
import { changedState, type KnownState } from './known-state.ts';
import { askedIn } from './model-calls.ts';
import { phaseName } from './phase-name.ts';
import { toolCallIn } from './tool-call.ts';
import type { Written } from './written.ts';

/** What an effect met: the state before it, what its turn had read of the authors' effects, and what the visitor wrote. */
export type Met = { state: KnownState; written: Written; userInput: string };

/** One effect that was carried out. */
export function effectRow(event: FactOf<'effect_done'>, { state, written, userInput }: Met): EffectRow {
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
    said: event.changes.flatMap((change) => (change.type === 'message' ? [withoutMarks(change.message.text)] : [])),
    logs: asList(logs).map((line) => asText(line) || oneLine(line, 2_000)),
    asked,
    states: { before: state, after: event.changes.reduce(changedState, state) },
    facts: Object.entries(others).filter(([, value]) => !isEmpty(value)),
    call: toolCallIn(event.trace, { state, userInput }),
  };
}

/** A plan as a numbered list, and beside it what was discarded and why. */
export function planRows(plan: PlanTrace, written: Written): PlanRows {
  return {
    steps: plan.effects.map(({ effect, tier, origin, path }, index) => ({
      position: index + 1,
      effect: phaseName(effect),
      sentence: sentenceOf(written.get(path)),
      tier,
      origin,
    })),
    discarded: plan.discarded.map(({ effect, origin, path, reason }) => ({
      effect: phaseName(effect),
      sentence: sentenceOf(written.get(path)),
      origin,
      reason,
    })),
  };
}

/** Where an effect comes from, in words; nothing for the plain case of an action. */
function originText({ kind, name }: PlannedEffect['origin']): string {
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

function sentenceOf(effect: Value | undefined, trace?: EffectTrace): string {
  if (effect) return effectSentence(effect);
  const tool = asText(trace?.tool);
  return tool === '' ? '' : `Call ${tool}`;
}

const isEmpty = (value: Value): boolean => value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);

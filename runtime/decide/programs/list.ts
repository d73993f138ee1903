import { tiers } from '../../../shared/check/tiers.ts';
import type { PlannedEffect, RunOf } from '../../../shared/run.ts';
import { hookRun } from '../hooks.ts';
import { act, done, jump, type Program, start, type View, type Want } from '../program.ts';

/** A planned list of effects. One that fails is on record and does not stop the others. */
export const list: Program<'list'> = (run, view) => {
  const planned = run.effects[run.at];
  const rescue = rescued(run, view);
  if (rescue) return rescue;
  const pending = scriptReply(view, planned);
  if (pending) return act(run.at, pending);
  if (!planned) return done();
  const reason = silenced(planned, view);
  if (reason) return jump(run.at + 1, reason);
  return together(run.effects, run.at);
};

/** What the author wants where a tool has failed, instead of everything that is left: the stage's fallback, or a human (C-16). */
function rescued(run: RunOf<'list'>, { project, conversation, turn }: View): Want | null {
  const failed = run.effects[run.at - 1];
  if (failed?.effect.type !== 'call_tool' || turn.lastOutcome?.ok !== false) return null;
  const after = run.effects.length + 1;
  if (failed.effect.onError === 'handoff') {
    const reason = `${failed.effect.tool} failed`;
    return act(after, { effect: { type: 'handoff', reason }, tier: tiers.handoff, origin: failed.origin, parameters: {} });
  }
  if (failed.effect.onError !== 'fallback' || turn.suppressed) return null;
  return start(after, hookRun(project, { hook: 'onFallback', stage: conversation.stage, id: `${run.id}.fallback` }));
}

/** Webhooks that stand side by side in one tier run side by side; their results keep the authored order (P-27). */
function together(effects: readonly PlannedEffect[], at: number) {
  const first = effects[at];
  if (first?.tier !== 1 || !isPlainCall(first)) return act(at + 1, first as PlannedEffect); // the caller has seen that it is there
  const end = effects.findIndex((other, index) => index > at && (other.tier !== first.tier || !isPlainCall(other)));
  const group = effects.slice(at, end < 0 ? undefined : end);
  return { want: 'effects' as const, at: group.map((_, index) => at + index + 1), effects: group };
}

/** A call whose failure changes nothing about what comes after it. */
const isPlainCall = ({ effect }: PlannedEffect): boolean => effect.type === 'call_tool' && (effect.onError ?? 'continue') === 'continue';

/** What a script asked to say, once its tier has come, unless an earlier action answers by itself. */
function scriptReply({ turn }: View, next: PlannedEffect | undefined): PlannedEffect | null {
  if (!turn.reply || turn.responded || turn.suppressed || isAborted(turn)) return null;
  if (next && next.tier < tiers.generate_response) return null;
  if (next && isResponse(next) && next.origin.index < turn.reply.origin.index) return null;
  const { text, origin } = turn.reply;
  // A literal: what a script says is finished text and never a template (P-17).
  return {
    effect: { type: 'generate_response', mode: 'prescripted', responses: [text], selection: 'random' },
    tier: tiers.generate_response,
    origin: { ...origin, kind: 'script' },
    parameters: {},
  };
}

/** Why a response is not given after all: the turn learned it while it ran (C-04, C-18). */
function silenced(planned: PlannedEffect, { turn }: View): string {
  if (!isResponse(planned)) return '';
  if (isAborted(turn)) return 'the conversation is aborted';
  if (turn.suppressed) return 'a script suppressed the response';
  if (turn.reply && turn.responded && turn.reply.origin.index <= planned.origin.index) return 'an earlier action answered';
  return '';
}

const isResponse = ({ effect }: PlannedEffect): boolean => effect.type === 'generate_response' || effect.type === 'start_playbook';
const isAborted = (turn: View['turn']): boolean => turn.signals.some((signal) => signal.kind === 'abort');

import type { Event, FactOf } from '../../shared/event.ts';
import { asText } from '../document/read.ts';
import { effectSentence } from '../effects/sentence.ts';
import { askedIn } from './model-calls.ts';
import { phaseName } from './phase-name.ts';
import type { Written } from './written.ts';

/** One phase of a turn: when it began, counted from the start of the turn, and how long it took. `isPart` is a part of the phase above it. */
export type Bar = {
  name: string;
  about: string;
  kind: 'match' | 'transform' | 'effect' | 'tool' | 'model';
  from: number;
  milliseconds: number;
  ok: boolean;
  isPart: boolean;
};

/** The bars of a turn with what one more event adds to them; every event is on record when its phase is over. */
export function withBars(bars: readonly Bar[], event: Event, { start, written }: { start: number; written: Written }): Bar[] {
  const from = (milliseconds: number): number => Math.max(0, event.at - start - milliseconds);
  switch (event.type) {
    case 'variables_transformed':
      return [...bars, { ...plain, name: event.by, about: 'writes variables', kind: 'transform', ok: !event.problem, ...placed(event, from) }];
    case 'turn_matched':
      return matched(bars, event, from(event.milliseconds));
    case 'effect_done':
      return [...bars, ...effectBars(event, from(event.milliseconds), written)];
    default:
      return [...bars];
  }
}

/** How long the common axis is: the turn, and every bar in it. */
export const axisOf = ({ bars, milliseconds }: { bars: readonly Bar[]; milliseconds: number | null }): number =>
  Math.max(1, milliseconds ?? 0, ...bars.map((bar) => bar.from + bar.milliseconds));

const plain = { about: '', ok: true, isPart: false };
const placed = ({ milliseconds }: { milliseconds: number }, from: (milliseconds: number) => number) => ({ from: from(milliseconds), milliseconds });

/** The transformers of a message run while it is matched, and are on record before that is over. */
function matched(bars: readonly Bar[], { milliseconds, candidates }: FactOf<'turn_matched'>, from: number): Bar[] {
  const first = bars.findLastIndex(({ kind }) => kind !== 'transform') + 1;
  const about = `${candidates.length} ${candidates.length === 1 ? 'candidate' : 'candidates'}`;
  const parts = bars.slice(first).map((bar) => ({ ...bar, isPart: true }));
  return [...bars.slice(0, first), { ...plain, name: 'Matching', about, kind: 'match', from, milliseconds }, ...parts];
}

function effectBars({ effect, origin, outcome, trace = {}, milliseconds }: FactOf<'effect_done'>, from: number, written: Written): Bar[] {
  const { asked } = askedIn(trace);
  const tool = asText(trace.tool);
  const round = typeof trace.iteration === 'number' ? `round ${trace.iteration}` : '';
  const authored = written.get(origin.path);
  const kind = effect === 'ask_model' ? 'model' : tool === '' ? 'effect' : 'tool';
  const about = round || (tool === '' && authored ? effectSentence(authored) : tool);
  const whole: Bar = { name: phaseName(effect), about, kind, from, milliseconds, ok: outcome.ok, isPart: false };
  // The models of one effect are asked one after another, the next where the one before has failed.
  const calls = asked?.calls ?? [];
  const parts = calls.map((call, index): Bar => {
    const before = calls.slice(0, index).reduce((sum, it) => sum + it.milliseconds, 0);
    const tokens = `${call.input} tokens read, ${call.output} written`;
    return { name: call.model, about: tokens, kind: 'model', from: from + before, milliseconds: call.milliseconds, ok: call.ok, isPart: true };
  });
  return [whole, ...parts];
}

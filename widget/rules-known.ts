import type { Keep } from './connection/keep.ts';
import type { State } from './connection/state.ts';

/** Lets the next page of this browser know whether the project has messages that come by themselves: the loader asks for them only then. */
export function noteRules({ widget }: State, keep: Keep): void {
  if (!widget || (keep.get('proactive') !== null) === (widget.hasProactive ?? false)) return;
  if (widget.hasProactive) keep.set('proactive', '1');
  else keep.remove('proactive');
}

import type { Change } from '../../shared/conversation.ts';
import { modified, type Value } from '../../shared/value.ts';
import { oneLine } from '../document/read.ts';
import { changedState, type KnownState } from './known-state.ts';

/** One change as the trace shows it; `before` and `after` are absent where there is nothing to compare. */
export type ShownChange = { what: string; before?: string; after?: string };

/** The changes of one effect in their order, each with what was there before it. */
export function shownChanges(changes: readonly Change[], state: KnownState): ShownChange[] {
  return changes.flatMap((change, index) => shownChange(change, changes.slice(0, index).reduce(changedState, state)));
}

function shownChange(change: Change, state: KnownState): ShownChange[] {
  switch (change.type) {
    case 'variable': {
      const before = state.variables[change.stage]?.[change.name];
      const scope = change.stage === state.stage || state.stage === '' ? 'vars' : `stageVars.${change.stage}`;
      return [{ what: `${scope}.${change.name}`, ...compared({ before, after: change.value }, state) }];
    }
    case 'profile': {
      const before = state.profile[change.field];
      return [{ what: `userProfile.${change.field}`, ...compared({ before, after: modified(before, change) }, state) }];
    }
    case 'input':
      return [{ what: 'the message as prompts see it', after: oneLine(change.text) }];
    case 'visibility':
      return [
        {
          what: 'visibility of this turn',
          after: change.visibility.visibility + (change.visibility.condition ? ` when ${change.visibility.condition}` : ''),
        },
      ];
    case 'page':
      return [{ what: `page event ${change.event}`, after: oneLine(change.data) }];
    case 'signal':
      return [{ what: 'asked for', after: signalText(change.signal) }];
    case 'result':
      return [{ what: `results.${change.kind}.${change.name}`, after: oneLine(change.value, 400) }];
    case 'suppressed':
      return [{ what: 'reply', after: 'suppressed' }];
    default:
      // Messages stand in the transcript, and counters and replies in the making say nothing to an author.
      return [];
  }
}

/** What a signal asks of the conversation, in words. */
export function signalText(signal: Extract<Change, { type: 'signal' }>['signal']): string {
  if (signal.kind === 'go_to_stage') return `go to stage ${signal.stage}`;
  const what = { abort: 'abort the conversation', end: 'end the conversation', handoff: 'hand over to a person' }[signal.kind];
  return signal.reason ? `${what} (${oneLine(signal.reason)})` : what;
}

function compared({ before, after }: { before: Value | undefined; after: Value | undefined }, state: KnownState): { before?: string; after: string } {
  const shown = (value: Value | undefined): string => (value === undefined ? 'not set' : written(value));
  // A log that is not read from its start cannot tell "not set" from "not seen".
  return before === undefined && !state.isWhole ? { after: shown(after) } : { before: shown(before), after: shown(after) };
}

const written = (value: Value): string => (typeof value === 'string' ? `“${oneLine(value, 400)}”` : oneLine(value, 400));

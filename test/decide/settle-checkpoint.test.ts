import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { change } from '../../runtime/decide/apply-change.ts';
import { newConversation } from '../../runtime/decide/new-conversation.ts';
import { settled, takenBack } from '../../runtime/decide/settle-checkpoint.ts';
import type { Checkpoint, CheckpointItem } from '../../shared/checkpoint.ts';
import type { Conversation } from '../../shared/conversation.ts';
import { project as schema } from '../../shared/project/project.ts';
import type { Origin } from '../../shared/run.ts';
import type { Value } from '../../shared/value.ts';

const project = schema.parse({ name: 'test', stages: [{ name: 'Main' }] });
const origin: Origin = { kind: 'sequence', name: 'S', path: 'promptSequences', index: 0 };

const conversationWith = (value: Value | undefined): Conversation => ({
  ...newConversation({ id: 'c', visitor: 'v', profile: value === undefined ? {} : { tier: value }, version: 1, project, startedAt: 0 }),
  stageVars: { Main: value === undefined ? {} : { name: value } },
});

const pair = (before: Value | undefined, after: Value | undefined) => ({
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});
const itemsOf = (before: Value | undefined, after: Value | undefined): CheckpointItem[] => [
  { id: 'variable Main.name', kind: 'variable', stage: 'Main', name: 'name', ...pair(before, after) },
  { id: 'profile tier', kind: 'profile', field: 'tier', ...pair(before, after) },
];
const checkpointWith = (items: CheckpointItem[]): Checkpoint => ({
  id: 'run.1',
  run: 'run',
  sequence: 'S',
  mode: 'approve_before_continuing',
  step: 1,
  stepId: 'step-1',
  steps: 1,
  base: { version: 1, message: '', turns: 0, stage: 'Main' },
  items,
  isSuspended: false,
  conflicts: [],
  status: 'pending',
  madeAt: 0,
});

/** The conversation after a checkpoint was rebased onto it, and after that was taken back. */
function rebasedAndBack(now: Conversation, checkpoint: Checkpoint) {
  const applied = settled(checkpoint, { how: 'rebase', by: 'Ada' }, { now: { project, conversation: now }, origin, at: 1 }).reduce(change, now);
  const [kept = checkpoint] = applied.checkpoints ?? [];
  const { changes, notReverted } = takenBack(kept, { now: { project, conversation: applied }, origin });
  return { applied, kept, back: changes.reduce(change, applied), notReverted };
}

describe('what a checkpoint does is undone to what it replaced', () => {
  test('a value that was cleared after the step saw it is cleared again, not what the step saw', () => {
    const { applied, kept, back } = rebasedAndBack(conversationWith(undefined), checkpointWith(itemsOf('seen', 'new')));
    expect([applied.stageVars.Main, applied.profile]).toEqual([{ name: 'new' }, { tier: 'new' }]);
    expect(kept.items).toEqual(itemsOf(undefined, 'new'));
    expect([back.stageVars.Main, back.profile]).toEqual([{}, {}]);
  });

  test('whatever the step saw, whatever it became and whatever was there when it was applied', () => {
    const values = fc.option(fc.constantFrom<Value>('a', 'b', 0, false, null, ['a']), { nil: undefined });
    fc.assert(
      fc.property(values, values, values, (seen, after, there) => {
        const now = conversationWith(there);
        const { back, notReverted } = rebasedAndBack(now, checkpointWith(itemsOf(seen, after)));
        expect([back.stageVars, back.profile, notReverted]).toEqual([now.stageVars, now.profile, []]);
      }),
    );
  });
});

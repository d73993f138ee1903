import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Checkpoint, CheckpointItem, CheckpointVerdict } from '../../shared/checkpoint.ts';
import { asTyped, besideWords, decisionOf, editable, itemTitle, noWishes, type Wishes } from '../inbox/decision.ts';
import { usePage } from './page-context.ts';
import { useMay } from './use-may.ts';
import { When } from './when.tsx';

type Props = { conversation: string; checkpoint: Checkpoint; isFirst: boolean };

/** What a step wants to change, item by item, and what an operator says to it. */
export function CheckpointCard({ conversation, checkpoint, isFirst }: Props): JSX.Element {
  const { inbox } = usePage();
  const [wishes, setWishes] = useState<Wishes>(noWishes);
  const [broken, setBroken] = useState('');
  const { sequence, step, steps, items, conflicts, status, isSuspended } = checkpoint;
  const mayAct = useMay('operate');
  const isPending = status === 'pending';
  const say = (how: CheckpointVerdict): void => {
    const decided = decisionOf(checkpoint, how, wishes);
    setBroken(decided.ok ? '' : decided.item);
    if (decided.ok) void inbox.act((api) => api.decide(conversation, checkpoint.id, decided.decision));
  };
  return (
    <section class={`checkpoint ${status}`} aria-label={`${sequence}, step ${step} of ${steps}`}>
      <header>
        <strong>{sequence}</strong> step {step} of {steps}
        <span class="tag">{status.replaceAll('_', ' ')}</span>
        {isSuspended && isPending ? <p class="hint">The step stands still until its calls are made; it then goes on with their answers.</p> : null}
      </header>
      {conflicts.length > 0 && isPending ? (
        <ul class="conflicts">
          {conflicts.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      ) : null}
      {items.length === 0 ? <p class="empty">It changes nothing.</p> : null}
      <ul class="checkpoint-items">
        {items.map((item) => (
          <Item key={item.id} item={item} checkpoint={checkpoint} wishes={wishes} setWishes={setWishes} isBroken={broken === item.id} />
        ))}
      </ul>
      {isPending && mayAct ? <Verdicts checkpoint={checkpoint} isPart={wishes.left.size > 0} isFirst={isFirst} say={say} /> : null}
      {isPending ? null : <Past conversation={conversation} checkpoint={checkpoint} />}
    </section>
  );
}

type ItemProps = { item: CheckpointItem; checkpoint: Checkpoint; wishes: Wishes; setWishes(wishes: Wishes): void; isBroken: boolean };

function Item({ item, checkpoint, wishes, setWishes, isBroken }: ItemProps): JSX.Element {
  const isOpen = useMay('operate') && checkpoint.status === 'pending';
  const { applied } = checkpoint;
  const isLeft = wishes.left.has(item.id) || (applied !== undefined && !(item.id in applied));
  const value = editable(item);
  const before = 'before' in item ? item.before : undefined;
  const call = checkpoint.calls?.[item.id];
  const undone = checkpoint.notDone?.[item.id];
  const title = itemTitle(item);
  const beside = besideWords(item);
  const toggle = (isIn: boolean): void => {
    const left = new Set(wishes.left);
    if (isIn) left.delete(item.id);
    else left.add(item.id);
    setWishes({ ...wishes, left });
  };
  return (
    <li class={isLeft ? 'left-out' : undefined}>
      {isOpen ? (
        <label class="checkpoint-title">
          <input type="checkbox" checked={!isLeft} onChange={({ currentTarget }) => toggle(currentTarget.checked)} /> {title}
        </label>
      ) : (
        <span class="checkpoint-title">
          {title}
          {isLeft ? <span class="tag">left out</span> : null}
        </span>
      )}
      {before === undefined ? null : <del class="before">{asTyped(before)}</del>}
      {value === undefined ? null : isOpen ? (
        <textarea
          class="after"
          aria-label={`New value: ${title}`}
          aria-invalid={isBroken}
          rows={Math.min(8, asTyped(value).split('\n').length)}
          disabled={isLeft}
          value={wishes.typed[item.id] ?? asTyped(value)}
          onInput={({ currentTarget }) => setWishes({ ...wishes, typed: { ...wishes.typed, [item.id]: currentTarget.value } })}
        />
      ) : (
        <span class="after">{asTyped(applied?.[item.id] ?? value)}</span>
      )}
      {beside ? <span class="hint">{beside}</span> : null}
      {isBroken ? <span class="error">This is not JSON; mend it and decide again.</span> : null}
      {undone ? <span class="error">{undone}</span> : null}
      {call ? <span class={call.ok ? 'hint' : 'error'}>{call.ok ? 'was called' : (call.problem?.message ?? 'failed')}</span> : null}
    </li>
  );
}

type VerdictProps = { checkpoint: Checkpoint; isPart: boolean; isFirst: boolean; say(how: CheckpointVerdict): void };

function Verdicts({ checkpoint: { conflicts }, isPart, isFirst, say }: VerdictProps): JSX.Element {
  const isInConflict = conflicts.length > 0;
  return (
    <div class="verdicts">
      <button type="button" class="primary" data-inbox-approve={isFirst ? '' : undefined} onClick={() => say(isInConflict ? 'rebase' : 'approve')}>
        {isInConflict ? 'Rebase and apply' : isPart ? 'Approve this part' : 'Approve'}
        {isFirst ? <kbd>A</kbd> : null}
      </button>
      <button type="button" data-inbox-reject={isFirst ? '' : undefined} onClick={() => say('reject_and_continue')}>
        Reject and continue {isFirst ? <kbd>X</kbd> : null}
      </button>
      <button type="button" class="quiet" onClick={() => say('reject_and_stop')}>
        Reject and stop
      </button>
    </div>
  );
}

/** Who decided, and the way back where there is one. */
function Past({ conversation, checkpoint }: { conversation: string; checkpoint: Checkpoint }): JSX.Element {
  const { inbox } = usePage();
  const { status, decidedBy, decidedAt, reason, revertedBy, notReverted = [], applied = {}, id } = checkpoint;
  const mayAct = useMay('operate');
  const isApplied = status === 'applied' || status === 'partly_applied';
  const hasWayBack = isApplied && checkpoint.items.some((item) => item.id in applied && isState.has(item.kind));
  return (
    <footer>
      <span class="hint">
        {decidedBy ? `by ${decidedBy} ` : ''}
        {decidedAt ? <When at={decidedAt} /> : null}
        {reason ? ` · ${reason}` : ''}
        {revertedBy ? ` · reverted by ${revertedBy}` : ''}
      </span>
      {mayAct && hasWayBack ? (
        <button type="button" class="quiet" onClick={() => void inbox.act((api) => api.revert(conversation, id))}>
          Revert
        </button>
      ) : null}
      {notReverted.map((text) => (
        <p key={text} class="hint">
          {text}
        </p>
      ))}
    </footer>
  );
}

const isState: ReadonlySet<CheckpointItem['kind']> = new Set(['variable', 'profile', 'stage']);

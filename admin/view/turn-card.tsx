import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { TurnCard as Card, ConditionRow, EffectRow, Entry, PlanRows } from '../trace/card.ts';
import { EffectDone } from './effect-done.tsx';
import { ModelCalls } from './model-calls.tsx';
import { Changes } from './trace-changes.tsx';
import { TurnWhy } from './turn-why.tsx';
import { Waterfall } from './waterfall.tsx';

/** Ways from a card to what it is about. */
export type Ways = { toEffect: (row: EffectRow) => void; toCondition: (action: string) => void };
/** `actions` stand at the top of the opened card; `isOpened` is how it begins. */
type TurnCardProps = { card: Card; actions?: ComponentChildren; ways?: Ways; isOpened?: boolean };

/** One turn as a line that opens: what matched and why, the plan, the time, each effect, and what went wrong. */
export function TurnCard({ card, actions, ways, isOpened = false }: TurnCardProps): JSX.Element {
  const [isOpen, setOpen] = useState(isOpened);
  return (
    <details
      open={isOpened}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      class={card.problems.length > 0 || card.state === 'failed' ? 'turn failed' : 'turn'}
    >
      <summary>
        <span class="turn-line">
          <span class="turn-said">{card.said.text}</span>
          <span class="turn-matched">{card.matched.length > 0 ? card.matched.join(', ') : nothingMatched(card)}</span>
          {card.effects.length > 0 ? <span class="turn-effects">{counted(card.effects)}</span> : null}
          {card.reply ? (
            <span class="turn-reply" dir="auto">
              {card.reply}
            </span>
          ) : null}
          {card.problems.length > 0 ? (
            <span class="tag error">{card.problems.length === 1 ? '1 problem' : `${card.problems.length} problems`}</span>
          ) : null}
          {card.state === 'silent' ? <span class="tag">no reply</span> : null}
        </span>
        {card.version ? (
          <span class="hint" title={`Ran on version ${card.version}`}>
            v{card.version}
          </span>
        ) : null}
        <span class="turn-time">{card.state === 'running' ? 'running…' : `${card.milliseconds} ms`}</span>
      </summary>
      {isOpen ? <TurnBody card={card} actions={actions} ways={ways} /> : null}
    </details>
  );
}

/** Drawn only once it is opened: only then is the classifier asked for its evidence. */
function TurnBody({ card, actions, ways }: Omit<TurnCardProps, 'isOpened'>): JSX.Element {
  return (
    <div class="turn-body">
      {actions}
      <Problems problems={card.problems} />
      <Part
        title={`Who could answer, in stage ${card.stage || 'unknown'}`}
        note={card.matchMilliseconds === null ? '' : `${card.matchMilliseconds} ms`}
      >
        <TurnWhy card={card} />
      </Part>
      {card.conditions.length > 0 ? (
        <Part title="Conditions">
          <Conditions rows={card.conditions} open={ways?.toCondition} />
        </Part>
      ) : null}
      {card.parameters.length > 0 ? (
        <Part title="Parameters">
          <Pairs pairs={card.parameters} />
        </Part>
      ) : null}
      {card.plans.map((plan, index) => (
        <Part key={index} title={index === 0 ? 'Plan' : `Plan ${index + 1}`}>
          <Plan plan={plan} />
        </Part>
      ))}
      {card.bars.length > 0 ? (
        <Part title="Where the time went">
          <Waterfall card={card} />
        </Part>
      ) : null}
      {card.entries.length > 0 ? (
        <Part title="What happened">
          <ol class="entries">
            {card.entries.map((entry, index) => (
              <li key={index}>
                <EntryView entry={entry} ways={ways} />
              </li>
            ))}
          </ol>
        </Part>
      ) : null}
      {card.spent ? <p class="hint">Used of the turn's budget: {card.spent}.</p> : null}
    </div>
  );
}

function nothingMatched({ said, plans, state }: Card): string {
  if (said.kind === 'start' || said.kind === 'resume') return plans.length > 0 ? 'hooks' : 'nothing to do';
  if (said.kind === 'rehearsal') return 'done by hand';
  if (state === 'running') return 'working…';
  return plans.length > 0 ? 'nothing matched → fallback' : 'nothing matched';
}

/** Names in their order, with how often one came in a row: `Modify variables × 2`. */
function counted(effects: readonly string[]): string {
  const starts = effects.flatMap((name, index) => (name === effects[index - 1] ? [] : [index]));
  const rows = starts.map((start, at) => ({ name: effects[start] ?? '', times: (starts[at + 1] ?? effects.length) - start }));
  return rows.map(({ name, times }) => (times > 1 ? `${name} × ${times}` : name)).join(' · ');
}

function Part({ title, note, children }: { title: string; note?: string; children: ComponentChildren }): JSX.Element {
  return (
    <section class="part">
      <h2>
        {title} {note ? <span class="hint">{note}</span> : null}
      </h2>
      {children}
    </section>
  );
}

function Problems({ problems }: { problems: readonly string[] }): JSX.Element | null {
  if (problems.length === 0) return null;
  return (
    <ul class="turn-problems">
      {problems.map((problem) => (
        <li key={problem}>{problem}</li>
      ))}
    </ul>
  );
}

function Conditions({ rows, open }: { rows: readonly ConditionRow[]; open: Ways['toCondition'] | undefined }): JSX.Element {
  return (
    <ul class="conditions">
      {rows.map(({ action, condition, value, problem }) => (
        <li key={action + condition}>
          {open ? (
            <button type="button" class="quiet" title={`Open the condition of ${action} in the editor`} onClick={() => open(action)}>
              {action}
            </button>
          ) : (
            <span class="place">{action}</span>
          )}{' '}
          <code>{condition}</code> <span aria-hidden="true">→</span> <strong class={value ? 'is-true' : 'is-false'}>{String(value)}</strong>
          {problem ? <span class="error"> {problem}</span> : null}
        </li>
      ))}
    </ul>
  );
}

function Plan({ plan }: { plan: PlanRows }): JSX.Element {
  return (
    <>
      <ol class="plan">
        {plan.steps.map(({ position, effect, sentence, tier, origin }) => (
          <li key={position}>
            <span class="rail-number">{position}</span> <span>{sentence || effect}</span>{' '}
            <span class="hint">
              {origin} · tier {tier}
            </span>
          </li>
        ))}
      </ol>
      {plan.discarded.map(({ effect, sentence, origin, reason }) => (
        <p key={effect + origin + sentence} class="discarded">
          <s>{sentence || effect}</s> <span class="hint">{origin}</span> — {reason}
        </p>
      ))}
    </>
  );
}

function EntryView({ entry, ways }: { entry: Entry; ways: Ways | undefined }): JSX.Element {
  switch (entry.kind) {
    case 'effect':
      return <EffectDone row={entry.effect} open={ways?.toEffect} />;
    case 'stage':
      return (
        <div class="entry stage">
          <strong>{entry.text}</strong>
          <Changes changes={entry.changes} />
          {entry.asked ? <ModelCalls asked={entry.asked} /> : null}
        </div>
      );
    case 'note':
      return <p class="entry hint">{entry.text}</p>;
    case 'problem':
      return <p class="entry error">{entry.text}</p>;
  }
}

function Pairs({ pairs }: { pairs: readonly [string, string][] }): JSX.Element {
  return (
    <dl class="pairs">
      {pairs.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

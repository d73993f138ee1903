import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { pathText } from '../../shared/finding.ts';
import type { EffectType } from '../../shared/project/effect.ts';
import type { Value } from '../../shared/value.ts';
import { inserted } from '../document/edit.ts';
import { type Path, valueAt } from '../document/path.ts';
import { asList, asRecord, asText } from '../document/read.ts';
import { newEffect } from '../effects/new-effect.ts';
import { executionOrder, ordinal, type PlacedEffect } from '../effects/order.ts';
import { effectName, effectNames, effectSentence } from '../effects/sentence.ts';
import { AddMenu, menuOptions } from './add-menu.tsx';
import { EffectFields } from './effect-fields.tsx';
import { FieldFindings } from './fields.tsx';
import { MoveHandle } from './move-handle.tsx';
import { useDraft, usePage, useValue } from './page-context.ts';
import { RemoveButton } from './row-buttons.tsx';
import { RunOrder } from './run-order.tsx';

/** The effects of an action or a hook as they are written, and beside them the order in which they really run. */
export function EffectList({ path, hook }: { path: Path; hook?: string }): JSX.Element {
  const document = useDraft((state) => state.document);
  const [value] = useValue(path);
  const [current, setCurrent] = useState<number | null>(null);
  const placed = executionOrder(value, document, hook);
  const written = placed.toSorted((left, right) => left.index - right.index);
  const moved = written.filter(({ reason }) => reason !== undefined).length;
  return (
    <section class="effects" aria-labelledby="effects-heading">
      <header class="section-head">
        <h2 id="effects-heading">Effects</h2>
        <p class="hint">{orderHint(placed.length, moved)}</p>
      </header>
      {placed.length === 0 ? (
        <p class="empty">Nothing happens yet. Add the first effect: a reply, a call of a tool, another stage…</p>
      ) : (
        <div class="effects-grid">
          <RunOrder list={path} placed={placed} current={current} />
          <ol class="written" data-drop-list={pathText(path)} onFocusOut={() => setCurrent(null)}>
            {written.map((it) => (
              <EffectCard key={it.index} list={path} it={it} count={written.length} hook={hook} onFocus={() => setCurrent(it.index)} />
            ))}
          </ol>
        </div>
      )}
      <AddEffect list={path} count={placed.length} />
    </section>
  );
}

function orderHint(count: number, moved: number): string {
  if (count < 2) return '';
  if (moved === 0) return 'They run as they are written.';
  return moved === 1 ? 'One of them runs elsewhere than it is written.' : `${moved} of them run elsewhere than they are written.`;
}

type EffectCardProps = { list: Path; it: PlacedEffect; count: number; hook: string | undefined; onFocus: () => void };

function EffectCard({ list, it, count, hook, onFocus }: EffectCardProps): JSX.Element {
  const path = [...list, it.index];
  const type = asText(asRecord(it.effect).type);
  const name = effectName(type);
  return (
    <li class={it.position === undefined ? 'effect idle' : 'effect'} data-row data-path={pathText(path)} tabIndex={-1} onFocusIn={onFocus}>
      <header>
        <MoveHandle list={list} index={it.index} count={count} label={name} after={runsAfter(hook)} />
        <h3>{name}</h3>
        <RunsAt it={it} />
        <span class="tier" title="Lower tiers run first">
          tier {it.tier}
        </span>
        <RemoveButton path={path} label={`effect ${name}`} />
      </header>
      <p class="sentence">{effectSentence(it.effect)}</p>
      <EffectFields path={path} type={type} />
      <FieldFindings path={path} />
    </li>
  );
}

/** Only where it is not what one reads anyway: that an effect runs at another place, or not at all. */
function RunsAt({ it: { index, position } }: { it: PlacedEffect }): JSX.Element | null {
  if (position === index + 1) return null;
  return position === undefined ? <span class="tag error">will not run</span> : <span class="tag warning">runs {ordinal(position)}</span>;
}

/** Said after a move: the place in the list is not yet the place in time. */
function runsAfter(hook: string | undefined): (document: Value, path: Path) => string {
  return (document, path) => {
    const it = executionOrder(valueAt(document, path.slice(0, -1)), document, hook).find(({ index }) => index === path.at(-1));
    if (!it || it.position === it.index + 1) return '';
    return it.position === undefined ? '; it will not run' : `; it runs ${ordinal(it.position)}`;
  };
}

function AddEffect({ list, count }: { list: Path; count: number }): JSX.Element {
  const page = usePage();
  const add = (type: string): void =>
    // The lines of the menu are the keys of effectNames.
    page.draft.edit(pathText([...list, count]), (draft) =>
      inserted(draft, list, { index: asList(valueAt(draft, list)).length, values: [newEffect(type as EffectType, draft)] }),
    );
  return (
    <AddMenu label="Add effect" add={add}>
      {menuOptions(effectNames)}
    </AddMenu>
  );
}

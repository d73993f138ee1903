import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import type { Path } from '../document/path.ts';
import { asRecord, asText } from '../document/read.ts';
import type { PlacedEffect } from '../effects/order.ts';
import { effectName } from '../effects/sentence.ts';

type RunOrderProps = { list: Path; placed: readonly PlacedEffect[]; current: number | null };

/** The order in which effects really run, as a numbered rail; one that runs elsewhere than it is written says why, each leads to its card. */
export function RunOrder({ list, placed, current }: RunOrderProps): JSX.Element {
  return (
    <aside class="run-order" aria-labelledby="run-order-heading">
      <h3 id="run-order-heading">Order in which they run</h3>
      <ol class="rail">
        {placed.map((it) => (
          <li key={it.index} class={stopClass(it, current)}>
            <span class="rail-number">{it.position ?? '–'}</span>
            <span class="rail-stop">
              <button type="button" class="rail-name" onClick={() => focusCard([...list, it.index])}>
                {effectName(asText(asRecord(it.effect).type))}
              </button>
              {it.reason ? <span class={it.position === undefined ? 'reason stopped' : 'reason'}>{it.reason}</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </aside>
  );
}

function stopClass({ index, position, reason }: PlacedEffect, current: number | null): string {
  const state = position === undefined ? 'idle' : reason === undefined ? '' : 'shifted';
  return ['rail-item', state, index === current ? 'current' : ''].filter(Boolean).join(' ');
}

function focusCard(path: Path): void {
  const card = document.querySelector<HTMLElement>(`.effect[data-path="${CSS.escape(pathText(path))}"]`);
  card?.scrollIntoView({ block: 'nearest' });
  card?.focus();
}

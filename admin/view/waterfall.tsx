import type { JSX } from 'preact';
import { axisOf, type Bar } from '../trace/bars.ts';
import type { TurnCard } from '../trace/card.ts';

/** Where the time of a turn went: each phase with its start and its length in numbers, and as a bar on one axis. */
export function Waterfall({ card }: { card: Pick<TurnCard, 'bars' | 'milliseconds'> }): JSX.Element {
  const axis = axisOf(card);
  return (
    <table class="plain waterfall">
      <thead>
        <tr>
          <th scope="col">Phase</th>
          <th scope="col">Begins</th>
          <th scope="col">Takes</th>
          <th scope="col" class="lane-head">
            <span class="axis">
              <span>0</span>
              <span>{shown(axis / 2)}</span>
              <span>{shown(axis)} ms</span>
            </span>
          </th>
        </tr>
      </thead>
      <tbody>
        {card.bars.map((bar, index) => (
          <Phase key={index} bar={bar} axis={axis} />
        ))}
      </tbody>
    </table>
  );
}

function Phase({ bar: { name, about, kind, from, milliseconds, ok, isPart }, axis }: { bar: Bar; axis: number }): JSX.Element {
  const percent = (value: number): string => `${(value / axis) * 100}%`;
  return (
    <tr>
      <th scope="row" class={isPart ? 'phase part-of' : 'phase'} title={about ? `${name}: ${about}` : name}>
        {name} {ok ? null : <span class="tag error">failed</span>} <span class="hint">{about}</span>
      </th>
      <td class="number">{shown(from)} ms</td>
      <td class="number">{shown(milliseconds)} ms</td>
      {/* The numbers beside it say the same. */}
      <td class="lane" aria-hidden="true">
        <span class={ok ? `bar ${kind}` : `bar ${kind} failed`} style={{ marginLeft: percent(from), width: percent(milliseconds) }} />
      </td>
    </tr>
  );
}

const shown = (milliseconds: number): string => String(Math.round(milliseconds * 10) / 10);

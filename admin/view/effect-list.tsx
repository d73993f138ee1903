import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import type { EffectType } from '../../shared/project/effect.ts';
import { inserted, moved } from '../document/edit.ts';
import { type Path, withValue } from '../document/path.ts';
import { asList, asRecord, asText } from '../document/read.ts';
import { newEffect } from '../effects/new-effect.ts';
import { executionOrder, type PlacedEffect } from '../effects/order.ts';
import { effectName, effectNames, effectSentence } from '../effects/sentence.ts';
import { EffectFields } from './effect-fields.tsx';
import { FieldFindings } from './fields.tsx';
import { useDraft, usePage, useValue } from './page-context.ts';

/** The effects of an action or a hook in the order in which they really run, each saying where it was moved and why. */
export function EffectList({ path, hook }: { path: Path; hook?: string }): JSX.Element {
  const page = usePage();
  const document = useDraft((state) => state.document);
  const [value] = useValue(path);
  const placed = executionOrder(value, document, hook);
  const add = (type: string): void => {
    const index = asList(value).length;
    // The options of the menu are the keys of effectNames.
    page.draft.edit(pathText(path), (draft) => inserted(draft, path, { index, values: [newEffect(type as EffectType, draft)] }));
  };
  return (
    <section class="effects" aria-labelledby="effects-heading">
      <header class="section-head">
        <h2 id="effects-heading">Effects</h2>
        <p class="hint">In the order in which they run, which priorities decide.</p>
      </header>
      {placed.length === 0 ? <p class="empty">Nothing happens yet. Add the first effect below.</p> : null}
      <ol class="rail">
        {placed.map((it, at) => (
          <EffectCard key={it.index} list={path} it={it} neighbours={{ before: placed[at - 1], after: placed[at + 1] }} />
        ))}
      </ol>
      <label class="add-menu">
        <span>Add effect</span>
        <select
          value=""
          onChange={(event) => {
            add(event.currentTarget.value);
            event.currentTarget.value = '';
          }}
        >
          <option value="">choose…</option>
          {Object.entries(effectNames).map(([type, name]) => (
            <option key={type} value={type}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </section>
  );
}

type EffectCardProps = { list: Path; it: PlacedEffect; neighbours: { before?: PlacedEffect; after?: PlacedEffect } };

function EffectCard({ list, it, neighbours }: EffectCardProps): JSX.Element {
  const path = [...list, it.index];
  const { type } = asRecord(it.effect);
  const name = effectName(asText(type));
  return (
    <li class={it.position === undefined ? 'effect idle' : 'effect'} data-path={pathText(path)} tabIndex={-1}>
      <span class="rail-number">{it.position ?? '–'}</span>
      <div class="effect-body">
        <header>
          <h3>{name}</h3>
          <span class="tier" title="Lower tiers run first">
            tier {it.tier}
          </span>
          <EffectButtons list={list} it={it} neighbours={neighbours} name={name} />
        </header>
        <p class="sentence">{effectSentence(it.effect)}</p>
        {it.reason ? <p class={it.position === undefined ? 'reason stopped' : 'reason'}>{it.reason}</p> : null}
        <EffectFields path={path} type={asText(type)} />
        <FieldFindings path={path} />
      </div>
    </li>
  );
}

/** Moving is possible among effects of one tier: between tiers the priorities decide, whatever the list says. */
function EffectButtons({ list, it, neighbours, name }: EffectCardProps & { name: string }): JSX.Element {
  const page = usePage();
  const move = (other: PlacedEffect | undefined): void => {
    if (!other) return;
    page.draft.edit(pathText([...list, other.index]), (draft) => moved(draft, list, { from: it.index, to: other.index }));
    page.draft.notify(`${name} moved`);
  };
  const isFree = (other: PlacedEffect | undefined): boolean => other !== undefined && other.tier === it.tier && other.position !== undefined;
  return (
    <span class="buttons">
      {isFree(neighbours.before) && it.position !== undefined ? (
        <button type="button" class="icon" aria-label={`Move ${name} earlier`} onClick={() => move(neighbours.before)}>
          <span aria-hidden="true">↑</span>
        </button>
      ) : null}
      {isFree(neighbours.after) && it.position !== undefined ? (
        <button type="button" class="icon" aria-label={`Move ${name} later`} onClick={() => move(neighbours.after)}>
          <span aria-hidden="true">↓</span>
        </button>
      ) : null}
      <button
        type="button"
        class="icon"
        aria-label={`Remove effect ${name}`}
        onClick={() => page.draft.edit(pathText(list), (draft) => withValue(draft, [...list, it.index], undefined))}
      >
        <span aria-hidden="true">×</span>
      </button>
    </span>
  );
}

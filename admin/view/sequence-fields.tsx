import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import type { EffectType } from '../../shared/project/effect.ts';
import type { Value } from '../../shared/value.ts';
import { inserted } from '../document/edit.ts';
import type { Path } from '../document/path.ts';
import { asList, asRecord, oneLine } from '../document/read.ts';
import { itemChoices, sequenceItem } from '../document/sequence.ts';
import { newEffect } from '../effects/new-effect.ts';
import { effectName, effectNames, effectSentence } from '../effects/sentence.ts';
import { AddMenu } from './add-menu.tsx';
import { EffectFields } from './effect-fields.tsx';
import { FieldFindings, LongField } from './fields.tsx';
import { JsonFold } from './json-fold.tsx';
import { MoveHandle } from './move-handle.tsx';
import { NameField } from './name-field.tsx';
import { useDraft, usePage, useValue } from './page-context.ts';
import { RemoveButton } from './row-buttons.tsx';

/** An action sequence: its name, what it is for, and its items in the order in which they run (R000-08). */
export function SequenceFields({ path }: { path: Path }): JSX.Element {
  const list = [...path, 'actions'];
  const [value] = useValue(list);
  const items = asList(value);
  return (
    <>
      <NameField path={path} hint="Call tool names it like a tool." />
      <LongField path={[...path, 'description']} label="Description" />
      <fieldset class="text-list sequence-items" data-path={pathText(list)} tabIndex={-1}>
        <legend>
          Actions <span class="count">{items.length}</span>
        </legend>
        <p class="hint">They run one after another, from the top. Drag a handle, or move it with ↑ and ↓.</p>
        {items.length === 0 ? <p class="empty">Nothing runs yet. Choose the first one below.</p> : null}
        <ol data-drop-list={pathText(list)}>
          {items.map((item, index) => (
            <Item key={index} list={list} index={index} count={items.length} item={item} />
          ))}
        </ol>
        <AddItem list={list} count={items.length} />
        <FieldFindings path={list} />
      </fieldset>
    </>
  );
}

type ItemProps = { list: Path; index: number; count: number; item: Value };
const kindNames = { tool: 'Tool', action: 'Action', effect: 'Effect' } as const;

function Item({ list, index, count, item }: ItemProps): JSX.Element {
  const path = [...list, index];
  const { kind, name } = sequenceItem(item);
  const { parameters, effect } = asRecord(item);
  const label = kind === 'effect' ? effectName(name) : name;
  return (
    <li data-row class="sequence-item">
      <MoveHandle list={list} index={index} count={count} label={label} />
      <div class="sequence-body">
        <p>
          <span class="tag">{kindNames[kind]}</span> <strong>{label}</strong>{' '}
          <span class="hint">{kind === 'effect' ? effectSentence(effect) : parameters === undefined ? '' : `with ${oneLine(parameters)}`}</span>
        </p>
        {kind === 'effect' ? (
          <details class="fold">
            <summary>Edit</summary>
            <EffectFields path={[...path, 'effect']} type={name} />
          </details>
        ) : (
          <JsonFold path={path} summary="Parameters" label={`${label} as JSON`} rows={6} />
        )}
      </div>
      <RemoveButton path={path} label={`${label}, ${index + 1} of ${count}`} />
    </li>
  );
}

/** Tools, actions and effects in one list; a sequence is not among them, because none may hold another (R000-12). */
function AddItem({ list, count }: { list: Path; count: number }): JSX.Element {
  const page = usePage();
  const document = useDraft((state) => state.document);
  const { tools, actions } = itemChoices(document);
  const add = (choice: string): void =>
    page.draft.edit(pathText(list), (draft) => inserted(draft, list, { index: count, values: [itemFor(choice, draft)] }));
  const options = (kind: string, names: readonly string[], shown = (name: string) => name): JSX.Element[] =>
    names.map((name) => (
      <option key={name} value={`${kind}:${name}`}>
        {shown(name)}
      </option>
    ));
  return (
    <AddMenu label="Add to the sequence" add={add}>
      <optgroup label="Tools">{options('tool', tools)}</optgroup>
      <optgroup label="Actions">{options('action', actions)}</optgroup>
      <optgroup label="Effects">{options('effect', Object.keys(effectNames), effectName)}</optgroup>
    </AddMenu>
  );
}

function itemFor(choice: string, document: Value): Value {
  const [kind = '', ...rest] = choice.split(':');
  const name = rest.join(':');
  // The effects of the menu are the keys of effectNames.
  return kind === 'effect' ? { effect: newEffect(name as EffectType, document) } : { [kind]: name };
}

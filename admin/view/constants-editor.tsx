import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { pathText } from '../../shared/finding.ts';
import type { Value } from '../../shared/value.ts';
import { freeKey } from '../document/edit.ts';
import { asRecord } from '../document/read.ts';
import { FieldFindings } from './fields.tsx';
import { JsonFold } from './json-fold.tsx';
import { usePage, useValue } from './page-context.ts';
import { CrossButton } from './row-buttons.tsx';
import { ValueInput } from './value-input.tsx';

const path = ['constants'];

/** The project's constants: what never changes in a conversation, by name. */
export function ConstantsEditor(): JSX.Element {
  const page = usePage();
  const [value] = useValue(path);
  const pairs = Object.entries(asRecord(value));
  const set = (next: [string, Value][]): void => page.draft.set(path, next.length > 0 ? Object.fromEntries(next) : undefined, pathText(path));
  return (
    <article class="editor">
      <h1 tabIndex={-1}>Constants</h1>
      <p class="hint">
        Values that are the same in every conversation, read as constants.name in code and {'{{constants.name}}'} in texts. A value is text or JSON.
      </p>
      <div class="row-table" data-path={pathText(path)} tabIndex={-1}>
        {pairs.length === 0 ? (
          <p class="empty">No constants yet.</p>
        ) : (
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Value</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {pairs.map(([name, item], index) => (
                <tr key={index}>
                  <td>
                    <ConstantName
                      name={name}
                      index={index}
                      taken={pairs.map(([other]) => other)}
                      onName={(next) => set(pairs.with(index, [next, item]))}
                    />
                  </td>
                  <td class="wide">
                    <ValueInput label={`Value of ${name}`} type="any" value={item} onChange={(next) => set(pairs.with(index, [name, next ?? '']))} />
                  </td>
                  <td class="row-handle">
                    <CrossButton label={`Remove ${name}`} onClick={() => set(pairs.toSpliced(index, 1))} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <button type="button" class="quiet" onClick={() => set([...pairs, [freeKey(pairs), '']])}>
          Add constant
        </button>
        <FieldFindings path={path} />
      </div>
      <JsonFold path={path} summary="As JSON" label="The constants as JSON" rows={12} />
    </article>
  );
}

type ConstantNameProps = { name: string; index: number; taken: readonly string[]; onName: (name: string) => void };

/** A name that is typed: two constants cannot share one, so a taken name waits in the field until it is free or left. */
function ConstantName({ name, index, taken, onName }: ConstantNameProps): JSX.Element {
  const [typed, setTyped] = useState<string | null>(null);
  const isTaken = (next: string): boolean => taken.some((other, at) => at !== index && other === next);
  const text = typed ?? name;
  return (
    <>
      <input
        class="code"
        aria-label={`Name of constant ${index + 1}`}
        aria-invalid={isTaken(text)}
        value={text}
        onInput={(event) => {
          const next = event.currentTarget.value;
          setTyped(next);
          if (!isTaken(next)) onName(next);
        }}
        onBlur={() => setTyped(null)}
      />
      {isTaken(text) ? <span class="error">There is one of that name.</span> : null}
    </>
  );
}

import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import type { Value, Values } from '../../shared/value.ts';
import { freeKey } from '../document/edit.ts';
import type { Path } from '../document/path.ts';
import { asRecord, asText, oneLine } from '../document/read.ts';
import { FieldFindings } from './fields.tsx';
import { usePage, useValue } from './page-context.ts';
import { CrossButton } from './row-buttons.tsx';

type PairRowsProps = { path: Path; label: string; what: string; hint?: string };

/** Values by name, a row each; the names are typed like the values. */
export function PairRows({ path, label, what, hint }: PairRowsProps): JSX.Element {
  const page = usePage();
  const [value] = useValue(path);
  const pairs = Object.entries(asRecord(value));
  const set = (next: [string, Value][]): void => {
    const values: Values = Object.fromEntries(next);
    page.draft.set(path, next.length > 0 ? values : undefined, pathText(path));
  };
  return (
    <fieldset class="text-list" data-path={pathText(path)} tabIndex={-1}>
      <legend>
        {label} <span class="count">{pairs.length}</span>
      </legend>
      {hint ? <p class="hint">{hint}</p> : null}
      <ol>
        {pairs.map(([name, text], index) => (
          <li key={index}>
            <input
              class="code"
              aria-label={`Name of ${what} ${index + 1}`}
              value={name}
              // Two of one name cannot stand in one record: the field keeps the old name until the new one is free.
              onInput={(event) => set(withName(pairs, index, event.currentTarget.value))}
            />
            <input
              class="code"
              aria-label={`Value of ${what} ${index + 1}`}
              value={asText(text) || oneLine(text)}
              onInput={(event) => set(pairs.with(index, [name, event.currentTarget.value]))}
            />
            <CrossButton label={`Remove ${what} ${name}`} onClick={() => set(pairs.toSpliced(index, 1))} />
          </li>
        ))}
      </ol>
      <button type="button" class="quiet" onClick={() => set([...pairs, [freeKey(pairs), '']])}>
        Add {what}
      </button>
      <FieldFindings path={path} />
    </fieldset>
  );
}

const withName = (pairs: [string, Value][], index: number, name: string): [string, Value][] =>
  pairs.some(([other], at) => at !== index && other === name) ? pairs : pairs.with(index, [name, pairs[index]?.[1] ?? '']);

import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { pathText } from '../../shared/finding.ts';
import type { Path } from '../document/path.ts';
import { nameOf } from '../document/read.ts';
import { referencesTo, renamed } from '../document/references.ts';
import { Labelled } from './fields.tsx';
import { usePage, useValue } from './page-context.ts';

type NameFieldProps = { path: Path; label?: string; nameKey?: 'name' | 'id'; hint?: string };

/** The name of a part; everything that refers to it follows as it is typed, and one undo takes all of that back. */
export function NameField({ path, label = 'Name', nameKey = 'name', hint }: NameFieldProps): JSX.Element {
  const page = usePage();
  const [value] = useValue(path);
  // Found when typing begins: halfway a name may be that of another part, whose references must not come along.
  const references = useRef<Path[] | null>(null);
  const place = pathText([...path, nameKey]);
  const rename = (to: string): void => {
    const { document } = page.draft.store.getState();
    references.current ??= referencesTo(document, path);
    page.draft.set([], renamed(document, path, { to, references: references.current }), place);
  };
  const settle = (): void => {
    const count = references.current?.length ?? 0;
    if (count > 0) page.draft.notify(`${count} ${count === 1 ? 'place that names' : 'places that name'} it changed too`);
    references.current = null;
  };
  return (
    <Labelled path={[...path, nameKey]} label={label} hint={hint}>
      {(ids) => <input {...ids} value={nameOf(value)} onInput={(event) => rename(event.currentTarget.value)} onBlur={settle} />}
    </Labelled>
  );
}

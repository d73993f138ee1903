import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import { type Path, withValue } from '../document/path.ts';
import { asRecord, nameOf } from '../document/read.ts';
import { moveByAlt } from '../reorder/moving.ts';
import { focusHeading, usePage, useValue } from './page-context.ts';

/** The name of the edited part, with a way to remove it where it is an item of a list; with the focus on it, Alt and an arrow move it there. */
export function Heading({ kind, path }: { kind: string; path: Path }): JSX.Element {
  const page = usePage();
  const [value] = useValue(path);
  const name = nameOf(asRecord(value)) || 'unnamed';
  const isItem = typeof path.at(-1) === 'number';
  const remove = (): void => {
    page.draft.edit(pathText(path), (draft) => withValue(draft, path, undefined));
    page.draft.notify(`${name} removed; Ctrl+Z brings it back`);
    page.go({ room: 'build', path: [] });
  };
  return (
    <header class="editor-head">
      <h1
        tabIndex={-1}
        onKeyDown={isItem ? (event) => void moveByAlt(page, { item: path, label: name }, { event, follow: focusHeading }) : undefined}
      >
        <span class="kind">{kind}</span> {name}
      </h1>
      {isItem ? (
        <button type="button" class="quiet danger" onClick={remove}>
          Remove
        </button>
      ) : null}
    </header>
  );
}

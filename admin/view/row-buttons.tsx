import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import { type Path, withValue } from '../document/path.ts';
import { usePage } from './page-context.ts';

/** The cross that takes something away; `label` says what. */
export function CrossButton({ label, onClick }: { label: string; onClick: () => void }): JSX.Element {
  return (
    <button type="button" class="icon" aria-label={label} onClick={onClick}>
      <span aria-hidden="true">×</span>
    </button>
  );
}

/** Takes an item out of its list in the draft. */
export function RemoveButton({ path, label }: { path: Path; label: string }): JSX.Element {
  const page = usePage();
  const remove = (): void => page.draft.edit(pathText(path.slice(0, -1)), (draft) => withValue(draft, path, undefined));
  return <CrossButton label={`Remove ${label}`} onClick={remove} />;
}

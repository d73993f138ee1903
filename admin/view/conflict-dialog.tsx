import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Value } from '../../shared/value.ts';
import { writeJson } from '../document/json-text.ts';
import type { Clash } from '../document/merge.ts';
import { placeText } from '../document/place.ts';
import type { Conflict } from '../draft/draft-state.ts';
import { Dialog } from './dialog.tsx';
import { useDraft, usePage } from './page-context.ts';

/** Both texts of each place that two people changed, to choose from; the rest went together by itself. */
export function ConflictDialog(): JSX.Element {
  const conflict = useDraft((state) => state.conflict);
  return (
    <Dialog title="Somebody else changed the same place" isOpen={conflict !== null}>
      {conflict ? <ConflictForm key={conflict.theirs.revision} conflict={conflict} /> : null}
    </Dialog>
  );
}

function ConflictForm({ conflict }: { conflict: Conflict }): JSX.Element {
  const page = usePage();
  const [keepMine, setKeepMine] = useState(() => conflict.clashes.map(() => true));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        page.draft.resolve(keepMine);
      }}
    >
      <p class="hint">Both texts are kept until you choose. Everything else that either of you changed is already together.</p>
      {conflict.clashes.map((clash, index) => (
        <ClashChoice
          key={placeText(clash.place)}
          clash={clash}
          isMine={keepMine[index] ?? true}
          choose={(mine) => setKeepMine(keepMine.with(index, mine))}
        />
      ))}
      <footer>
        <button type="submit" class="primary">
          Keep the chosen texts
        </button>
      </footer>
    </form>
  );
}

type ClashChoiceProps = { clash: Clash; isMine: boolean; choose: (mine: boolean) => void };

function ClashChoice({ clash, isMine, choose }: ClashChoiceProps): JSX.Element {
  const place = placeText(clash.place);
  const option = (mine: boolean, name: string, value: Value | undefined): JSX.Element => (
    <label class="clash-option">
      <span>
        <input type="radio" name={place} checked={isMine === mine} onChange={() => choose(mine)} /> {name}
      </span>
      <pre>{shownText(value)}</pre>
    </label>
  );
  return (
    <fieldset class="clash">
      <legend>{place}</legend>
      {option(true, 'Yours', clash.mine)}
      {option(false, 'Theirs', clash.theirs)}
    </fieldset>
  );
}

const shownText = (value: Value | undefined): string => (value === undefined ? '(removed)' : typeof value === 'string' ? value : writeJson(value));

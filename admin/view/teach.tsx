import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { pathText } from '../../shared/finding.ts';
import { type Lesson, lessonOf, type Pupil, pupilsOf, taught } from '../document/teach.ts';
import type { HistoryStep } from '../draft/history.ts';
import { hashOf } from '../route.ts';
import { useDraft, usePage } from './page-context.ts';

const words: Record<Lesson, string> = { examples: 'an example', counterExamples: 'a counter-example' };

/** What was said becomes an example of an action, or of what it does not mean, in the draft; one press takes it back. */
export function Teach({ text, stage, likeliest }: { text: string; stage: string; likeliest: string }): JSX.Element {
  const page = usePage();
  const document = useDraft((state) => state.document);
  const last = useDraft((state) => state.history.past.at(-1));
  const [chosen, setChosen] = useState(likeliest);
  const [added, setAdded] = useState<HistoryStep | null>(null);
  const pupils = pupilsOf(document, stage);
  const pupil = pupils.find(({ name }) => name === chosen) ?? pupils[0];
  if (!pupil) return <p class="hint">The draft has no action in this stage to teach this to.</p>;
  const add = (lesson: Lesson): void => {
    page.draft.edit(pathText([...pupil.path, lesson]), (draft) => taught(draft, pupil.path, { lesson, text }));
    setAdded(page.draft.store.getState().history.past.at(-1) ?? null);
    page.draft.notify(`Now ${words[lesson]} of ${pupil.name} in the draft`);
  };
  const held = lessonOf(document, pupil.path, text);
  return (
    <div class="teach">
      <Choice pupils={pupils} chosen={pupil.name} choose={setChosen} />
      <button type="button" disabled={held === 'examples'} onClick={() => add('examples')}>
        Add as example
      </button>
      <button type="button" disabled={held === 'counterExamples'} onClick={() => add('counterExamples')}>
        Add as counter-example
      </button>
      {held ? (
        <span class="hint">
          This is {words[held]} of <a href={hashOf({ room: 'build', path: pupil.path })}>{pupil.name}</a> in the draft.
        </span>
      ) : null}
      {added !== null && added === last ? (
        <button type="button" class="quiet" onClick={() => void page.draft.undo()}>
          Undo
        </button>
      ) : null}
    </div>
  );
}

function Choice({ pupils, chosen, choose }: { pupils: Pupil[]; chosen: string; choose: (name: string) => void }): JSX.Element {
  return (
    <label class="teach-choice">
      <span>This message means</span>
      <select value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
        {pupils.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

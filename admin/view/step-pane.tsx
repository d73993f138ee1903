import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { pathText } from '../../shared/finding.ts';
import { inserted } from '../document/edit.ts';
import { type Path, valueAt } from '../document/path.ts';
import { innerLists, newSteps, type StepType, stepKeyword, stepKeywords, stepModes, stepType } from '../document/playbook-steps.ts';
import { asList } from '../document/read.ts';
import { AddMenu, menuOptions } from './add-menu.tsx';
import { Dialog } from './dialog.tsx';
import { ChoiceField, TextField } from './fields.tsx';
import { JsonFold } from './json-fold.tsx';
import { usePage, useValue } from './page-context.ts';
import { StepFields } from './step-fields.tsx';
import { handoffText, type Opener } from './step-list.tsx';

type StepPaneProps = { opener: Opener; path: Path | null; onClose: () => void };

/** The step that was opened, at the side: its mode and its fields (R004-04). Saved as it is typed; an undo that takes the step away closes it. */
export function StepPane({ opener, path, onClose }: StepPaneProps): JSX.Element {
  const { playbook, handoffs } = opener;
  const [step] = useValue(path ?? playbook);
  const isOpen = path !== null && step !== undefined;
  const pane = useRef<HTMLDivElement>(null);
  const place = path === null ? '' : pathText(path);
  // The next step opens where the one before stood: the keys go on in it.
  useLayoutEffect(() => pane.current?.querySelector<HTMLElement>('select, input, textarea')?.focus(), [place]);
  return (
    <Dialog title={path === null ? 'Step' : stepKeyword(step)} isOpen={isOpen} onClose={onClose} hasUndo isSide>
      {path === null ? null : (
        <div ref={pane} class="step-pane" key={place}>
          <Mode path={path} />
          <StepFields path={path} playbook={playbook} />
          <Handoff text={handoffText({ playbook, handoffs }, path)} />
          <TextField path={[...path, 'id']} label="Id" hint="What a GO TO names." isCode />
          <JsonFold path={path} summary="Everything else, as JSON" label="This step as JSON" rows={14} />
          <NextStep path={path} opener={opener} />
          <footer>
            <span class="hint">Saved as you type.</span>
            <button type="button" class="primary" onClick={onClose}>
              Done
            </button>
          </footer>
        </div>
      )}
    </Dialog>
  );
}

/** Goes on without a way back to the list: the step after this one, and the first ones of its branches. */
function NextStep({ path, opener }: { path: Path; opener: Opener }): JSX.Element {
  const page = usePage();
  const [step] = useValue(path);
  const list = path.slice(0, -1);
  const inner = innerLists(step, path);
  const add = (place: Path, index: number, type: StepType): void => {
    page.draft.edit(pathText(place), (draft) => inserted(draft, place, { index, values: [newSteps[type]] }));
    opener.open([...place, index]);
  };
  return (
    <div class="next-steps">
      {inner.map(({ path: place, kind, index }) => (
        <StepMenu
          key={pathText(place)}
          label={kind === 'else' ? 'Else' : inner.length > 2 ? `Then, in branch ${index + 1}` : 'Then'}
          add={(type) => add(place, asList(valueAt(page.draft.store.getState().document, place)).length, type)}
        />
      ))}
      <StepMenu label="Next step" add={(type) => add(list, Number(path.at(-1)) + 1, type)} />
    </div>
  );
}

function StepMenu({ label, add }: { label: string; add: (type: StepType) => void }): JSX.Element {
  return (
    // The lines of the menu are the keys of stepKeywords.
    <AddMenu label={label} add={(type) => add(type as StepType)}>
      {menuOptions(stepKeywords)}
    </AddMenu>
  );
}

/** Only the mode changes hands: what was typed for the other one stays in the step. */
function Mode({ path }: { path: Path }): JSX.Element {
  const [step] = useValue(path);
  const type = stepType(step);
  const modes = type === null ? undefined : stepModes[type];
  if (!modes) return <p class="hint">Deterministic only: this step has no modes and never asks a model.</p>;
  return <ChoiceField path={[...path, 'mode']} label="Mode" choices={modes} standard={modes[0]} />;
}

function Handoff({ text }: { text: string }): JSX.Element | null {
  if (text === '') return null;
  return (
    <p>
      <span class="tag">{text}</span>{' '}
      <span class="hint">{text.endsWith('on') ? 'A failure fetches a person.' : 'A failure goes on: an IF/ELSE looks at its status.'}</span>
    </p>
  );
}

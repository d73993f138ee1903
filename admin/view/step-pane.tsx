import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import type { Path } from '../document/path.ts';
import { stepKeyword, stepModes, stepType } from '../document/playbook-steps.ts';
import { Dialog } from './dialog.tsx';
import { ChoiceField, TextField } from './fields.tsx';
import { JsonFold } from './json-fold.tsx';
import { useValue } from './page-context.ts';
import { StepFields } from './step-fields.tsx';
import { handoffText, type Opener } from './step-list.tsx';

type StepPaneProps = Pick<Opener, 'playbook' | 'handoffs'> & { path: Path | null; onClose: () => void };

/** The step that was opened, at the side: its mode and its fields (R004-04). Saved as it is typed; an undo that takes the step away closes it. */
export function StepPane({ playbook, handoffs, path, onClose }: StepPaneProps): JSX.Element {
  const [step] = useValue(path ?? playbook);
  const isOpen = path !== null && step !== undefined;
  return (
    <Dialog title={path === null ? 'Step' : stepKeyword(step)} isOpen={isOpen} onClose={onClose} hasUndo isSide>
      {path === null ? null : (
        <div class="step-pane" key={pathText(path)}>
          <Mode path={path} />
          <StepFields path={path} playbook={playbook} />
          <Handoff text={handoffText({ playbook, handoffs }, path)} />
          <TextField path={[...path, 'id']} label="Id" hint="What a GO TO names." isCode />
          <JsonFold path={path} summary="Everything else, as JSON" label="This step as JSON" rows={14} />
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

import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { AdminRunning } from '../../shared/admin.ts';
import { useDraft, usePage } from './page-context.ts';

type MoveRunningProps = { isOn: boolean; onChange: (isOn: boolean) => void };

/** Whether conversations that run now move to what is published, with their number; unticked, each ends on its own version (G-08). */
export function MoveRunning({ isOn, onChange }: MoveRunningProps): JSX.Element | null {
  const running = useRunning();
  const count = running?.reduce((sum, { conversations }) => sum + conversations, 0);
  if (count === 0) return <p class="hint">No conversation is running; those that start from now on get the new version.</p>;
  return (
    <div class="field">
      <label class="toggle">
        <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
        Move running conversations{count === undefined ? '' : ` (${count})`}
      </label>
      <p class="hint">
        {running ? `${running.map(onVersion).join(', ')}. ` : ''}
        {isOn ? 'Each moves at its next turn, and its trace says so.' : 'Each stays on its version until it ends.'}
      </p>
    </div>
  );
}

const onVersion = ({ version, conversations }: AdminRunning['running'][number]): string =>
  `${conversations} ${conversations === 1 ? 'runs' : 'run'} on version ${version}`;

/** Who runs on which version, asked when the question is shown; nothing where the server does not say. */
function useRunning(): AdminRunning['running'] | null {
  const page = usePage();
  const project = useDraft((state) => state.project);
  const [running, setRunning] = useState<AdminRunning['running'] | null>(null);
  useEffect(() => {
    void page.api
      .call<AdminRunning>(`/projects/${encodeURIComponent(project)}/running`)
      .then((answer) => setRunning(answer.ok ? answer.value.running : null));
  }, [page, project]);
  return running;
}

import type { JSX } from 'preact';
import type { TryRequest } from '../../shared/admin.ts';
import { asList, asRecord, nameOf } from '../document/read.ts';
import { trialFieldName, trialTextName } from '../trying/trial.ts';
import { useDraft, usePage } from './page-context.ts';

/** The way from a call of a tool to that tool, with the same inputs to run it again; nothing where the tool is gone. */
export function OpenTool({ call }: { call: Required<TryRequest> }): JSX.Element | null {
  const page = usePage();
  const index = useDraft(({ document }) => asList(asRecord(document).tools).findIndex((tool) => nameOf(tool) === call.tool));
  if (index < 0) return null;
  const open = (): void => {
    const { tool, ...trial } = call;
    const textName = trialTextName(page.draft.store.getState().project, tool);
    page.journal.keepText(textName, JSON.stringify(trial));
    // What was half typed over other inputs is not meant for these.
    const parameters = Object.keys(trial.parameters).map((name) => `parameters.${name}` as const);
    for (const field of ['vars', 'userProfile', ...parameters] as const) page.journal.keepText(trialFieldName(textName, field), '');
    page.go({ room: 'build', path: ['tools', index] });
  };
  return (
    <button type="button" class="quiet" title={`Open ${call.tool} with the same input`} onClick={open}>
      Open {call.tool} with this input
    </button>
  );
}

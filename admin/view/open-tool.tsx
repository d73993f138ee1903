import type { JSX } from 'preact';
import type { TryRequest } from '../../shared/admin.ts';
import { pathText } from '../../shared/finding.ts';
import { asList, asRecord, nameOf } from '../document/read.ts';
import { trialFieldName, trialTextName } from '../trying/trial.ts';
import { lineIn, selectLine } from './code-field.tsx';
import { jump, useDraft, usePage } from './page-context.ts';

/**
 * The way from a call of a tool to that tool, with the same inputs to run it again, and to the line of a script that its problem
 * names; nothing where the tool is gone.
 */
export function OpenTool({ call, problem }: { call: Required<TryRequest>; problem: string }): JSX.Element | null {
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
    const isScript = asRecord(asList(asRecord(page.draft.store.getState().document).tools)[index]).type === 'script';
    const line = isScript ? lineIn(problem) : null;
    if (line === null) page.go({ room: 'build', path: ['tools', index] });
    else jump(page, pathText(['tools', index, 'code']), (place) => selectLine(place, line));
  };
  return (
    <button type="button" class="quiet" title={`Open ${call.tool} with the same input`} onClick={open}>
      Open {call.tool} with this input
    </button>
  );
}

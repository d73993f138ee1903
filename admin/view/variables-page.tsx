import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import { freeName, inserted } from '../document/edit.ts';
import { valueAt } from '../document/path.ts';
import { asList, asRecord, nameOf } from '../document/read.ts';
import { stageVariables } from '../document/stage-variables.ts';
import { valueText } from '../document/written-value.ts';
import { menuOptions, PickMenu } from './add-menu.tsx';
import { jump, useDraft, usePage } from './page-context.ts';

/** The variables of all stages in one table; each leads to its row in the editor of its stage. */
export function VariablesPage(): JSX.Element {
  const page = usePage();
  const document = useDraft((state) => state.document);
  const variables = stageVariables(document);
  const stages = asList(asRecord(document).stages);
  const add = (stage: string): void => {
    const list = ['stages', Number(stage), 'variables'];
    const known = asList(valueAt(document, list));
    page.draft.edit(pathText(list), (draft) =>
      inserted(draft, list, { index: known.length, values: [{ name: freeName(known, 'name'), type: 'string' }] }),
    );
    jump(page, pathText([...list, known.length, 'name']));
  };
  return (
    <article class="editor">
      <h1 tabIndex={-1}>Variables</h1>
      <p class="hint">What stages keep, read as vars.name. Every stage has its own; each name leads to its stage.</p>
      {variables.length === 0 ? (
        <p class="empty">No stage has a variable yet.</p>
      ) : (
        <table class="plain variables">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Stage</th>
              <th scope="col">Type</th>
              <th scope="col">At first</th>
            </tr>
          </thead>
          <tbody>
            {variables.map(({ path, stage, name, type, atFirst }) => (
              <tr key={pathText(path)}>
                <th scope="row">
                  <button
                    type="button"
                    class="quiet code"
                    aria-label={`${name} of stage ${stage}`}
                    onClick={() => jump(page, pathText([...path, 'name']))}
                  >
                    {name}
                  </button>
                </th>
                <td>{stage}</td>
                <td>{type}</td>
                <td>
                  <code>{valueText(atFirst, 'any')}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {stages.length === 0 ? (
        <p class="empty">A variable belongs to a stage, and there is none yet.</p>
      ) : (
        <PickMenu class="add-step" aria-label="Add a variable to a stage" first="Add variable: in which stage?" pick={add}>
          {menuOptions(Object.fromEntries(stages.map((stage, index) => [String(index), nameOf(stage) || 'unnamed stage'])))}
        </PickMenu>
      )}
    </article>
  );
}

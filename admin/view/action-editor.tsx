import type { JSX } from 'preact';
import type { Path } from '../document/path.ts';
import { asList, asRecord, asText, oneLine } from '../document/read.ts';
import { EffectList } from './effect-list.tsx';
import { FieldFindings, LongField, TextField, Toggle } from './fields.tsx';
import { Heading } from './heading.tsx';
import { JsonFold } from './json-fold.tsx';
import { useValue } from './page-context.ts';
import { TextList } from './text-list.tsx';

/** One action on one page: what sets it off, when it is available, what it wants to know, what it does. */
export function ActionEditor({ path }: { path: Path }): JSX.Element {
  return (
    <article class="editor">
      <Heading kind={path[0] === 'globalActions' ? 'Global action' : 'Action'} path={path} />
      <TextField path={[...path, 'name']} label="Name" hint="How other parts and the page's commands call it." />
      <section aria-labelledby="trigger-heading">
        <header class="section-head">
          <h2 id="trigger-heading">Trigger</h2>
        </header>
        <div class="toggles">
          <Toggle path={[...path, 'triggerOnUserInput']} label="What the visitor writes" standard={true} />
          <Toggle path={[...path, 'triggerOnClientCommand']} label="A command of the page or a button" standard={false} />
        </div>
        <LongField path={[...path, 'classificationTrigger']} label="Classification trigger" hint="When this action is meant, in words." />
        <TextList
          path={[...path, 'examples']}
          label="Examples"
          what="example"
          hint="What visitors say when they mean this. Enter adds one, Alt+↑ ↓ moves, several lines can be pasted at once."
          placeholder="has my parcel 12345 shipped?"
        />
        <TextField
          path={[...path, 'condition']}
          label="Condition"
          isCode
          placeholder="vars.retryCount < 3"
          hint="JavaScript; where it is false, the action is hidden altogether. Empty: always available."
        />
      </section>
      <Parameters path={[...path, 'parameters']} />
      <EffectList path={[...path, 'effects']} />
      <JsonFold path={path} summary="The whole action as JSON" label="This action as JSON" rows={24} />
    </article>
  );
}

function Parameters({ path }: { path: Path }): JSX.Element {
  const [value] = useValue(path);
  const parameters = asList(value).map(asRecord);
  return (
    <section aria-labelledby="parameters-heading">
      <header class="section-head">
        <h2 id="parameters-heading">Parameters</h2>
        <p class="hint">What is read out of the message.</p>
      </header>
      {parameters.length === 0 ? (
        <p class="empty">None.</p>
      ) : (
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Type</th>
              <th scope="col">Required</th>
              <th scope="col">Description</th>
            </tr>
          </thead>
          <tbody>
            {parameters.map(({ name, type, list, required, description, onMissing }) => (
              <tr key={asText(name)}>
                <td>
                  <code>{asText(name)}</code>
                </td>
                <td>
                  {asText(type) || 'string'}
                  {list === true ? ' list' : ''}
                </td>
                <td>{required === true ? (onMissing === 'ask' ? 'yes, is asked for' : 'yes') : 'no'}</td>
                <td>{oneLine(description)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <FieldFindings path={path} />
      <JsonFold path={path} summary="Edit parameters" label="Parameters as JSON" rows={10} />
    </section>
  );
}

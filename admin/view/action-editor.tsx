import type { JSX } from 'preact';
import type { Path } from '../document/path.ts';
import { CodeField } from './code-field.tsx';
import { EffectList } from './effect-list.tsx';
import { LongField, Toggle } from './fields.tsx';
import { Heading } from './heading.tsx';
import { JsonFold } from './json-fold.tsx';
import { NameField } from './name-field.tsx';
import { ParameterRows } from './parameter-rows.tsx';
import { TextList } from './text-list.tsx';

/** One action on one page: what sets it off, when it is available, what it wants to know, what it does. */
export function ActionEditor({ path }: { path: Path }): JSX.Element {
  return (
    <article class="editor">
      <Heading kind={path[0] === 'globalActions' ? 'Global action' : 'Action'} path={path} />
      <NameField path={path} hint="How other parts and the page's commands call it; they follow a new name." />
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
        <TextList path={[...path, 'counterExamples']} label="Counter-examples" what="counter-example" hint="What sounds like it and is not." />
        <CodeField
          path={[...path, 'condition']}
          label="Condition"
          kind="expression"
          placeholder="vars.retryCount < 3"
          hint="JavaScript; where it is false, the action is hidden altogether. Empty: always available."
        />
      </section>
      <ParameterRows path={[...path, 'parameters']} canAsk hint="What is read out of the message." />
      <EffectList path={[...path, 'effects']} />
      <JsonFold path={path} summary="The whole action as JSON" label="This action as JSON" rows={24} />
    </article>
  );
}

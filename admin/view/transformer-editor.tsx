import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import type { Value } from '../../shared/value.ts';
import { type Path, withValue } from '../document/path.ts';
import { asList, asRecord, asText, nameOf } from '../document/read.ts';
import { menuOptions } from './add-menu.tsx';
import { ModelChoice } from './classifier-editor.tsx';
import { CodeField } from './code-field.tsx';
import { Labelled, LongField } from './fields.tsx';
import { Heading } from './heading.tsx';
import { JsonFold } from './json-fold.tsx';
import { NameField } from './name-field.tsx';
import { useDraft, usePage, useValue } from './page-context.ts';
import { TextList } from './text-list.tsx';

const types = { script: 'by a script', model: 'by asking a model', extract: 'by finding values in the message' } as const;

/** Watches messages and writes variables: by a script, a model, or by finding values. */
export function TransformerEditor({ path }: { path: Path }): JSX.Element {
  const page = usePage();
  const [transformer] = useValue(path);
  const { type } = asRecord(transformer);
  const models = useDraft(({ document }) => asRecord(document).models);
  const stages = useDraft(({ document }) => asRecord(document).stages);
  const users = asList(stages).filter((stage) => asList(asRecord(stage).transformers).includes(nameOf(transformer)));
  const become = (next: string): void => page.draft.edit(pathText([...path, 'type']), (draft) => withValue(draft, path, ofType(transformer, next)));
  return (
    <article class="editor">
      <Heading kind="Transformer" path={path} />
      <NameField path={path} hint="Stages that use it follow a new name." />
      <Labelled path={[...path, 'type']} label="Writes variables">
        {(ids) => (
          <select {...ids} value={asText(type)} onChange={(event) => become(event.currentTarget.value)}>
            {menuOptions(types)}
          </select>
        )}
      </Labelled>
      {type === 'script' ? (
        <CodeField path={[...path, 'code']} label="Script" hint="JavaScript; what it sets in vars and userProfile stays." />
      ) : null}
      {type === 'model' ? (
        <>
          <ModelChoice path={[...path, 'model']} models={asList(models).map(nameOf)} />
          <LongField path={[...path, 'prompt']} label="Prompt" hint="What the model looks for; {{userInput}} is the message." />
        </>
      ) : null}
      {type === 'script' ? null : (
        <TextList path={[...path, 'variables']} label="Variables" what="variable" hint="What it may write." placeholder="orderNumber" />
      )}
      <CodeField
        path={[...path, 'condition']}
        label="Condition"
        kind="expression"
        placeholder="vars.orderNumber === undefined"
        hint="JavaScript; where it is false, it does not run. Empty: for every message."
      />
      <p class="hint">
        {users.length === 0 ? 'No stage uses it yet: name it under transformers of a stage.' : `Used by ${users.map(nameOf).join(', ')}.`}
      </p>
      <JsonFold path={path} summary="As JSON" label="This transformer as JSON" rows={10} />
    </article>
  );
}

/** The same transformer as another type: what both have stays, what the new one needs is there. */
function ofType(transformer: Value | undefined, type: string): Value {
  const { name = '', condition, variables = [''], code, prompt } = asRecord(transformer);
  const common = { name, type, ...(condition === undefined ? {} : { condition }) };
  if (type === 'script') return { ...common, code: code ?? 'vars.lastMessage = userInput;' };
  if (type === 'extract') return { ...common, variables };
  return { ...common, prompt: prompt ?? 'Find what the visitor says about these variables.', variables };
}

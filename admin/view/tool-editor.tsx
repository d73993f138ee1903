import type { JSX } from 'preact';
import type { Path } from '../document/path.ts';
import { asList, asRecord, asText, nameOf } from '../document/read.ts';
import { CodeField } from './code-field.tsx';
import { ChoiceField, LongField, TextField, Toggle } from './fields.tsx';
import { Heading } from './heading.tsx';
import { JsonFold } from './json-fold.tsx';
import { NameField } from './name-field.tsx';
import { useDraft, useValue } from './page-context.ts';
import { PairRows } from './pair-rows.tsx';
import { ParameterRows } from './parameter-rows.tsx';
import { TryPanel } from './try-panel.tsx';
import { ValueField } from './value-field.tsx';

const kinds: Record<string, string> = { script: 'Script', webhook: 'Webhook', smart_function: 'Smart function' };

/** One tool: what it is called, what it wants to know, what it does, and a way to run it here. */
export function ToolEditor({ path }: { path: Path }): JSX.Element {
  const [tool] = useValue(path);
  const type = asText(asRecord(tool).type);
  const Own = Object.hasOwn(fields, type) ? fields[type] : undefined;
  return (
    <article class="editor">
      <Heading kind={kinds[type] ?? 'Tool'} path={path} />
      <NameField path={path} hint="Everything that calls it follows a new name." />
      <LongField path={[...path, 'description']} label="Description" hint="What a model is told about it." />
      {Own ? <Own path={path} /> : null}
      <ParameterRows path={[...path, 'parameters']} canAsk={false} hint="What it is given, read as params.name." />
      <TryPanel path={path} />
      <section aria-labelledby="limits-heading">
        <header class="section-head">
          <h2 id="limits-heading">Care</h2>
        </header>
        <div class="toggles">
          <Toggle path={[...path, 'readOnly']} label="Only reads" standard={false} />
          <Toggle path={[...path, 'critical']} label="A failure counts for the whole turn" standard={false} />
          <Toggle path={[...path, 'confirm']} label="Asks the visitor first" standard={false} />
          <Toggle path={[...path, 'approve']} label="Asks an operator first" standard={false} />
        </div>
      </section>
      <JsonFold path={path} summary="The whole tool as JSON" label="This tool as JSON" rows={18} />
    </article>
  );
}

const fields: Record<string, (props: { path: Path }) => JSX.Element> = {
  script: ScriptFields,
  webhook: WebhookFields,
  smart_function: SmartFields,
};

function ScriptFields({ path }: { path: Path }): JSX.Element {
  return (
    <>
      <CodeField path={[...path, 'code']} label="Script" hint="JavaScript; what it returns is the result. Ctrl+Enter runs it." />
      <details class="fold">
        <summary>What a script sees</summary>
        <p class="hint">
          May be changed: <code>vars</code>, <code>userProfile</code>, <code>userInput</code>. To read: <code>params</code>, <code>stage</code>,{' '}
          <code>stageVars</code>, <code>constants</code>, <code>history</code>, <code>events</code>, <code>actions</code>, <code>results</code>,{' '}
          <code>time</code>, <code>originalUserInput</code>, <code>conversationId</code>. <code>console.log</code> shows in the trace.
        </p>
      </details>
    </>
  );
}

function WebhookFields({ path }: { path: Path }): JSX.Element {
  return (
    <>
      <ChoiceField path={[...path, 'method']} label="Method" choices={['GET', 'POST', 'PUT', 'PATCH', 'DELETE']} standard="POST" />
      <TextField path={[...path, 'url']} label="Address" isCode placeholder="https://shop.example/orders/{{params.orderNumber}}" />
      <PairRows path={[...path, 'headers']} label="Headers" what="header" hint="A secret is written as {{secrets.NAME}}." />
      <PairRows path={[...path, 'query']} label="Query" what="query parameter" />
      <ValueField path={[...path, 'body']} label="Body" hint="JSON, or a template. Text that starts with = is an expression." type="any" isLong />
    </>
  );
}

function SmartFields({ path }: { path: Path }): JSX.Element {
  const models = useDraft(({ document }) => asRecord(document).models);
  return (
    <>
      <LongField path={[...path, 'prompt']} label="Prompt" hint="What the model is asked; {{params.name}} is filled in." />
      <ChoiceField path={[...path, 'model']} label="Model" choices={['', ...asList(models).map(nameOf)]} standard="" />
      <ValueField path={[...path, 'output']} label="Shape of the answer" hint="A JSON Schema; without one the answer is text." type="object" />
    </>
  );
}

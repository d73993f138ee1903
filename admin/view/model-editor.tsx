import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import type { Path } from '../document/path.ts';
import { asList, asRecord, asText, nameOf } from '../document/read.ts';
import { StandardToggle } from './classifier-editor.tsx';
import { ChoiceField, FieldFindings, TextField } from './fields.tsx';
import { Heading } from './heading.tsx';
import { JsonFold } from './json-fold.tsx';
import { ModelTrial } from './model-trial.tsx';
import { NameField } from './name-field.tsx';
import { NumberField } from './number-field.tsx';
import { useDraft, usePage, useValue } from './page-context.ts';
import { SecretNameField } from './secret-name-field.tsx';

const usualKeys: Record<string, string> = { openai: 'OPENAI_API_KEY', anthropic: 'ANTHROPIC_API_KEY', google: 'GOOGLE_GENERATIVE_AI_API_KEY' };

/** A language model: where it is, what it is called, which key it takes, and whether it answers. */
export function ModelEditor({ path }: { path: Path }): JSX.Element {
  const [model] = useValue(path);
  const { provider, address } = asRecord(model);
  const usual = usualKeys[asText(provider)];
  return (
    <article class="editor">
      <Heading kind="Model" path={path} />
      <NameField path={path} hint="How stages and tools choose it; they follow a new name." />
      <StandardToggle path={path} member="defaultModel" label="Used where nothing else is chosen" />
      <div class="two-columns">
        <ChoiceField
          path={[...path, 'provider']}
          label="Provider"
          choices={['openai', 'anthropic', 'google', 'openai_compatible']}
          standard="openai"
        />
        <TextField path={[...path, 'model']} label="Model" isCode placeholder="gpt-4o-mini" />
      </div>
      <TextField
        path={[...path, 'address']}
        label="Address"
        isCode
        placeholder="http://localhost:11434/v1"
        hint={provider === 'openai_compatible' ? 'Where it listens, up to and with /v1.' : "Empty: the provider's own."}
      />
      <SecretNameField
        path={[...path, 'apiKey']}
        label="Variable with the key"
        placeholder={usual ?? 'MY_MODEL_KEY'}
        hint={
          usual && address === undefined
            ? `The environment variable of the server that holds the key; empty: ${usual}.`
            : 'The environment variable of the server that holds the key; empty: no key is sent.'
        }
      />
      <ModelTrial path={path} />
      <section aria-labelledby="model-care-heading">
        <header class="section-head">
          <h2 id="model-care-heading">Limits and care</h2>
        </header>
        <div class="two-columns">
          <NumberField path={[...path, 'temperature']} label="Temperature" hint="From 0 (always alike) to 2. Empty: the provider's own." />
          <NumberField path={[...path, 'maximumOutputTokens']} label="Longest answer" hint="In tokens." />
          <NumberField path={[...path, 'timeoutMilliseconds']} label="Patience" placeholder="60000" hint="In milliseconds." />
          <NumberField path={[...path, 'retries']} label="Further attempts" placeholder="2" hint="0 to 5." />
          <NumberField path={[...path, 'inputCostPerMillion']} label="Cost of input" hint="Per million tokens, for the trace." />
          <NumberField path={[...path, 'outputCostPerMillion']} label="Cost of output" hint="Per million tokens, for the trace." />
        </div>
        <Fallbacks path={[...path, 'fallback']} own={nameOf(model)} />
      </section>
      <JsonFold path={path} summary="As JSON" label="This model as JSON" rows={14} />
    </article>
  );
}

/** Which other models are asked, in order, where this one fails. */
function Fallbacks({ path, own }: { path: Path; own: string }): JSX.Element | null {
  const page = usePage();
  const [value] = useValue(path);
  const models = useDraft(({ document }) => asRecord(document).models);
  const chosen = asList(value).map(asText);
  const others = [...chosen, ...asList(models).map(nameOf)].filter((name, index, all) => name !== own && name !== '' && all.indexOf(name) === index);
  if (others.length === 0) return null;
  const set = (next: string[]): void => page.draft.set(path, next.length > 0 ? next : undefined, pathText(path));
  return (
    <fieldset class="text-list" data-path={pathText(path)} tabIndex={-1}>
      <legend>Where it fails, ask</legend>
      <div class="toggles">
        {others.map((name) => (
          <label key={name} class="toggle">
            <input
              type="checkbox"
              checked={chosen.includes(name)}
              onChange={(event) => set(event.currentTarget.checked ? [...chosen, name] : chosen.filter((it) => it !== name))}
            />
            {name}
            {chosen.includes(name) ? <span class="hint"> as number {chosen.indexOf(name) + 1}</span> : null}
          </label>
        ))}
      </div>
      <FieldFindings path={path} />
    </fieldset>
  );
}

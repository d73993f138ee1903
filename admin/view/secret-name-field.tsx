import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { pathText } from '../../shared/finding.ts';
import type { Path } from '../document/path.ts';
import { asText } from '../document/read.ts';
import { FieldFindings } from './fields.tsx';
import { useValue } from './page-context.ts';

type SecretNameFieldProps = { path: Path; label: string; hint: string; placeholder: string };

const variable = /^[A-Z][A-Z0-9_]*$/;

/** The name of an environment variable. Anything else, such as a key pasted by mistake, goes neither into the document nor to the server. */
export function SecretNameField({ path, label, hint, placeholder }: SecretNameFieldProps): JSX.Element {
  const id = useId();
  const [value, setValue] = useValue(path);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? asText(value);
  const isName = text === '' || variable.test(text);
  const take = (next: string): void => {
    setTyped(next);
    if (next === '' || variable.test(next)) setValue(next || undefined);
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="code"
        data-path={pathText(path)}
        aria-describedby={`${id}-hint`}
        aria-invalid={!isName}
        autocomplete="off"
        spellcheck={false}
        value={text}
        placeholder={placeholder}
        onInput={(event) => take(event.currentTarget.value.trim())}
        onBlur={() => (isName ? setTyped(null) : undefined)}
      />
      <p class={isName ? 'hint' : 'error'} id={`${id}-hint`}>
        {isName ? hint : 'This is not the name of a variable, such as OPENAI_API_KEY, and was not saved. A key itself never stands in a project.'}
      </p>
      <FieldFindings path={path} />
    </div>
  );
}

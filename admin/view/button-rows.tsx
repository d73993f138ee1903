import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import type { Value } from '../../shared/value.ts';
import type { Path } from '../document/path.ts';
import { asList, asRecord, asText, nameOf } from '../document/read.ts';
import { settingOf, withButton } from '../document/setting-button.ts';
import { commandsOf } from '../rehearsal/commands.ts';
import { FieldFindings } from './fields.tsx';
import { useDraft, usePage, useValue } from './page-context.ts';
import { RemoveButton } from './row-buttons.tsx';
import { ValueInput } from './value-input.tsx';

/** The buttons under a response: what they say, and the command that they fire or the variable that they set. */
export function ButtonRows({ path }: { path: Path }): JSX.Element {
  const page = usePage();
  const list = [...path, 'buttons'];
  const [value] = useValue(list);
  const add = (kind: 'plain' | 'setting'): void => page.draft.edit(pathText(list), (document) => withButton(document, path, kind));
  return (
    <div class="button-rows">
      {asList(value).map((button, index) => (
        <ButtonRow key={index} response={path} index={index} button={button} />
      ))}
      <button type="button" class="quiet" onClick={() => add('plain')}>
        + Add button
      </button>
      <button type="button" class="quiet" onClick={() => add('setting')}>
        + Add button that sets a variable
      </button>
      <FieldFindings path={list} />
    </div>
  );
}

function ButtonRow({ response, index, button }: { response: Path; index: number; button: Value }): JSX.Element {
  const page = usePage();
  const path = [...response, 'buttons', index];
  const document = useDraft((state) => state.document);
  const { label, command } = asRecord(button);
  const stage = nameOf(response[0] === 'stages' ? asList(asRecord(document).stages)[Number(response[1])] : undefined);
  const setting = settingOf(document, response, asText(command));
  const names = [...new Set([...commandsOf(document, stage).map(({ name }) => name), asText(command)])].filter(Boolean);
  const set = (key: string, value: string): void => page.draft.set([...path, key], value || undefined, pathText([...path, key]));
  return (
    <div class="button-row">
      <input
        aria-label={`Label of button ${index + 1}`}
        data-path={pathText([...path, 'label'])}
        value={asText(label)}
        onInput={(event) => set('label', event.currentTarget.value)}
      />
      <select
        aria-label={`Command of button ${index + 1}`}
        data-path={pathText([...path, 'command'])}
        value={asText(command)}
        onChange={(event) => set('command', event.currentTarget.value)}
      >
        <option value="">says its label</option>
        {names.map((name) => (
          <option key={name} value={name}>
            fires {name}
          </option>
        ))}
      </select>
      <RemoveButton path={path} label={`button ${index + 1}`} />
      {setting ? <Setting path={setting} index={index} /> : null}
    </div>
  );
}

/** The variable that the button's action sets, edited where the button is. */
function Setting({ path, index }: { path: Path; index: number }): JSX.Element {
  const [variable, setVariable] = useValue([...path, 'variable']);
  const [value, setValue] = useValue([...path, 'value']);
  return (
    <p class="button-setting">
      <span class="hint">sets vars.</span>
      <input
        class="code"
        aria-label={`Variable that button ${index + 1} sets`}
        value={asText(variable)}
        onInput={(event) => setVariable(event.currentTarget.value)}
      />
      <span class="hint">to</span>
      <ValueInput label={`Value that button ${index + 1} sets`} type="any" value={value} onChange={(next) => setValue(next ?? '')} isLong={false} />
    </p>
  );
}

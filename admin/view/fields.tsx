import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import { pathText } from '../../shared/finding.ts';
import type { Path } from '../document/path.ts';
import { asText } from '../document/read.ts';
import { FieldHead } from './field-head.tsx';
import { findingsAt, useDraft, useValue } from './page-context.ts';

type FieldProps = { path: Path; label: string; hint?: string; placeholder?: string; isCode?: boolean };

/** A text of one line, saved as it is typed. */
export function TextField({ path, label, hint, placeholder, isCode }: FieldProps): JSX.Element {
  const [value, setValue] = useValue(path);
  return (
    <Labelled path={path} label={label} hint={hint}>
      {(ids) => (
        <input
          {...ids}
          class={isCode ? 'code' : undefined}
          value={asText(value)}
          placeholder={placeholder}
          spellcheck={!isCode}
          onInput={(event) => setValue(event.currentTarget.value || undefined)}
        />
      )}
    </Labelled>
  );
}

/** A text of several lines that grows with what is in it, saved as it is typed. */
export function LongField({ path, label, hint, placeholder, isCode }: FieldProps): JSX.Element {
  const [value, setValue] = useValue(path);
  return (
    <Labelled path={path} label={label} hint={hint}>
      {(ids) => (
        <textarea
          {...ids}
          class={isCode ? 'code' : undefined}
          rows={rowsFor(asText(value))}
          value={asText(value)}
          placeholder={placeholder}
          spellcheck={!isCode}
          onInput={(event) => setValue(event.currentTarget.value || undefined)}
        />
      )}
    </Labelled>
  );
}

/** A switch with a name; `standard` is what a document that says nothing means. */
export function Toggle({ path, label, standard }: { path: Path; label: string; standard: boolean }): JSX.Element {
  const [value, setValue] = useValue(path);
  const isOn = typeof value === 'boolean' ? value : standard;
  return (
    <label class="toggle">
      <input
        type="checkbox"
        data-path={pathText(path)}
        checked={isOn}
        onChange={(event) => setValue(event.currentTarget.checked === standard ? undefined : event.currentTarget.checked)}
      />
      {label}
    </label>
  );
}

/** One of several; a name that the document does not define stays visible as such, a choice with a standard is one of the language. */
export function ChoiceField({ path, label, choices, standard }: FieldProps & { choices: readonly string[]; standard?: string }): JSX.Element {
  const [value, setValue] = useValue(path);
  const chosen = asText(value) || (standard ?? '');
  const isKnown = choices.includes(chosen);
  return (
    <Labelled path={path} label={label}>
      {(ids) => (
        <select {...ids} value={chosen} onChange={(event) => setValue(event.currentTarget.value)}>
          {isKnown ? null : <option value={chosen}>{chosen === '' ? 'choose…' : `${chosen} (not defined)`}</option>}
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {standard === undefined ? choice : choice.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

/** What the checks say about a path, in place. */
export function FieldFindings({ path, id }: { path: Path; id?: string }): JSX.Element | null {
  const findings = useDraft((state) => state.findings);
  const found = findingsAt(findings, path);
  if (found.length === 0) return null;
  return (
    <ul class="field-findings" id={id}>
      {found.map((finding) => (
        <li key={finding.path + finding.code + finding.message} class={finding.level}>
          {finding.message}
          {finding.suggestion ? <span class="suggestion"> {finding.suggestion}</span> : null}
        </li>
      ))}
    </ul>
  );
}

/** How many lines a text needs at least; browsers that know `field-sizing` take exactly what it needs. */
export const rowsFor = (text: string): number => Math.min(24, Math.max(2, text.split('\n').length));

type Identifiers = { id: string; 'data-path': string; 'aria-describedby'?: string };
type LabelledProps = { path: Path; label: string; hint?: string; children: (ids: Identifiers) => ComponentChildren };

/** A field with its label, its hint and what the checks say about its place; `children` draws what is typed in. */
export function Labelled({ path, label, hint, children }: LabelledProps): JSX.Element {
  const id = useId();
  const hasFindings = useDraft((state) => findingsAt(state.findings, path).length > 0);
  const described = [hint ? `${id}-hint` : '', hasFindings ? `${id}-findings` : ''].filter(Boolean).join(' ');
  return (
    <div class="field">
      <FieldHead id={id} label={label} hint={hint} />
      {children({ id, 'data-path': pathText(path), ...(described ? { 'aria-describedby': described } : {}) })}
      <FieldFindings path={path} id={`${id}-findings`} />
    </div>
  );
}

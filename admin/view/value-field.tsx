import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import type { Path } from '../document/path.ts';
import { Labelled } from './fields.tsx';
import { useValue } from './page-context.ts';
import { ValueInput } from './value-input.tsx';

type ValueFieldProps = { path: Path; label: string; hint: string; type: string; isLong?: boolean };

/** A value of a type with its label and its hint, saved as soon as it can be read. */
export function ValueField({ path, label, hint, type, isLong }: ValueFieldProps): JSX.Element {
  const [value, setValue] = useValue(path);
  return (
    <Labelled path={path} label={label} hint={hint}>
      {({ id }) => <ValueInput id={id} label={label} type={type} isLong={isLong} value={value} onChange={setValue} place={pathText(path)} />}
    </Labelled>
  );
}

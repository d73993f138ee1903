import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

type PickMenuProps = {
  first: string;
  pick: (value: string) => void;
  children: ComponentChildren;
  id?: string;
  class?: string;
  'aria-label'?: string;
};

/** A menu that does something with what is chosen, and then stands at its first line again. */
export function PickMenu({ first, pick, children, ...rest }: PickMenuProps): JSX.Element {
  return (
    <select
      {...rest}
      value=""
      onChange={(event) => {
        if (event.currentTarget.value !== '') pick(event.currentTarget.value);
        event.currentTarget.value = '';
      }}
    >
      <option value="">{first}</option>
      {children}
    </select>
  );
}

/** A menu of what can be added, with its label before it. */
export function AddMenu({ label, add, children }: { label: string; add: (value: string) => void; children: ComponentChildren }): JSX.Element {
  const id = useId();
  return (
    <label class="add-menu" for={id}>
      <span>{label}</span>
      <PickMenu id={id} first="choose…" pick={add}>
        {children}
      </PickMenu>
    </label>
  );
}

/** The lines of a menu: values with what they are called. */
export const menuOptions = (names: Record<string, string>): JSX.Element[] =>
  Object.entries(names).map(([value, name]) => (
    <option key={value} value={value}>
      {name}
    </option>
  ));

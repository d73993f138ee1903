import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useMay, useOperator } from './use-may.ts';

/** Whoever may only look is told so, and gets fields that cannot be typed in (G-27). */
export function Locked({ children }: { children: ComponentChildren }): JSX.Element {
  const isAllowed = useMay('edit');
  const { role } = useOperator();
  const fields = useRef<HTMLFieldSetElement>(null);
  useEffect(() => (isAllowed || !fields.current ? undefined : lockEditors(fields.current)), [isAllowed]);
  return (
    <>
      {isAllowed ? null : <p class="read-only">Your role, {role}, may look at the project but not change it.</p>}
      <fieldset class="locked" ref={fields} disabled={!isAllowed}>
        {children}
      </fieldset>
    </>
  );
}

/** A code editor is no form field, so nobody disables it: it gets neither keys nor text, and can still be read and left by keys. */
function lockEditors(around: HTMLElement): () => void {
  const isCode = (event: Event): boolean => event.target instanceof Element && event.target.closest('.cm-editor') !== null;
  const refuse = (event: Event): void => {
    if (isCode(event)) event.preventDefault();
  };
  const hide = (event: KeyboardEvent): void => {
    if (isCode(event) && !event.ctrlKey && !event.metaKey) event.stopPropagation();
  };
  const refused = ['beforeinput', 'paste', 'cut', 'drop'];
  for (const name of refused) around.addEventListener(name, refuse, true);
  around.addEventListener('keydown', hide, true);
  return () => {
    for (const name of refused) around.removeEventListener(name, refuse, true);
    around.removeEventListener('keydown', hide, true);
  };
}

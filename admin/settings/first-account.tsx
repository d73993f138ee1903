import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { hashOf } from '../route.ts';
import { usePage } from '../view/page-context.ts';
import { useOperator } from '../view/use-may.ts';

const laterName = 'account.later';

/** Asks whoever came by the first link for an account, once and without standing in the way. */
export function FirstAccount(): JSX.Element | null {
  const page = usePage();
  const { id } = useOperator();
  const [isLater, setLater] = useState(() => page.journal.keptText(laterName) !== null);
  if (id !== '' || isLater) return null;
  const later = (): void => {
    page.journal.keepText(laterName, 'yes');
    setLater(true);
  };
  return (
    <p class="first-account">
      <span>Only this browser can come back until you have an account.</span>
      <a href={hashOf({ room: 'settings', part: 'account' })}>Make an account</a>
      <button type="button" class="quiet" onClick={later}>
        Later
      </button>
    </p>
  );
}

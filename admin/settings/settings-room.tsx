import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { hashOf, type SettingsPart } from '../route.ts';
import { useMay } from '../view/use-may.ts';
import { Account } from './account.tsx';
import { Audit } from './audit.tsx';
import { Team } from './team.tsx';

const parts: Record<SettingsPart, { label: string; isForOwners: boolean; View: () => JSX.Element }> = {
  account: { label: 'My account', isForOwners: false, View: Account },
  team: { label: 'Team', isForOwners: true, View: Team },
  audit: { label: 'Audit', isForOwners: true, View: Audit },
};
// The table is typed by these names.
const names = Object.keys(parts) as SettingsPart[];

/** People, one's own account, and the log of what was done. */
export function SettingsRoom({ part }: { part: SettingsPart }): JSX.Element {
  const isOwner = useMay('own');
  const main = useRef<HTMLElement>(null);
  const { isForOwners, label, View } = parts[part];
  const before = useRef(part);
  useEffect(() => {
    // Whoever came by the link hears where it led; nobody is moved when the room opens.
    if (before.current !== part) main.current?.querySelector<HTMLElement>('h1')?.focus();
    before.current = part;
  }, [part]);
  return (
    <div class="settings">
      <nav aria-label="Settings">
        <ul>
          {names
            .filter((name) => isOwner || !parts[name].isForOwners)
            .map((name) => (
              <li key={name}>
                <a href={hashOf({ room: 'settings', part: name })} aria-current={name === part ? 'page' : undefined}>
                  {parts[name].label}
                </a>
              </li>
            ))}
        </ul>
      </nav>
      <main ref={main}>
        {isForOwners && !isOwner ? (
          <>
            <h1 tabIndex={-1}>{label}</h1>
            <p class="empty">Only owners see this.</p>
          </>
        ) : (
          <View key={part} />
        )}
      </main>
    </div>
  );
}

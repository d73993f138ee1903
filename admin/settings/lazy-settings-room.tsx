import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { SettingsPart } from '../route.ts';
import { usePage } from '../view/page-context.ts';

type View = (props: { part: SettingsPart }) => JSX.Element;

/** The settings, fetched when they are opened: the page opens without them. */
export function LazySettingsRoom({ part }: { part: SettingsPart }): JSX.Element {
  const page = usePage();
  const [View, setView] = useState<View | null>(null);
  useEffect(() => {
    import('./settings-room.tsx').then(
      ({ SettingsRoom }) => setView(() => SettingsRoom),
      () => page.draft.notify('The settings could not be loaded; open them again.'),
    );
  }, [page]);
  return View ? <View part={part} /> : <p class="empty">Opening the settings…</p>;
}

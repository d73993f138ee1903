import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { usePage } from '../view/page-context.ts';

type View = (props: { token: string }) => JSX.Element;

/** Where an invitation leads, fetched when somebody comes by one: the page opens without it. */
export function LazyInvited({ token }: { token: string }): JSX.Element {
  const page = usePage();
  const [View, setView] = useState<View | null>(null);
  useEffect(() => {
    import('./invited.tsx').then(
      ({ Invited }) => setView(() => Invited),
      () => page.session.signedOut('The invitation could not be opened; open its link again.'),
    );
  }, [page]);
  return View ? <View token={token} /> : <p class="screen">Opening…</p>;
}

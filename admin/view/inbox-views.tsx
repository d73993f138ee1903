import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { hashOf } from '../route.ts';

type View = 'inbox' | 'conversations';

const names: [view: View, name: string][] = [
  ['inbox', 'Inbox'],
  ['conversations', 'All conversations'],
];

/** The view that was chosen here, until it is drawn: the focus goes along with it. */
const following: { view: View | null } = { view: null };

/** The two views of the inbox: where people take over, and every conversation with every turn explained. */
export function InboxViews({ current }: { current: View }): JSX.Element {
  const nav = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (following.view === current) nav.current?.querySelector<HTMLElement>('[aria-current]')?.focus();
    following.view = null;
  }, [current]);
  return (
    <nav ref={nav} class="views" aria-label="Views">
      {names.map(([view, name]) => (
        <a
          key={view}
          href={hashOf({ room: view, id: null })}
          aria-current={view === current ? 'page' : undefined}
          onClick={() => {
            following.view = view === current ? null : view;
          }}
        >
          {name}
        </a>
      ))}
    </nav>
  );
}

import type { Keep } from './connection/keep.ts';

type Tabs = { project: string; keep: Keep; tab: Keep; end(): void; signal: AbortSignal };

/** When the visitor is logged out in one tab, they are in all: what stands here is taken away by `shutdown` alone. */
export function keepTogether({ project, keep, tab, end, signal }: Tabs): void {
  // A tab that slept through a log-out must not show the next visitor what the one before was about to say.
  const whose = keep.get('here') ?? String(Date.now());
  if (tab.get('of') !== whose) tab.remove('draft');
  tab.set('of', whose);
  keep.set('here', whose);
  addEventListener('storage', ({ key, newValue }) => key === `promptside:${project}:here` && newValue === null && end(), { signal });
}

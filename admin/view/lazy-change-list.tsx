import { lazyView } from './lazy-view.tsx';

/** What differs between two documents: wanted only where something is published, rolled back or imported. */
export const LazyChangeList = lazyView(async () => (await import('./change-list.tsx')).ChangeList, {
  what: 'the list of changes',
  failure: 'The list of changes could not be loaded; open it again.',
});

import { lazyView } from './lazy-view.tsx';

/** The inbox: authors who only build do not wait for it. */
export const LazyInboxRoom = lazyView(async () => (await import('./inbox-room.tsx')).InboxRoom, {
  what: 'the inbox',
  failure: 'The inbox could not be loaded; open it again.',
});

/** The list of conversations with its traces. */
export const LazyConversationsRoom = lazyView(async () => (await import('./conversations-room.tsx')).ConversationsRoom, {
  what: 'the conversations',
  failure: 'The conversations could not be loaded; open them again.',
});

/** People, one's own account and the log of what was done. */
export const LazySettingsRoom = lazyView(async () => (await import('../settings/settings-room.tsx')).SettingsRoom, {
  what: 'the settings',
  failure: 'The settings could not be loaded; open them again.',
});

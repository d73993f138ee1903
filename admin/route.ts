import { pathText } from '../shared/finding.ts';
import { type Path, parsePath } from './document/path.ts';

/** What the page shows, as the address says it. */
export type Route =
  | { room: 'build'; path: Path }
  | { room: 'conversations'; id: string | null }
  | { room: 'inbox'; id: string | null }
  | { room: 'versions' }
  | { room: 'settings'; part: SettingsPart };

/** The pages of the settings. */
export type SettingsPart = (typeof settingsParts)[number];
const settingsParts = ['account', 'team', 'audit'] as const;

/** The route that an address names; an unknown one is the start. */
export function routeIn(hash: string): Route {
  const [room, ...rest] = hash.replace(/^#\/?/, '').split('/');
  const detail = decoded(rest.join('/'));
  if (room === 'conversations' || room === 'inbox') return { room, id: detail || null };
  if (room === 'versions') return { room };
  if (room === 'settings') return { room, part: settingsParts.find((part) => part === detail) ?? 'account' };
  return { room: 'build', path: parsePath(detail) };
}

/** The address of a route. */
export function hashOf(route: Route): string {
  if (route.room === 'build') return `#/build/${encodeURI(pathText(route.path)).replaceAll('%5B', '[').replaceAll('%5D', ']')}`;
  if (route.room === 'conversations' || route.room === 'inbox') return `#/${route.room}/${encodeURIComponent(route.id ?? '')}`;
  return route.room === 'settings' ? `#/settings/${route.part}` : '#/versions';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

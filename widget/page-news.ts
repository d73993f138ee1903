import type { Connection } from './connection/connection.ts';
import { pageNow } from './page-now.ts';

/** Tells the server when a page changes its address without being loaded anew. */
export function pageNews(connection: Connection, signal: AbortSignal): void {
  let last = pageNow();
  const look = (): void => {
    const url = pageNow();
    if (url === last) return;
    last = url;
    connection.mention({ name: 'page', packet: { url } });
  };
  addEventListener('popstate', look, { signal });
  // Not every browser has it yet; those without it are told of at the next connection.
  const { navigation } = window as { navigation?: EventTarget }; // not in the typings of every browser
  navigation?.addEventListener('navigatesuccess', look, { signal });
}

import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { AdminConversations, AdminEvents } from '../../shared/admin.ts';
import type { Event, FactOf, FactType } from '../../shared/event.ts';
import { type Running, start } from '../server/process.ts';

/** The demo shop, served by the real program over a database of its own. */
export function startShop(folder: string, environment: Record<string, string> = {}): Promise<Running> {
  return start({ PROMPTSIDE_DATABASE: join(folder, 'shop.sqlite'), ...environment });
}

/** Ends a server that may have ended already, and waits until it is gone. */
export async function end(shop: Running | undefined): Promise<void> {
  shop?.process.kill('SIGTERM');
  await shop?.ended;
}

/** What a page complained about: errors, and requests that the browser refused; those of a server that is away are left out. */
export function complaintsOf(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on('weberror', (error) => complaints.push(error.error().message));
  context.on('console', (message) => {
    if (message.type() === 'error' && !/ERR_CONNECTION_|WebSocket connection|status of 401/.test(message.text())) complaints.push(message.text());
  });
  return complaints;
}

export type Operator = {
  /** The log of the newest conversation. */
  log(): Promise<Event[]>;
};

/** Signs in with the one-time link, as the admin page does, and reads what it reads. */
export async function operatorOf(shop: Pick<Running, 'link'>): Promise<Operator> {
  const { origin, hash } = new URL(shop.link);
  const api = `${origin}/admin/api`;
  const signedIn = await fetch(`${api}/session`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ token: hash.replace('#token=', '') }),
  });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  // The routes and their answers are those of shared/admin.ts.
  const read = async <T>(path: string): Promise<T> => (await fetch(`${api}/projects/shop/conversations${path}`, { headers: { cookie } })).json() as T;
  return {
    async log() {
      const { conversations } = await read<AdminConversations>('');
      return (await read<AdminEvents>(`/${conversations[0]?.id}/events`)).events;
    },
  };
}

/** All facts of a kind, in their order. */
export const facts = <T extends FactType>(log: readonly Event[], type: T): FactOf<T>[] =>
  // The filter leaves only events of that type.
  log.filter((event) => event.type === type) as unknown as FactOf<T>[];

/** What stands in the widget's log, one line a message, with who said it. */
export const transcript = (page: Page): Promise<string[]> =>
  page
    .locator('promptside-widget')
    .getByRole('log')
    .locator('.bubble')
    .evaluateAll((bubbles) =>
      bubbles.map(
        (bubble) => `${bubble.classList.contains('user') ? 'user' : 'assistant'}: ${bubble.querySelector('.text')?.textContent?.trim() ?? ''}`,
      ),
    );

import type { IncomingMessage } from 'node:http';

/** The visitor's address: the connection's own, or what the trusted proxies in front say, counted from the near end (P-36). */
export function addressOf(request: IncomingMessage, trustedProxies: number): string {
  const own = request.socket.remoteAddress ?? 'unknown';
  if (trustedProxies === 0) return own;
  const named = [request.headers['x-forwarded-for'] ?? []]
    .flat()
    .join(',')
    .split(',')
    .map((part) => part.trim());
  return named.filter(Boolean).at(-trustedProxies) ?? own;
}

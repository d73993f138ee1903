import type { IncomingMessage } from 'node:http';

/** The visitor's address: the connection's own, or what the trusted proxies in front say, counted from the near end (P-36). */
export function addressOf(request: IncomingMessage, trustedProxies: number): string {
  const own = request.socket.remoteAddress ?? 'unknown';
  if (trustedProxies === 0) return own;
  const named = [request.headers['x-forwarded-for'] ?? []]
    .flat()
    .join(',')
    .split(',')
    .map((part) => withoutPort(part.trim()));
  return named.filter(Boolean).at(-trustedProxies) ?? own;
}

/** Some proxies name the port, too, and a new one with each connection. */
const withoutPort = (address: string): string => address.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');

/** Whether an address is that of the machine itself. */
export const isLoopback = (address: string): boolean => /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/i.test(address);

/** One household or machine has a whole IPv6 network to come from, so that counts as one address wherever addresses are counted (G-24). */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [left = [], right = []] = address.split('::').map((side) => side.split(':').filter(Boolean));
  const zeros = address.includes('::') ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0') : [];
  const groups = [...left, ...zeros, ...right].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}

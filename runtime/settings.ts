import { Problem } from '../shared/problem.ts';

/** What the surroundings decide, all of it optional. docs/limits.md and docs/settings.md list the names. */
export type Settings = {
  port: number;
  host: string;
  /** The file of the embedded database. */
  database: string;
  /** The folder that files of visitors are kept in. */
  files: string;
  /** How much room all of them may take. */
  filesMegabytes: number;
  /** How many days they are kept; 0 for good. */
  filesDays: number;
  /** Project files that are published at start where the database does not know them yet. */
  projects: string[];
  demo: boolean;
  /** How many proxies stand in front and may name the visitor's address (G-24). */
  trustedProxies: number;
  /** The address that people reach this server under, for the link that is printed. */
  publicAddress: string;
  /** Whether a printed link opens from anywhere, or on the machine of the server alone. */
  linkFrom: string;
  logLevel: string;
  /** Which environment variables documents may name as secrets; any but the server's own where none is listed. */
  secretNames: string[];
  /** Addresses that webhooks may reach though they are not public: `host`, `host:port` or a range, for development. */
  allowedAddresses: string[];
  /** How long running turns may take when the server is told to stop (G-10). */
  drainMilliseconds: number;
  limits: DoorLimits;
};

/** What the door grants (G-24). Rates are per second or minute as named; bursts are what may come at once. */
export type DoorLimits = {
  messagesPerSecond: number;
  messageBurst: number;
  socketsPerVisitor: number;
  socketsPerAddress: number;
  handshakesPerMinute: number;
  packetsPerSecond: number;
};

/** Where a printed link leads, for a server that listens on this port. */
export const linkAddress = ({ linkFrom, publicAddress }: Settings, port: number): string =>
  (linkFrom === 'anywhere' && publicAddress) || `http://localhost:${port}`;

type Environment = Record<string, string | undefined>;

/** The settings from environment variables; throws `settings.invalid` with the name of the wrong one. */
export function settingsFrom(environment: Environment): Settings {
  const port = whole(environment, 'PORT', { fallback: 3000, least: 0, most: 65_535 });
  const count = (name: string, fallback: number): number => whole(environment, name, { fallback, least: 1, most: 1_000_000_000 });
  return {
    port,
    host: environment.HOST ?? '127.0.0.1',
    database: environment.PROMPTSIDE_DATABASE ?? '.promptside/promptside.sqlite',
    files: environment.PROMPTSIDE_FILES || `${environment.PROMPTSIDE_DATABASE ?? '.promptside/promptside.sqlite'}-files`,
    filesMegabytes: count('PROMPTSIDE_FILES_MEGABYTES', 10_000),
    filesDays: whole(environment, 'PROMPTSIDE_FILES_DAYS', { fallback: 0, least: 0, most: 36_500 }),
    projects: (environment.PROMPTSIDE_PROJECT ?? 'demo/shop.project.json').split(',').filter(Boolean),
    demo: environment.PROMPTSIDE_DEMO !== 'off',
    trustedProxies: whole(environment, 'PROMPTSIDE_TRUSTED_PROXIES', { fallback: 0, least: 0, most: 10 }),
    publicAddress: environment.PROMPTSIDE_PUBLIC_ADDRESS ?? '',
    linkFrom: oneOf(environment, 'PROMPTSIDE_LINK_FROM', ['loopback', 'anywhere']),
    allowedAddresses: listed(environment.PROMPTSIDE_ALLOWED_ADDRESSES),
    secretNames: listed(environment.PROMPTSIDE_SECRET_NAMES),
    logLevel: oneOf(environment, 'PROMPTSIDE_LOG', ['info', 'silent', 'error', 'warn', 'debug', 'trace']),
    drainMilliseconds: whole(environment, 'PROMPTSIDE_DRAIN_MILLISECONDS', { fallback: 8_000, least: 0, most: 9_000 }),
    limits: {
      messagesPerSecond: count('PROMPTSIDE_MESSAGES_PER_SECOND', 1),
      messageBurst: count('PROMPTSIDE_MESSAGE_BURST', 5),
      socketsPerVisitor: count('PROMPTSIDE_SOCKETS_PER_VISITOR', 10),
      socketsPerAddress: count('PROMPTSIDE_SOCKETS_PER_ADDRESS', 100),
      handshakesPerMinute: count('PROMPTSIDE_HANDSHAKES_PER_MINUTE', 30),
      packetsPerSecond: count('PROMPTSIDE_PACKETS_PER_SECOND', 50),
    },
  };
}

const listed = (text = ''): string[] =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);

function whole(environment: Environment, name: string, range: { fallback: number; least: number; most: number }): number {
  const given = environment[name];
  if (given === undefined || given === '') return range.fallback;
  const number = Number(given);
  if (Number.isInteger(number) && number >= range.least && number <= range.most) return number;
  throw new Problem('settings.invalid', { name, value: given, expected: `a whole number from ${range.least} to ${range.most}` });
}

function oneOf(environment: Environment, name: string, values: readonly [string, ...string[]]): string {
  const given = environment[name] ?? values[0];
  if (values.includes(given)) return given;
  throw new Problem('settings.invalid', { name, value: given, expected: `one of ${values.join(', ')}` });
}

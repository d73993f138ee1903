import type { Secrets } from '../../ports.ts';

/** Names that are the server's own: its signatures, not what authors may send somewhere. */
const own = 'PROMPTSIDE_';

/**
 * The environment as authors' documents may name it (P-37). Where names are listed, no others are there, so that who may
 * edit a project cannot carry off what was set for something else.
 */
export function environmentSecrets(environment: Record<string, string | undefined>, listed: readonly string[]): Secrets {
  const isThere = (name: string): boolean => listed.length === 0 || listed.includes(name) || name.startsWith(own);
  return { get: (name) => (isThere(name) ? environment[name] : undefined) };
}

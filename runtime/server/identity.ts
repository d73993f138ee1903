import { createHash, randomBytes } from 'node:crypto';
import type { JWTVerifyOptions } from 'jose';
import { Problem } from '../../shared/problem.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Clock, KeepStore, Secrets } from '../ports.ts';

/** The person behind a visitor: under which id they write, under which others they wrote before, and until when that is known. */
export type Person = { visitor: string; others: string[]; until: number };

/** Who a site says its visitor is, by tokens that the site signs (G-21). */
export interface Identities {
  /** Reads a token; an anonymous visitor who comes with it becomes that person, once and for good. Throws `identity.invalid`. */
  personOf(project: Project, token: string, anonymous: string | undefined): Promise<Person>;
  /** Whether an anonymous visitor has become a person, whose history opens to the site's token alone. */
  isClaimed(project: Project, visitor: string): Promise<boolean>;
  /** The ids of the person whom a visitor has become, the visitor's own always among them. */
  idsOf(project: string, visitor: string): Promise<string[]>;
}

type Outside = { store: KeepStore; secrets: Secrets; clock: Clock };
type Known = { visitor: string; others: string[] };

const longestLife = 60 * 60;
const tolerance = 30;
const leastSecret = 32;
const keptOthers = 20;

/** Identities by the `widget.identity` setting of each project. */
export function identitiesOf(outside: Outside): Identities {
  const { store, clock } = outside;
  /** One after another: two tabs that come at once are the same person, and nobody becomes two. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(what: () => Promise<T>): Promise<T> => {
    const done = last.then(what, what);
    last = done;
    return done;
  };
  return {
    async personOf(project, token, anonymous) {
      const { subject, until } = await verified(project, token, outside);
      const known = await inTurn(() => merged(outside, { project: project.name, subject, anonymous }));
      return { ...known, until };
    },
    isClaimed: async (project, visitor) =>
      project.widget.identity !== undefined && (await store.kept('claimed', keyOf(project.name, visitor), clock.now())) !== undefined,
    async idsOf(project, visitor) {
      const person = await store.kept('claimed', keyOf(project, visitor), clock.now());
      // What is kept under this kind was kept by `merged`.
      const known = typeof person === 'string' ? ((await store.kept('person', person, clock.now())) as Known | undefined) : undefined;
      return [...new Set([visitor, ...(known ? [known.visitor, ...known.others] : [])])];
    },
  };
}

async function verified(project: Project, token: string, { secrets, clock }: Outside): Promise<{ subject: string; until: number }> {
  const setting = project.widget.identity;
  if (!setting) throw new Problem('identity.invalid', { reason: 'the project has no widget.identity' });
  const secret = secrets.get(setting.secret);
  // What the variable is called is no business of a page.
  if (!secret) throw new Problem('identity.invalid', { reason: 'the server has no key to check it with' });
  const now = clock.now();
  // The algorithm is the project's and never the token's: a public key must not become an HMAC secret.
  const options: JWTVerifyOptions = {
    algorithms: [setting.algorithm],
    audience: project.name,
    requiredClaims: ['sub', 'exp'],
    clockTolerance: tolerance,
    currentDate: new Date(now),
  };
  const { jwtVerify } = await import('jose');
  try {
    const { payload } = await jwtVerify(token, await keyFrom(secret, setting.algorithm), options);
    const { sub = '', exp = 0 } = payload;
    if (exp > now / 1_000 + longestLife + tolerance) throw new Error('it is good for more than an hour');
    if (sub === '' || sub.length > 200) throw new Error('its "sub" must have 1 to 200 characters');
    return { subject: sub, until: (exp + tolerance) * 1_000 };
  } catch (thrown) {
    throw new Problem('identity.invalid', { reason: thrown instanceof Error ? thrown.message : 'it cannot be read' });
  }
}

type Algorithm = NonNullable<Project['widget']['identity']>['algorithm'];

async function keyFrom(secret: string, algorithm: Algorithm) {
  const { importSPKI } = await import('jose');
  if (algorithm !== 'HS256') return importSPKI(secret.replaceAll('\\n', '\n'), algorithm);
  if (secret.length < leastSecret) throw new Error(`the secret is shorter than ${leastSecret} characters`);
  return new TextEncoder().encode(secret);
}

/** The person as known so far; the anonymous visitor's history joins, unless it is already somebody's. */
async function merged({ store, clock }: Outside, who: { project: string; subject: string; anonymous: string | undefined }): Promise<Known> {
  const { project, subject, anonymous } = who;
  const key = keyOf(project, subject);
  const now = clock.now();
  // What is kept under this kind was kept below.
  const known = (await store.kept('person', key, now)) as Known | undefined;
  const isFree = anonymous !== undefined && (await store.kept('claimed', keyOf(project, anonymous), now)) === undefined;
  if (known && !isFree) return known;
  const newcomer = isFree ? anonymous : randomBytes(16).toString('base64url');
  // With the person's key, by which the other ids are found.
  await store.keep('claimed', keyOf(project, newcomer), key, 0);
  const next: Known = known ? { ...known, others: [...known.others, newcomer].slice(-keptOthers) } : { visitor: newcomer, others: [] };
  await store.keep('person', key, next, 0);
  return next;
}

/** A site's own ids of its users do not stand in the database. */
const keyOf = (project: string, name: string): string => createHash('sha256').update(`${project}\n${name}`).digest('base64url');

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Problem } from '../../shared/problem.ts';
import type { KeepStore } from '../ports.ts';

/** Who a visitor is: a random id of ours, nothing that a page can make up (P-34, G-21). */
export interface VisitorTokens {
  issue(project: string): { visitor: string; token: string };
  /** The visitor of a token of this project; throws `visitor.token_invalid`. */
  read(project: string, token: string): string;
}

/** Tokens signed with the house's own key, which is made at the first start and never leaves the database. */
export async function visitorTokens(store: KeepStore): Promise<VisitorTokens> {
  const key = await signingKey(store);
  const sign = (project: string, visitor: string): string => createHmac('sha256', key).update(`${project}\n${visitor}`).digest('base64url');
  const tokenOf = (project: string, visitor: string): string => `v1.${visitor}.${sign(project, visitor)}`;
  return {
    issue(project) {
      const visitor = randomBytes(16).toString('base64url');
      return { visitor, token: tokenOf(project, visitor) };
    },
    read(project, token) {
      const [, visitor] = token.split('.');
      // As text and whole: two spellings of the same bytes are two tokens, and one of them is not ours.
      const given = Buffer.from(token);
      const right = Buffer.from(tokenOf(project, visitor ?? ''));
      if (!visitor || given.length !== right.length || !timingSafeEqual(given, right)) throw new Problem('visitor.token_invalid');
      return visitor;
    },
  };
}

async function signingKey(store: KeepStore): Promise<Buffer> {
  const kept = await store.kept('key', 'visitor', 0);
  if (typeof kept === 'string') return Buffer.from(kept, 'base64');
  const made = randomBytes(32);
  await store.keep('key', 'visitor', made.toString('base64'), 0);
  return made;
}

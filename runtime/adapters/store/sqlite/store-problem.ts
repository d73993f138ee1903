import { Problem } from '../../../../shared/problem.ts';

/** SQLite's primary result codes that mean something to us. */
export const resultCodes = { corrupt: 11, full: 13, constraint: 19, notADatabase: 26 } as const;

/** Any thrown thing as a problem of the catalogue; what is one already stays as it is. */
export function storeProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (resultCode(thrown) === resultCodes.full || systemCode(thrown) === 'ENOSPC') return new Problem('store.full', {}, { cause: thrown });
  return new Problem('store.unavailable', { reason: thrown instanceof Error ? thrown.message : String(thrown) }, { cause: thrown });
}

/** The primary result code of an error that SQLite reported, or nothing. */
export function resultCode(thrown: unknown): number | undefined {
  // The low byte is the primary code, what is above it says more than we ask.
  return thrown instanceof Error && 'errcode' in thrown ? Number(thrown.errcode) & 0xff : undefined;
}

/** The code of an error that the operating system reported, such as `EISDIR`. */
export function systemCode(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : undefined;
}

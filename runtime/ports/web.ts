import type { ProblemReport } from '../../shared/problem.ts';
import type { Value } from '../../shared/value.ts';

export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  body?: string;
  timeoutMilliseconds: number;
  maximumBytes: number;
  /** How many redirects may be followed; each address is checked like the first (P-35). */
  redirects: number;
};

/** `status` 0 where there was no answer (C-37); a 4xx or 5xx is an answer and `ok: false`. */
export type HttpAnswer =
  | { ok: true; status: number; statusText: string; headers: Record<string, string>; data: Value; milliseconds: number }
  | { ok: false; problem: ProblemReport; status: number; statusText: string; headers: Record<string, string>; data: Value; milliseconds: number };

/** Calls addresses outside, and only those that an author may reach (G-29). Never throws for what the other side does. */
export interface Http {
  send(request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** Values that stand in no document, by the names of environment variables (P-37). */
export interface Secrets {
  get(name: string): string | undefined;
}

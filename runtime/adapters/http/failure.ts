import { Problem, type ProblemReport, report } from '../../../shared/problem.ts';

/** Why a call failed, in the catalogue's words. Nothing of the URL but its host is told, since the rest may hold a secret. */
export function failureOf(thrown: unknown, host: string): ProblemReport {
  if (thrown instanceof Problem) return report(thrown);
  const code = codeOf(thrown);
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return report(new Problem('http.too_large', { host, limit: maximumHeaderBytes }));
  return report(
    new Problem('http.unreachable', { host, reason: reasons.find(([pattern]) => pattern.test(code))?.[1] ?? `the call failed (${code})` }),
  );
}

/** How large the head of an answer may be. */
export const maximumHeaderBytes = 16_384;

const reasons: [code: RegExp, reason: string][] = [
  [/^(?:ENOTFOUND|EAI_.*|ENODATA)$/, 'its name cannot be looked up'],
  [/^ECONNREFUSED$/, 'the connection is refused'],
  [/^(?:ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH)$/, 'it cannot be reached'],
  [
    /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_CLOSED|UND_ERR_DESTROYED|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/,
    'the connection broke off',
  ],
  [/^HPE_/, 'it does not speak HTTP'],
  [/CERT|SIGNATURE|^ERR_(?:TLS|SSL)|^EPROTO$/, 'its certificate or encryption cannot be trusted'],
  [/^(?:Z_|ERR_.*BROTLI|ERR__ERROR_FORMAT)/, 'its packed answer is damaged'],
];

function codeOf(thrown: unknown): string {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : thrown instanceof Error ? thrown.name : 'unknown';
}
